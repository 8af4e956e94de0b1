package io.patchbay.budget;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;

/**
 * What may be spent on calls in each period.
 *
 * @param holder whose calls are paid from it
 * @param models ids of models, or beginnings of some with a {@code *} behind; all models if there are none
 * @param zone by whose clocks a period begins
 * @param amount US dollars for each period
 * @param soft percentages at which somebody is to be told, ascending
 */
public record Budget(
        long id, Holder holder, List<String> models, Period period, ZoneId zone, BigDecimal amount, List<Integer> soft)
        implements Assigned {

    public Budget {
        requireNonNull(amount, "amount is null");
        models = List.copyOf(models);
        soft = List.copyOf(soft);
    }

    /** The same for somebody else. */
    public Budget of(Holder other) {
        return new Budget(id, other, models, period, zone, amount, soft);
    }

    /** The same with other limits. */
    public Budget with(BigDecimal otherAmount, List<Integer> otherSoft) {
        return new Budget(id, holder, models, period, zone, otherAmount, otherSoft);
    }
}

package io.patchbay.access;

import io.patchbay.budget.Period;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;

/**
 * A budget as it is wished for.
 *
 * @param whose a key's successors are paid from the same budget
 * @param models ids, or beginnings with a {@code *} behind; all if there are none
 * @param amount US dollars a period
 * @param soft percentages at which somebody is to be told
 */
public record NewBudget(
        Whose whose, List<String> models, Period period, ZoneId zone, BigDecimal amount, List<Integer> soft) {}

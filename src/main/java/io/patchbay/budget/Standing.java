package io.patchbay.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a budget stands in a period.
 *
 * @param spent US dollars that calls of the period were charged with
 * @param reserved US dollars that are set aside for calls under way
 * @param from when the period began
 * @param renews when the next period begins; empty if none does
 */
public record Standing(Budget budget, BigDecimal spent, BigDecimal reserved, Instant from, Optional<Instant> renews) {

    /** Digits behind the point. */
    private static final int SHOWN = 6;

    /** What further calls may set aside; never negative. */
    public BigDecimal left() {
        return budget.amount().subtract(spent).subtract(reserved).max(BigDecimal.ZERO);
    }

    /**
     * A sentence for a caller whose call does not fit; of what others spent it says nothing.
     *
     * @param needed US dollars that the call can cost, or cost on top of what is set aside for it
     */
    public String refusal(BigDecimal needed) {
        String again = renews.map(at -> " There is new money at " + at + ".").orElse("");
        if (budget.holder().equals(Holder.EVERYBODY)) {
            return "The budget of %s does not allow for this call now.%s"
                    .formatted(budget.holder().described(), again);
        }
        return "The budget of %s (%s US dollars %s) has %s left, and this can cost up to %s.%s"
                .formatted(
                        budget.holder().described(),
                        plain(budget.amount()),
                        budget.period().described(),
                        plain(left().setScale(SHOWN, RoundingMode.DOWN)),
                        plain(needed.setScale(SHOWN, RoundingMode.UP)),
                        again);
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}

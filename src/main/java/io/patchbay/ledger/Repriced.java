package io.patchbay.ledger;

import io.patchbay.ledger.UsageSummary.By;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What calls have cost, and what they would have by another version of the catalogue.
 *
 * @param groups those with the most calls first
 */
public record Repriced(By by, List<Group> groups, Group total) {

    /** Groups, at most. */
    static final int MOST = 1_000;

    public Repriced {
        groups = List.copyOf(groups);
    }

    /**
     * Amounts are US dollars, unrounded.
     *
     * @param key empty where calls had none, and in the total
     * @param cost the ledger's, of the calls that have one
     * @param repriced of the calls that have a price by that version
     * @param difference of the calls that have both: what they would have cost more
     * @param unpriced calls that used tokens and have no price by that version
     * @param unpricedBefore calls that used tokens and have no cost
     */
    public record Group(
            Optional<String> key,
            long calls,
            BigDecimal cost,
            BigDecimal repriced,
            BigDecimal difference,
            long unpriced,
            long unpricedBefore) {

        static Group empty(Optional<String> key) {
            return new Group(key, 0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, 0, 0);
        }

        /** With one call more. */
        Group plus(UsageItem call, Optional<BigDecimal> anew) {
            Optional<BigDecimal> before = call.cost();
            return new Group(
                    key,
                    calls + 1,
                    cost.add(before.orElse(BigDecimal.ZERO)),
                    repriced.add(anew.orElse(BigDecimal.ZERO)),
                    difference.add(before.flatMap(then -> anew.map(now -> now.subtract(then)))
                            .orElse(BigDecimal.ZERO)),
                    unpriced + (anew.isEmpty() ? 1 : 0),
                    unpricedBefore + (before.isEmpty() && call.usedTokens() ? 1 : 0));
        }
    }
}

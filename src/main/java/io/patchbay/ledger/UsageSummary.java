package io.patchbay.ledger;

import io.patchbay.chat.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Calls counted by what they have in common.
 *
 * @param groups those with the most calls first, days with the newest first; {@value #MOST} at most
 * @param complete false if there are more groups
 */
public record UsageSummary(By by, List<Group> groups, boolean complete) {

    static final int MOST = 1_000;

    public UsageSummary {
        groups = List.copyOf(groups);
    }

    /** What calls are put together by. */
    public enum By {
        /** The model that answered, or was asked last. */
        MODEL("servedModel"),
        PROVIDER("provider"),
        CALLER("caller"),
        /** The day on which a call was admitted, in UTC. */
        DAY("startedOn");

        private final String property;

        By(String property) {
            this.property = property;
        }

        String property() {
            return property;
        }
    }

    /**
     * @param key the model, provider, caller, or day as {@code 2026-07-24}; empty where calls had none
     * @param calls all of them, however they ended
     * @param usage the sums of each class; an estimate if a part of it is one
     * @param cost US dollars, the sum over the calls that have a price
     * @param unpriced calls that used tokens and have no price, whose cost is missing from the sum
     * @param averageLatencyMs milliseconds
     */
    public record Group(
            Optional<String> key,
            long calls,
            long failed,
            long cancelled,
            Usage usage,
            BigDecimal cost,
            long unpriced,
            long averageLatencyMs) {}
}

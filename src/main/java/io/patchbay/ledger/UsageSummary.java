package io.patchbay.ledger;

import io.patchbay.chat.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Calls counted by what they have in common.
 *
 * @param groups the newest time first, and those with the most calls first; {@value #MOST} at most
 * @param complete false if there are more groups
 */
public record UsageSummary(List<By> by, List<Group> groups, boolean complete) {

    static final int MOST = 1_000;

    public UsageSummary {
        by = List.copyOf(by);
        groups = List.copyOf(groups);
    }

    /** What calls are put together by. */
    public enum By {
        /** The model that answered, or was asked last. */
        MODEL("d.served_model"),
        PROVIDER("d.provider"),
        TENANT("d.tenant"),
        TEAM("d.team"),
        /** The id of the virtual key. */
        KEY("d.key_id"),
        CALLER("d.caller"),
        OPERATION("d.operation"),
        JOB("u.job_id"),
        /** The time at which a call was admitted, as this and the next two. */
        HOUR,
        DAY,
        MONTH;

        private final Optional<String> column;

        By() {
            this.column = Optional.empty();
        }

        By(String column) {
            this.column = Optional.of(column);
        }

        public boolean isTime() {
            return column.isEmpty();
        }

        Optional<String> column() {
            return column;
        }
    }

    /**
     * @param keys the values of what it is grouped by, in that order: an hour as {@code 2026-07-24T14:00+02:00}, a day as
     *     {@code 2026-07-24}, a month as {@code 2026-07}; empty where calls had none
     * @param calls all of them, however they ended
     * @param usage the sums of each class; an estimate if a part of it is one
     * @param cost US dollars, the sum over the calls that have a price
     * @param unpriced calls that used tokens and have no price, whose cost is missing from the sum
     * @param averageLatencyMs milliseconds, over all calls
     * @param latencyMs to the end of the answer, of completed calls
     * @param firstEventMs to the first event, of streams that had one
     */
    public record Group(
            List<Optional<String>> keys,
            long calls,
            Outcomes outcomes,
            Usage usage,
            BigDecimal cost,
            long unpriced,
            long averageLatencyMs,
            Percentiles latencyMs,
            Percentiles firstEventMs) {

        public Group {
            keys = List.copyOf(keys);
        }

        /** Failed calls of all but those that were refused; empty if there are none. */
        public OptionalDouble errorRate() {
            return share(outcomes.failed(), calls - outcomes.refused());
        }

        /** Completed calls that another target than the first one answered, of all that completed. */
        public OptionalDouble fallbackRate() {
            return share(outcomes.fallbacks(), outcomes.completed());
        }

        /** Tokens read from a vendor's cache, of all that were read. */
        public OptionalDouble cacheShare() {
            return share(usage.cacheRead(), usage.totalInput());
        }

        private static OptionalDouble share(long part, long whole) {
            return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
        }
    }

    /** @param fallbacks of the completed, those that another target than the first one answered */
    public record Outcomes(long completed, long failed, long cancelled, long refused, long unknown, long fallbacks) {}

    /** Milliseconds, within 5 % of the truth; empty if there are no calls of the kind. */
    public record Percentiles(OptionalLong p50, OptionalLong p95, OptionalLong p99) {}
}

package io.patchbay.ledger;

import io.patchbay.ledger.LedgerSettings.Retention;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Since when there are calls, and sums of calls: the begin of a day in UTC each, and empty if all are kept. What is older may be
 * deleted at any moment, or is.
 */
record Kept(Optional<Instant> calls, Optional<Instant> sums) {

    static Kept at(Instant now, Retention retention) {
        return new Kept(
                retention.calls().map(kept -> dayBefore(now, kept)),
                retention.sums().map(kept -> dayBefore(now, kept)));
    }

    private static Instant dayBefore(Instant now, Duration kept) {
        return now.minus(kept).truncatedTo(ChronoUnit.DAYS);
    }

    /** The same, where there are no sums of days before this one. */
    Kept withDaysSince(Instant first) {
        return new Kept(calls, Optional.of(sums.filter(first::isBefore).orElse(first)));
    }

    /** @throws DeletedCallsException if calls of that time may be deleted */
    void requireCallsFrom(Instant from) {
        calls.filter(from::isBefore).ifPresent(since -> {
            throw new DeletedCallsException(since);
        });
    }
}

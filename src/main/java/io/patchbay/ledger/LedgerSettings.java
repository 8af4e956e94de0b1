package io.patchbay.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * @param alwaysIntends whether every call is written down before it is made, and not only those that budgets pay for
 * @param lostAfter how long another server may give no sign of life before its open calls are settled by this one
 */
public record LedgerSettings(boolean alwaysIntends, Duration lostAfter, OnOutage onOutage, Retention retention) {

    /**
     * What happens while the database is away.
     *
     * @param goesOn whether calls go on that no budget pays for, and their rows wait on disk
     * @param directory where they do; empty for the server's own
     * @param mostBytes of them
     */
    public record OnOutage(boolean goesOn, Optional<Path> directory, long mostBytes) {
        public static final OnOutage REFUSE = new OnOutage(false, Optional.empty(), 1);
    }

    /**
     * How long rows are kept, from the begin of their calls; empty for ever.
     *
     * @param sums for no less time than the calls that they are of
     */
    public record Retention(Optional<Duration> calls, Optional<Duration> sums) {
        public static final Retention ALL = new Retention(Optional.empty(), Optional.empty());
    }
}

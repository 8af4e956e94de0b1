package io.patchbay.ledger;

import io.patchbay.ledger.Backlog.Waiting;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Brings the rows that wait on disk into the database, in their order, as soon as it is there. */
final class Drain implements Runnable {

    private static final Logger LOG = System.getLogger(Drain.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Backlog backlog;
    private final Commits commits;
    private final LedgerOutage outage;
    private final int most;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** @param most rows of one commit */
    Drain(Backlog backlog, Commits commits, LedgerOutage outage, int most) {
        this.backlog = backlog;
        this.commits = commits;
        this.outage = outage;
        this.most = most;
    }

    @Override
    @SuppressWarnings("CatchingUnchecked")
    public void run() {
        try {
            while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    look();
                } catch (Exception e) {
                    LOG.log(Level.ERROR, "The rows that wait on disk could not be brought into the database.", e);
                }
            }
        } catch (InterruptedException e) {
            // The server wants its thread back; the rows wait on.
        }
    }

    /** Not by an interrupt, which could damage an H2 file. */
    void close() {
        closing.countDown();
    }

    /** Brings as much as it can now. */
    void look() throws IOException {
        backlog.lookAgain();
        commits.lookAgain();
        boolean more = true;
        while (more && !outage.lasts() && closing.getCount() > 0) {
            more = some();
        }
    }

    private boolean some() throws IOException {
        List<Waiting> first = backlog.first(most);
        List<Settlement> rows =
                first.stream().flatMap(waiting -> waiting.row().stream()).toList();
        if (!rows.isEmpty()) {
            commits.inDatabase(List.copyOf(rows));
        }
        if (!rows.stream().allMatch(Entry::isTold)) {
            return false; // The database went away again.
        }
        for (Waiting waiting : first) {
            if (waiting.row().isEmpty() || waiting.row().get().isRefused()) {
                backlog.setAside(waiting.record());
            }
        }
        if (!first.isEmpty()) {
            backlog.arrived(first.size());
        }
        return !first.isEmpty();
    }
}

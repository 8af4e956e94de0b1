package io.patchbay.ledger;

import io.patchbay.ledger.OldRows.Step;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Deletes each hour what is older than it is kept. Any number of servers may. */
@ApplicationScoped
class Expiry {

    private static final Logger LOG = System.getLogger(Expiry.class.getName());

    /** The first calls of a server that begins have the database for themselves. */
    private static final Duration AT_FIRST = Duration.ofSeconds(5);

    private static final int STEP = 1_000;

    private static final Duration LATER = Duration.ofHours(1);
    private static final Duration BETWEEN_STEPS = Duration.ofMillis(200);
    private static final Duration LAST_STEP = Duration.ofSeconds(10);

    private final Transactions transactions;
    private final Keeping keeping;

    private final CountDownLatch closing = new CountDownLatch(1);

    @Resource
    private ManagedThreadFactory threads;

    private @Nullable Thread thread;

    @Inject
    Expiry(Transactions transactions, Keeping keeping) {
        this.transactions = transactions;
        this.keeping = keeping;
    }

    void start(@Observes @Priority(3) @Initialized(ApplicationScoped.class) Object application) {
        if (keeping.now().calls().isEmpty()) {
            return;
        }
        Thread deleting = threads.newThread(this::deleteEachHour);
        deleting.setName("ledger-expiry");
        deleting.start();
        thread = deleting;
    }

    /** Without an interrupt, which within a transaction could damage an H2 file. */
    void stop(@Observes @Priority(1) @BeforeDestroyed(ApplicationScoped.class) Object ending)
            throws InterruptedException {
        closing.countDown();
        Thread deleting = thread;
        if (deleting != null) {
            deleting.join(LAST_STEP);
        }
    }

    private void deleteEachHour() {
        try {
            Duration wait = AT_FIRST;
            while (isOpenAfter(wait)) {
                delete();
                wait = LATER;
            }
        } catch (InterruptedException e) {
            // The server wants its thread back.
        }
    }

    private boolean isOpenAfter(Duration wait) throws InterruptedException {
        return !closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void delete() throws InterruptedException {
        Deletion deletion = new Deletion(this::inTransaction, () -> isOpenAfter(BETWEEN_STEPS));
        try {
            deletion.run(keeping.now());
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "Old calls could not be deleted; they are tried again in an hour: {0}",
                    e.getMessage());
        }
        if (deletion.calls() + deletion.sums() > 0) {
            LOG.log(
                    Level.INFO,
                    "Deleted {0} calls and {1} sums, which were older than they are kept.",
                    deletion.calls(),
                    deletion.sums());
        }
    }

    private Step inTransaction(Deletion.Work work) {
        return transactions.committed(
                session -> session.doReturningWork(connection -> work.on(new OldRows(new Sql(connection), STEP))));
    }
}

package io.patchbay.ledger;

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

/** Adds calls to the sums that summaries read, soon after their rows are written. On several servers one of them does it at a time. */
@ApplicationScoped
class Folder {

    private static final Logger LOG = System.getLogger(Folder.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(10);
    // Between two steps, so that calls have the database too.
    private static final Duration BREATH = Duration.ofMillis(20);
    private static final Duration LAST_STEP = Duration.ofSeconds(10);

    private final Transactions transactions;
    private final CountDownLatch closing = new CountDownLatch(1);

    @Resource
    private ManagedThreadFactory threads;

    private @Nullable Thread thread;

    /** It is said once until it goes on. */
    private boolean isFailing;

    @Inject
    Folder(Transactions transactions) {
        this.transactions = transactions;
    }

    void start(@Observes @Priority(3) @Initialized(ApplicationScoped.class) Object application) {
        Thread folding = threads.newThread(this::lookRound);
        folding.setName("ledger-folder");
        folding.start();
        thread = folding;
    }

    /** Without an interrupt, which within a transaction could damage an H2 file. */
    void stop(@Observes @Priority(1) @BeforeDestroyed(ApplicationScoped.class) Object ending)
            throws InterruptedException {
        closing.countDown();
        Thread folding = thread;
        if (folding != null) {
            folding.join(LAST_STEP);
        }
    }

    private void lookRound() {
        try {
            boolean more = false;
            while (!closing.await((more ? BREATH : PAUSE).toMillis(), TimeUnit.MILLISECONDS)) {
                more = fold() == Fold.STEP;
            }
        } catch (InterruptedException e) {
            // The server wants its thread back.
        }
    }

    /** Nothing is lost if it fails: summaries read what waits, and get slower. */
    private int fold() {
        try {
            int gone = transactions.committed(
                    session -> session.doReturningWork(connection -> Fold.step(new Sql(connection))));
            isFailing = false;
            return gone;
        } catch (RuntimeException e) {
            LOG.log(
                    isFailing ? Level.DEBUG : Level.WARNING,
                    "The sums of the ledger are not brought up to date; summaries get slower until they are.",
                    e);
            isFailing = true;
            return 0;
        }
    }
}

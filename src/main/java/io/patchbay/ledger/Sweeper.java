package io.patchbay.ledger;

import io.patchbay.call.CallFailed;
import io.patchbay.ledger.OpenCalls.Open;
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
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says that this server lives, and settles the calls of those that do not, once, at all that is set aside for them: what they
 * have cost nobody knows any more.
 */
@ApplicationScoped
class Sweeper {

    private static final Logger LOG = System.getLogger(Sweeper.class.getName());
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private static final Duration LAST_ROUND = Duration.ofSeconds(10);

    /** How long a call of our own may have an intent of which nobody here knows: its claim may be about to be undone. */
    private static final Duration UNDOING = Duration.ofMinutes(1);

    private final Transactions transactions;
    private final LedgerWriter writer;
    private final ThisServer server;
    private final Clock clock;
    private final Lives lives;
    private final Duration pause;

    private final CountDownLatch closing = new CountDownLatch(1);

    @Resource
    private ManagedThreadFactory threads;

    private @Nullable Thread thread;

    @Inject
    Sweeper(Transactions transactions, LedgerWriter writer, ThisServer server, LedgerSettings settings, Clock clock) {
        this.transactions = transactions;
        this.writer = writer;
        this.server = server;
        this.clock = clock;
        this.lives = new Lives(settings.lostAfter(), System::nanoTime);
        Duration quarter = settings.lostAfter().dividedBy(4);
        this.pause = quarter.compareTo(LONGEST_PAUSE) < 0 ? quarter : LONGEST_PAUSE;
    }

    void start(@Observes @Priority(3) @Initialized(ApplicationScoped.class) Object application) {
        Thread sweeping = threads.newThread(this::lookRound);
        sweeping.setName("ledger-sweeper");
        sweeping.start();
        thread = sweeping;
    }

    /** Without an interrupt, which within a transaction could damage an H2 file. */
    void stop(@Observes @Priority(1) @BeforeDestroyed(ApplicationScoped.class) Object ending)
            throws InterruptedException {
        closing.countDown();
        Thread sweeping = thread;
        if (sweeping != null) {
            sweeping.join(LAST_ROUND);
        }
    }

    private void lookRound() {
        try {
            while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                sweep();
            }
        } catch (InterruptedException e) {
            // The server wants its thread back.
        }
    }

    private void sweep() {
        try {
            Set<UUID> dead = look();
            dead.forEach(this::settleThoseOf);
            settleOwn();
        } catch (RuntimeException away) {
            lives.sawNothing(); // The ledger's writer says so.
        }
    }

    private Set<UUID> look() {
        return inTransaction(calls -> {
            calls.beat(server.id(), server.name(), clock.instant());
            return lives.dead(calls.beats());
        });
    }

    /** Some at a time, so that the living need not wait. */
    private void settleThoseOf(UUID dead) {
        List<Open> open = of(dead);
        if (open.isEmpty()) {
            inTransaction(calls -> {
                calls.forget(dead);
                return true;
            });
            return;
        }
        LOG.log(
                Level.WARNING,
                "A server has died with calls under way; {0} of them are settled as unknown, at the most that they can have cost.",
                open.size());
        open.forEach(this::giveUp);
    }

    /** Calls of ours that ended without a row, because the database was away then. */
    private void settleOwn() {
        Instant before = clock.instant().minus(UNDOING);
        of(server.id()).stream()
                .filter(open -> !writer.isUnderWay(open.unknown().id()))
                .filter(open -> open.unknown().call().startedAt().isBefore(before))
                .forEach(this::giveUp);
    }

    private List<Open> of(UUID of) {
        return inTransaction(calls -> calls.of(Set.of(of)));
    }

    private void giveUp(Open open) {
        try {
            writer.giveUp(open.unknown(), open.held());
        } catch (CallFailed settled) {
            LOG.log(
                    Level.DEBUG,
                    "Somebody else has settled {0}.",
                    open.unknown().id());
        }
    }

    private interface Work<T> {
        T of(OpenCalls calls) throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) {
        return transactions.committed(
                session -> session.doReturningWork(connection -> work.of(new OpenCalls(new Sql(connection)))));
    }
}

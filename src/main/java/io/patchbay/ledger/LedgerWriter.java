package io.patchbay.ledger;

import io.patchbay.budget.RateLimit;
import io.patchbay.budget.Share;
import io.patchbay.call.Allowance;
import io.patchbay.call.Call;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Settled;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The ledger's one writer, from the application's start to its end. */
@ApplicationScoped
public class LedgerWriter implements Ledger, Reservations, Passages {

    private static final int WAITING = 4_096;
    private static final int ROWS_OF_ONE_COMMIT = 500;
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration TRIES = Duration.ofSeconds(5);
    // For a commit that is under way at the end of the tries.
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration LOOK_ROUND = Duration.ofSeconds(1);

    private final Clock clock;
    private final Commits commits;
    private final Gathering gathering;
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

    @Resource
    private ManagedThreadFactory threads;

    private @Nullable Thread writer;
    private @Nullable Thread watch;

    @Inject
    LedgerWriter(RowStore store, LedgerOutage outage, Clock clock, Event<Threshold> thresholds) {
        this.clock = clock;
        this.commits = new Commits(store, outage, clock, thresholds::fire);
        this.gathering = new Gathering(commits::commit, commits::lookAgain, WAITING, ROWS_OF_ONE_COMMIT, PAUSE);
    }

    /**
     * What was made durable since the start.
     *
     * @param rows calls, without the rows of their attempts
     */
    public record Written(long rows, long commits) {}

    public Written written() {
        return commits.written();
    }

    /** {@inheritDoc} Blocks for 16 seconds at most; meant for a virtual thread. */
    @Override
    public void record(Settled settled) {
        write(new Settlement(settled, Optional.empty(), giveUpAt()));
    }

    @Override
    public void reserve(Intent intent, List<Share> shares) {
        underWay.add(intent.id());
        try {
            write(new Claim(intent, shares, true, giveUpAt()));
        } catch (CallFailed refused) {
            underWay.remove(intent.id());
            throw refused;
        }
    }

    @Override
    public void raise(Intent intent, List<Share> shares) {
        write(new Claim(intent, shares, false, giveUpAt()));
    }

    @Override
    public void settle(Settled settled, List<Long> held, List<Share> charges) {
        try {
            write(new Settlement(settled, Optional.of(new Settlement.Bill(held, Optional.of(charges))), giveUpAt()));
        } finally {
            underWay.remove(settled.id());
        }
    }

    /** Whether somebody here will settle the call. */
    boolean isUnderWay(UUID call) {
        return underWay.contains(call);
    }

    /**
     * Settles a call that nobody else will, at all that is set aside for it. Blocks.
     *
     * @throws CallFailed likewise
     */
    void giveUp(Settled unknown, List<Long> held) {
        write(new Settlement(unknown, Optional.of(new Settlement.Bill(held, Optional.empty())), giveUpAt()));
    }

    @Override
    public Allowance pass(UUID id, Call call, List<RateLimit> limits, long tokens) {
        Passage passage = Passage.of(id, call, limits, tokens, giveUpAt());
        write(passage);
        return passage.allowance();
    }

    @Override
    public void correct(UUID id, Call call, List<RateLimit> limits, Instant at, long difference) {
        gathering.put(Passage.correction(id, call, limits, at, difference, giveUpAt()), Duration.ZERO);
    }

    private Instant giveUpAt() {
        return clock.instant().plus(TRIES);
    }

    private void write(Entry entry) {
        gathering.put(entry, TRIES);
        entry.await();
    }

    void start(@Observes @Priority(2) @Initialized(ApplicationScoped.class) Object application) {
        writer = started("ledger-writer", gathering);
        watch = started("ledger-watch", this::lookRound);
    }

    private Thread started(String name, Runnable work) {
        Thread thread = threads.newThread(work);
        thread.setName(name);
        thread.start();
        return thread;
    }

    private void lookRound() {
        try {
            while (true) {
                Thread.sleep(LOOK_ROUND);
                gathering.release(clock.instant().minus(GRACE));
            }
        } catch (InterruptedException e) {
            // The ledger has ended.
        }
    }

    /** Before any bean is destroyed, since the last rows need the others. */
    void drain(@Observes @BeforeDestroyed(ApplicationScoped.class) Object ending) throws InterruptedException {
        gathering.close();
        Thread writing = writer;
        if (writing != null) {
            writing.join(TRIES.plus(GRACE));
        }
        Thread watching = watch;
        if (watching != null) {
            watching.interrupt();
        }
    }
}

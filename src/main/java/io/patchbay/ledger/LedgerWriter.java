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
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
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
    private static final Duration LOOK_ROUND = Duration.ofMillis(250);
    // With the look round and the disk, two seconds for a caller.
    private static final Duration HANGS = Duration.ofMillis(1_750);

    private final Clock clock;
    private final LedgerOutage outage;
    private final Backlog backlog;
    private final Commits commits;
    private final Drain drain;
    private final Gathering gathering;
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

    @Resource
    private ManagedThreadFactory threads;

    private @Nullable Thread writer;
    private @Nullable Thread watch;
    private @Nullable Thread drainer;

    @Inject
    LedgerWriter(RowStore store, LedgerOutage outage, Backlog backlog, Clock clock, Event<Threshold> thresholds) {
        this.outage = outage;
        this.backlog = backlog;
        this.clock = clock;
        this.commits = new Commits(store, outage, backlog, clock, thresholds::fire);
        this.drain = new Drain(backlog, commits, outage, ROWS_OF_ONE_COMMIT);
        this.gathering = new Gathering(commits::commit, backlog::take, WAITING, ROWS_OF_ONE_COMMIT, PAUSE);
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

    /** Whether somebody here will settle the call; its row may be among those that wait on disk. */
    boolean isUnderWay(UUID call) {
        return underWay.contains(call) || !backlog.isEmpty();
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
        backlog.open();
        writer = started("ledger-writer", gathering);
        drainer = started("ledger-drain", drain);
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
            boolean hung = false;
            while (true) {
                Thread.sleep(LOOK_ROUND);
                hung = looksPastWhatHangs(hung);
                gathering.release(clock.instant().minus(GRACE));
            }
        } catch (InterruptedException e) {
            // The ledger has ended.
        }
    }

    /** @param told whether the log has been told of it; it may be one row that hangs, and the database is there for a probe */
    private boolean looksPastWhatHangs(boolean told) {
        boolean hangs = backlog.goesOn() && gathering.hangs(HANGS);
        if (hangs && !told) {
            outage.began(new TimeoutException("it does not answer in time"));
        }
        if (hangs) {
            gathering.leadRound();
        }
        return hangs;
    }

    /** Before any bean is destroyed, since the last rows need the others. */
    void drain(@Observes @BeforeDestroyed(ApplicationScoped.class) Object ending)
            throws InterruptedException, IOException {
        gathering.close();
        drain.close();
        for (Thread writing :
                Stream.of(writer, drainer).filter(Objects::nonNull).toList()) {
            writing.join(TRIES.plus(GRACE));
        }
        Thread watching = watch;
        if (watching != null) {
            watching.interrupt();
        }
        backlog.close();
    }
}

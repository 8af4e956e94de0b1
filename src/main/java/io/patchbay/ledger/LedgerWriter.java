package io.patchbay.ledger;

import io.patchbay.call.Settled;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The ledger's one writer, from the application's start to its end. */
@ApplicationScoped
public class LedgerWriter implements Ledger {

    private static final int WAITING = 4_096;
    private static final int ROWS_OF_ONE_COMMIT = 500;
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration TRIES = Duration.ofSeconds(5);
    // Longer than the tries, for a commit that is under way at their end.
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final Clock clock;
    private final Commits commits;
    private final Gathering gathering;

    @Resource
    private ManagedThreadFactory threads;

    private @Nullable Thread thread;

    @Inject
    LedgerWriter(RowStore store, LedgerOutage outage, Clock clock) {
        this.clock = clock;
        this.commits = new Commits(store, outage, clock);
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

    /** {@inheritDoc} Blocks for 15 seconds at most; meant for a virtual thread. */
    @Override
    public void record(Settled settled) {
        Entry entry = new Entry(settled, clock.instant().plus(TRIES));
        gathering.put(entry, TRIES);
        entry.await(LONGEST);
    }

    void start(@Observes @Priority(2) @Initialized(ApplicationScoped.class) Object started) {
        Thread writer = threads.newThread(gathering);
        writer.setName("ledger-writer");
        writer.start();
        thread = writer;
    }

    /** Before any bean is destroyed, since the last rows need the others. */
    void drain(@Observes @BeforeDestroyed(ApplicationScoped.class) Object ending) throws InterruptedException {
        gathering.close();
        Thread writer = thread;
        if (writer != null) {
            writer.join(LONGEST);
        }
    }
}

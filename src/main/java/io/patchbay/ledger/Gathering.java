package io.patchbay.ledger;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Many callers, one commit: what arrives while a commit is under way waits and goes together in the next. Nothing waits
 * for company; a lone caller's row is committed at once.
 */
final class Gathering implements Runnable {

    private static final Logger LOG = System.getLogger(Gathering.class.getName());
    private static final Duration LOOK_UP = Duration.ofSeconds(1);

    private final UnaryOperator<List<Entry>> commit;
    private final UnaryOperator<List<Entry>> elsewhere;
    private final BlockingQueue<Entry> queue;
    private final int most;
    private final Duration pause;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile UnderWay underWay = new UnderWay(List.of(), 0);
    private volatile boolean ended;

    private record UnderWay(List<Entry> batch, long since) {
        boolean lasts(Duration longest) {
            return !batch.isEmpty() && System.nanoTime() - since >= longest.toNanos();
        }
    }

    /**
     * @param commit tells entries their ends and returns those to be tried again
     * @param elsewhere tells entries their ends that need not wait for a commit, and returns the others
     * @param capacity entries that wait, at most
     * @param most entries of one commit
     * @param pause between two tries
     */
    Gathering(
            UnaryOperator<List<Entry>> commit,
            UnaryOperator<List<Entry>> elsewhere,
            int capacity,
            int most,
            Duration pause) {
        this.commit = commit;
        this.elsewhere = elsewhere;
        this.queue = new LinkedBlockingQueue<>(capacity);
        this.most = most;
        this.pause = pause;
    }

    /** Hands an entry over; refuses it if there is no room within {@code longest}, or after the end. */
    void put(Entry entry, Duration longest) {
        if (isClosing() || !offer(entry, longest)) {
            entry.refused(isClosing() ? "the server is stopping" : "too many calls wait for the ledger's database");
        }
        if (ended) {
            refuseTheRest();
        }
    }

    /** Offers to the end of the time, although the caller may be interrupted: what it used is to be written down. */
    private boolean offer(Entry entry, Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return queue.offer(entry, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Until it is closed and everybody has been told. */
    @Override
    public void run() {
        List<Entry> waiting = new ArrayList<>();
        while (!(isClosing() && queue.isEmpty() && waiting.stream().allMatch(Entry::isTold))) {
            try {
                gather(waiting);
                if (!waiting.isEmpty()) {
                    waiting = tried(waiting);
                }
                if (!waiting.isEmpty() && closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    TimeUnit.MILLISECONDS.sleep(pause.toMillis());
                }
            } catch (InterruptedException e) {
                // The server wants its thread back; an interrupt during a commit could damage an H2 file, so it ends
                // here.
                close();
            }
        }
        ended = true;
        refuseTheRest();
    }

    private void gather(List<Entry> waiting) throws InterruptedException {
        if (waiting.isEmpty()) {
            Entry first = queue.poll(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
            if (first == null) {
                return;
            }
            waiting.add(first);
        }
        queue.drainTo(waiting, most - waiting.size());
    }

    @SuppressWarnings("CatchingUnchecked")
    private List<Entry> tried(List<Entry> batch) {
        underWay = new UnderWay(List.copyOf(batch), System.nanoTime());
        try {
            return new ArrayList<>(commit.apply(batch));
        } catch (Throwable e) {
            // Whatever it is, callers wait for an end, and others will come.
            LOG.log(Level.ERROR, () -> "The ledger could not write " + batch.size() + " rows.", e);
            elsewhere.apply(batch).forEach(entry -> entry.refused("the ledger failed"));
            return new ArrayList<>();
        } finally {
            underWay = new UnderWay(List.of(), 0);
        }
    }

    /** Whether a commit has been under way for so long. */
    boolean hangs(Duration longest) {
        return underWay.lasts(longest);
    }

    /**
     * Leads past a commit that hangs: who is in it, and who waits behind it, wait elsewhere, or no longer. What is in it may be
     * committed all the same.
     */
    void leadRound() {
        List<Entry> all = new ArrayList<>(underWay.batch());
        all.addAll(queue);
        for (Entry entry : elsewhere.apply(all)) {
            if (!entry.mayWaitOnDisk()) {
                entry.tooSlow();
            }
        }
        queue.removeIf(Entry::isOnDisk);
    }

    /** Ends the waits of those who were to stop trying before {@code moment}: a commit hangs, or those before it were slow. */
    void release(Instant moment) {
        underWay.batch().stream().filter(entry -> entry.isOverdue(moment)).forEach(Entry::tooSlow);
        queue.stream().filter(entry -> entry.isOverdue(moment)).forEach(Entry::tooSlow);
    }

    private void refuseTheRest() {
        List<Entry> rest = new ArrayList<>();
        queue.drainTo(rest);
        rest.forEach(entry -> entry.refused("the server is stopping"));
    }

    /** Takes no more entries; those that wait are still written. */
    void close() {
        closing.countDown();
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }
}

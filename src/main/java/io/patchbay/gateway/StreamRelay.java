package io.patchbay.gateway;

import io.patchbay.call.Allowance;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.call.Settled;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hands a stream over from the thread that runs the call to the one that reads it. Small and bounded, so that a slow
 * reader holds back the vendor and not our memory; one that reads nothing for long is given up.
 */
final class StreamRelay implements ChatStream {

    /** Bytes that wait for the reader, with the piece that it is busy with. One piece may be larger, and then waits alone. */
    private static final int MOST = 16 << 10;

    /** What the piece that the reader is busy with counts for, so that a large one leaves room for small ones behind it. */
    private static final int MOST_BUSY = MOST / 2;

    private final Duration patience;
    private final Optional<String> dialect;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private int waitingBytes;
    private int busyWith;
    private long taken;
    private boolean closed;
    private Allowance allowance = Allowance.UNLIMITED;
    private @Nullable Thread producer;

    private record Waiting(Next next, int bytes) {}

    /**
     * @param patience how long a reader may take nothing while there is no more room
     * @param dialect that the reader reads; empty if it reads ours
     */
    StreamRelay(Duration patience, Optional<String> dialect) {
        this.patience = patience;
        this.dialect = dialect;
    }

    /** What its reader may still ask for. */
    void allow(Allowance left) {
        allowance = left;
    }

    @Override
    public Allowance allowance() {
        return allowance;
    }

    void start(Thread thread) {
        lock.lock();
        try {
            producer = thread;
        } finally {
            lock.unlock();
        }
        thread.start();
    }

    /**
     * @throws InterruptedException if the reader left
     * @throws CallFailed with {@link Failure.Cancelled} if it has stopped reading
     */
    void put(Next.Piece said) throws InterruptedException {
        Next.Piece piece = dialect.map(reader -> new Next.Piece(said.chunk().readIn(reader), said.speaker()))
                .orElse(said);
        int bytes = Held.sizeOf(piece.chunk());
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            long seen = taken;
            while (!closed && waitingBytes > 0 && waitingBytes + bytes > MOST) {
                if (left <= 0) {
                    throw CallFailed.of(new Failure.Cancelled("the caller has read nothing for " + patience));
                }
                left = changed.awaitNanos(left);
                if (taken > seen) {
                    seen = taken;
                    left = patience.toNanos();
                }
            }
            if (closed) {
                throw new InterruptedException("the reader left");
            }
            add(piece, bytes);
        } finally {
            lock.unlock();
        }
    }

    void end(Settled settled) {
        putLast(new Next.Ended(settled));
    }

    void fail(Failure failure, Settled settled) {
        putLast(new Next.Failed(failure, settled));
    }

    /** For the last there is always room. */
    private void putLast(Next last) {
        lock.lock();
        try {
            add(last, 0);
        } finally {
            lock.unlock();
        }
    }

    private void add(Next next, int bytes) {
        queue.add(new Waiting(next, bytes));
        waitingBytes += bytes;
        changed.signalAll();
    }

    @Override
    public Optional<Next> next(Duration wait) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            waitingBytes -= busyWith;
            busyWith = 0;
            changed.signalAll();
            long left = wait.toNanos();
            while (queue.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            Waiting first = queue.poll();
            if (first == null) {
                return Optional.empty();
            }
            taken++;
            busyWith = Math.min(first.bytes(), MOST_BUSY);
            waitingBytes -= first.bytes() - busyWith;
            changed.signalAll();
            return Optional.of(first.next());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (producer != null) {
                producer.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}

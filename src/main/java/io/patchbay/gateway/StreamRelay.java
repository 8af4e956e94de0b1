package io.patchbay.gateway;

import io.patchbay.call.Failure;
import io.patchbay.call.Settled;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hands a stream over from the thread that runs the call to the one that reads it. Small and bounded, so that a slow
 * reader holds back the vendor and not our memory.
 */
final class StreamRelay implements ChatStream {

    private static final int CAPACITY = 16;
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final BlockingQueue<Next> queue = new ArrayBlockingQueue<>(CAPACITY);
    private volatile @Nullable Thread producer;
    private volatile boolean closed;

    void start(Thread thread) {
        producer = thread;
        thread.start();
    }

    /** @throws InterruptedException if the reader left */
    void put(Next.Piece piece) throws InterruptedException {
        if (closed) {
            throw new InterruptedException("the reader left");
        }
        queue.put(piece);
    }

    void end(Settled settled) {
        putLast(new Next.Ended(settled));
    }

    void fail(Failure failure, Settled settled) {
        putLast(new Next.Failed(failure, settled));
    }

    private void putLast(Next last) {
        boolean interrupted = Thread.interrupted();
        try {
            while (!closed && !queue.offer(last, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                // The reader is slow and still there.
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Optional<Next> next(Duration wait) throws InterruptedException {
        return Optional.ofNullable(queue.poll(wait.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void close() {
        closed = true;
        Thread running = producer;
        if (running != null) {
            running.interrupt();
        }
    }
}

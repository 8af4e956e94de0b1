package io.patchbay.provider;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The fetches of one request, a few at once. They share the room for all that it names, and what is left of the call's time.
 * Closing them breaks off those that have not ended.
 */
final class Fetches implements AutoCloseable {

    static final int AT_ONCE = 4;

    private final MediaFetch fetch;
    private final AtomicLong room;
    private final long end;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory());
    private final Queue<Future<String>> ordered = new ArrayDeque<>();

    /** @param bytes of all that is fetched, together */
    Fetches(MediaFetch fetch, long bytes, Duration limit) {
        this.fetch = fetch;
        this.room = new AtomicLong(bytes);
        this.end = System.nanoTime() + limit.toNanos();
    }

    /** Has the address fetched as soon as there is a thread. */
    String order(String address, String where) {
        ordered.add(threads.submit(() -> fetch.fetch(address, where, room)));
        return address;
    }

    /**
     * What came of the next order, in the sequence in which they were given.
     *
     * @throws CallFailed if it can't be had, in time, or if the caller leaves meanwhile
     */
    String take(String address, String where) {
        try {
            return ordered.remove().get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw CallFailed.of(new Failure.TimedOut(
                    "What '%s' names was not fetched before the call's deadline.".formatted(where),
                    Failure.Clock.CALL));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CallFailed.of(new Failure.Cancelled("the caller left"));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CallFailed failed) {
                throw failed;
            }
            throw new IllegalStateException("a fetch failed in our own code", e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

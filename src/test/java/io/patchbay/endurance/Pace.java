package io.patchbay.endurance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Calls at a fixed rate, whether or not earlier ones were answered. */
record Pace(int perSecond) {

    private static final long SECOND = 1_000_000_000L;

    /**
     * A call and its answer.
     *
     * @param due when it was to be made, by {@link System#nanoTime}
     * @param took from then on, so that a stall is seen by all whom it would have kept waiting
     */
    record Made<T>(int number, long due, Duration took, T answer) {}

    /** Makes calls for so long, and waits for the answers. */
    <T> List<Made<T>> run(Duration length, IntFunction<T> call) throws InterruptedException, ExecutionException {
        long count = length.toMillis() * perSecond / 1_000;
        long begin = System.nanoTime();
        List<Future<Made<T>>> waiting = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                int number = i;
                long due = begin + i * SECOND / perSecond;
                LockSupport.parkNanos(due - System.nanoTime());
                waiting.add(threads.submit(() -> made(number, due, call)));
            }
            List<Made<T>> all = new ArrayList<>();
            for (Future<Made<T>> one : waiting) {
                all.add(one.get());
            }
            return all;
        }
    }

    private static <T> Made<T> made(int number, long due, IntFunction<T> call) {
        T answer = call.apply(number);
        return new Made<>(number, due, Duration.ofNanos(System.nanoTime() - due), answer);
    }
}

package io.patchbay.endurance;

import io.patchbay.testing.Upstream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** All vendors of a chain are out at once, and come back at once, while calls go on. */
final class Outage {

    private static final int PER_SECOND = 50;
    private static final List<String> ROWS = List.of("out-a", "out-b", "out-c");

    /** Calls go on for this time when all are well again. */
    private static final Duration AFTERMATH = Ground.BREAKER_DELAY.multipliedBy(2);

    private final Upstream upstream;
    private final Caller caller;

    Outage(Upstream upstream, Caller caller) {
        this.upstream = upstream;
        this.caller = caller;
    }

    /**
     * What came of all.
     *
     * @param calls made during the outage
     * @param attempts that reached the vendors during it
     * @param recovery from the end of the outage to the last call that began then or later and failed
     * @param wrong answers that are neither right nor an error, or right during the outage
     */
    record Outcome(Duration length, long calls, long attempts, Duration recovery, long later, long wrong) {

        double ratio() {
            return (double) attempts / calls;
        }

        @Override
        public String toString() {
            return "all vendors out for %d s: %d calls, %d attempts (%.3f of the calls); the last failure %d ms after they were well again, of %d calls then; %d wrong"
                    .formatted(length.toSeconds(), calls, attempts, ratio(), recovery.toMillis(), later, wrong);
        }
    }

    /** The moment of the end, and the attempts until then. */
    private record End(long nanoTime, long attempts) {}

    Outcome run(Duration length) throws InterruptedException, ExecutionException {
        ROWS.forEach(row -> Sickness.UNAVAILABLE.befalls(row, upstream));
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            var end = clock.schedule(this::end, length.toMillis(), TimeUnit.MILLISECONDS);
            List<Pace.Made<Caller.Answer>> calls = new Pace(PER_SECOND)
                    .run(length.plus(AFTERMATH), number -> Calls.one(caller, "any-of-three", number));
            return outcome(length, calls, end.get());
        }
    }

    private End end() {
        long attempts = upstream.arrivals().size();
        ROWS.forEach(row -> Sickness.heal(row, upstream));
        return new End(System.nanoTime(), attempts);
    }

    private static Outcome outcome(Duration length, List<Pace.Made<Caller.Answer>> calls, End end) {
        long during = calls.stream().filter(call -> call.due() < end.nanoTime()).count();
        long recovery = calls.stream()
                .filter(call -> !Sickness.isCured(call.answer()))
                .mapToLong(call -> call.due() - end.nanoTime())
                .max()
                .orElse(0);
        long wrong = calls.stream()
                .filter(call -> !Sickness.isCured(call.answer()) && !Sickness.isToldOf(call.answer()))
                .count();
        return new Outcome(
                length, during, end.attempts(), Duration.ofNanos(Math.max(0, recovery)), calls.size() - during, wrong);
    }
}

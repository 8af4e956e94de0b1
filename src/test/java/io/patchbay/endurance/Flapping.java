package io.patchbay.endurance;

import io.patchbay.testing.Upstream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A vendor that is well for a moment and sick for the next, each time in another way. */
final class Flapping {

    private static final int PER_SECOND = 50;
    /** Out of step with the breaker's delay, whose probes would always meet the same state. */
    private static final int TURN_MILLIS = 700;

    private static final String ROW = "flapping";
    private static final List<Sickness> KINDS = List.of(Sickness.values());

    private final Upstream upstream;
    private final Caller caller;
    private final AtomicInteger turns = new AtomicInteger();

    Flapping(Upstream upstream, Caller caller) {
        this.upstream = upstream;
        this.caller = caller;
    }

    /**
     * What came of all.
     *
     * @param right and {@code told}: calls at the vendor alone that had the answer, or one error
     * @param helped calls that had the answer with another vendor behind
     */
    record Outcome(Duration length, int turns, int calls, int alone, long right, long told, long helped, int attempts) {

        double ratio() {
            return (double) attempts / calls;
        }

        @Override
        public String toString() {
            return "flapping for %d s, %d turns, %d calls: at the vendor alone %d answered and %d told of an error; with another behind, %d answered; %d attempts (%.2f of the calls)"
                    .formatted(length.toSeconds(), turns, calls, right, told, helped, attempts, ratio());
        }
    }

    Outcome run(Duration length) throws InterruptedException, ExecutionException {
        Sickness.heal("steady", upstream);
        Sickness.heal(ROW, upstream);
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            var turning = clock.scheduleAtFixedRate(this::turn, TURN_MILLIS, TURN_MILLIS, TimeUnit.MILLISECONDS);
            List<Pace.Made<Caller.Answer>> calls = new Pace(PER_SECOND).run(length, this::call);
            turning.cancel(false);
            return outcome(length, calls);
        }
    }

    private void turn() {
        int turn = turns.getAndIncrement();
        if (turn % 2 == 1) {
            Sickness.heal(ROW, upstream);
        } else {
            KINDS.get(turn / 2 % KINDS.size()).befalls(ROW, upstream);
        }
    }

    private Caller.Answer call(int number) {
        return Calls.one(caller, isAlone(number) ? "@" + ROW + "/m" : "flapping-then-steady", number);
    }

    /** Whole and streamed ones of both kinds. */
    private static boolean isAlone(int number) {
        return number / 2 % 2 == 0;
    }

    private Outcome outcome(Duration length, List<Pace.Made<Caller.Answer>> calls) {
        List<Caller.Answer> alone = calls.stream()
                .filter(call -> isAlone(call.number()))
                .map(Pace.Made::answer)
                .toList();
        List<Caller.Answer> behind = calls.stream()
                .filter(call -> !isAlone(call.number()))
                .map(Pace.Made::answer)
                .toList();
        return new Outcome(
                length,
                turns.get(),
                calls.size(),
                alone.size(),
                alone.stream().filter(Sickness::isCured).count(),
                alone.stream().filter(Sickness::isToldOf).count(),
                behind.stream().filter(Sickness::isCured).count(),
                upstream.arrivals().size());
    }
}

package io.patchbay.endurance;

import io.patchbay.testing.Arrival;
import io.patchbay.testing.Upstream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Vendors that take a call, or begin to answer it, and say nothing more. */
final class SilentVendors {

    /** The calls begin in this time, which is shorter than the clock, so that they are under way together. */
    private static final Duration SPREAD = Duration.ofMillis(1_600);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Upstream upstream;
    private final Caller caller;

    SilentVendors(Upstream upstream, Caller caller) {
        this.upstream = upstream;
        this.caller = caller;
    }

    /**
     * What came of all.
     *
     * @param told how many callers were told that a clock ran out
     * @param slowest that a caller waited
     * @param longest that a vendor's connection stood
     */
    record Outcome(int calls, long told, int arrived, Duration slowest, Duration longest) {

        @Override
        public String toString() {
            return "%d silent vendors: %d callers told, the last after %d ms; %d connections, the longest for %d ms"
                    .formatted(calls, told, slowest.toMillis(), arrived, longest.toMillis());
        }
    }

    Outcome run(int calls) throws InterruptedException, ExecutionException {
        upstream.answersFor("mute").stalls();
        upstream.answersFor("begun").stallsAfter(0);
        List<Pace.Made<Caller.Answer>> answers = new Pace((int) (calls * 1_000L / SPREAD.toMillis()))
                .run(SPREAD, number -> Face.CHAT.ask(caller, number % 2 == 0 ? "@silent/mute" : "@silent/begun"));
        List<Arrival> arrivals = upstream.arrivals();
        return new Outcome(
                answers.size(),
                answers.stream().filter(made -> isTold(made.answer())).count(),
                arrivals.size(),
                longest(answers.stream().map(Pace.Made::took).toList()),
                longest(arrivals.stream()
                        .map(arrival -> arrival.lasted(PATIENCE))
                        .toList()));
    }

    private static boolean isTold(Caller.Answer answer) {
        return answer.status() == 504 && answer.whole() && answer.body().contains("\"provider_timeout\"");
    }

    private static Duration longest(List<Duration> all) {
        return all.stream().max(Duration::compareTo).orElseThrow();
    }
}

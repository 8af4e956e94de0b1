package io.patchbay.endurance;

import io.patchbay.testing.Client;
import io.patchbay.testing.LibertyServer;
import io.patchbay.testing.OpenAiWire;
import io.patchbay.testing.Upstream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Ends a server that has calls under way, with a drain before or without. */
final class Ending implements AutoCloseable {

    private static final int PER_SECOND = 30;
    private static final Duration LOAD = Duration.ofSeconds(4);

    /** Calls take from nothing to this many steps, all of them less than what a server that ends leaves them. */
    private static final int STEPS = 10;

    private static final Duration STEP = Duration.ofMillis(500);

    /** One in so many takes nearly all of the time that is left. */
    private static final int LONG = 40;

    private static final Duration LONG_STEP = Duration.ofSeconds(2);

    /** Calls that were made so shortly before the end may not have been taken in. */
    private static final Duration ON_ITS_WAY = Duration.ofMillis(500);

    private static final OpenAiWire WIRE = OpenAiWire.compatible();

    private final Upstream upstream = Upstream.start();
    private final LibertyServer server;
    private final boolean longOnes;

    /** @param longOnes whether some calls take 20 s */
    Ending(boolean longOnes) {
        this.longOnes = longOnes;
        server = LibertyServer.create("ending", """
                patchbay:
                  providers:
                    slow: {base-url: "%s", dialect: openai, max-concurrent: 2048}
                """.formatted(upstream.at("/slow/v1")), Map.of())
                .inFull();
        for (int steps = 0; steps < STEPS; steps++) {
            tell("m" + steps, steps, STEP);
        }
        tell("long", STEPS, LONG_STEP);
    }

    private void tell(String model, int steps, Duration step) {
        upstream.answersFor(model).with(WIRE.whole("done")).after(step.multipliedBy(steps));
        String[] words = Collections.nCopies(steps + 1, "done").toArray(String[]::new);
        upstream.answersFor(model)
                .containing("\"stream\":true")
                .streamsRaw(WIRE.streamed(words))
                .every(step.dividedBy(2));
    }

    /**
     * What came of the calls.
     *
     * @param turnedAway calls that came too late, and had no word of an answer
     * @param broken calls that were taken in, and have neither the answer nor its end
     */
    record Outcome(long whole, long turnedAway, List<String> broken) {

        Outcome and(Outcome other) {
            List<String> all = new ArrayList<>(broken);
            all.addAll(other.broken);
            return new Outcome(whole + other.whole, turnedAway + other.turnedAway, all);
        }
    }

    Outcome run(boolean drained) throws Exception {
        server.start();
        Caller caller = new Caller(server.port());
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<List<Pace.Made<Caller.Answer>>> calls =
                    thread.submit(() -> new Pace(PER_SECOND).run(LOAD, number -> call(caller, number)));
            Thread.sleep(LOAD.minus(ON_ITS_WAY));
            if (drained) {
                drain();
            }
            long end = System.nanoTime();
            server.stop();
            return outcome(calls.get(), end, drained);
        }
    }

    private Caller.Answer call(Caller caller, int number) {
        String model = longOnes && number % LONG == 0 ? "long" : "m" + number % STEPS;
        return Calls.one(caller, "@slow/" + model, number / STEPS);
    }

    /** As an operator does: a balancer has time to see it, and sends nobody any more. */
    private void drain() throws InterruptedException {
        Client client = new Client(server.uri("/"), "key-of-the-endurance-tests");
        client.send("POST", "/api/v1/drain", Optional.empty());
        if (client.get("/health/ready").status() != 503) {
            throw new AssertionError("a server that drains says that it is ready");
        }
        Thread.sleep(ON_ITS_WAY.multipliedBy(2));
    }

    private static Outcome outcome(List<Pace.Made<Caller.Answer>> calls, long end, boolean drained) {
        long whole = calls.stream().filter(call -> isWhole(call.answer())).count();
        long turnedAway = calls.stream().filter(call -> isTooLate(call, end)).count();
        List<String> broken = calls.stream()
                .filter(call -> !isWhole(call.answer()) && (drained || !isTooLate(call, end)))
                .map(call -> "%d ms before the end: %s".formatted((end - call.due()) / 1_000_000, call.answer()))
                .toList();
        return new Outcome(whole, turnedAway, broken);
    }

    private static boolean isWhole(Caller.Answer answer) {
        Heard heard = Face.CHAT.heard(answer);
        return answer.whole()
                && heard.ended()
                && !heard.failed()
                && heard.text().startsWith("done");
    }

    private static boolean isTooLate(Pace.Made<Caller.Answer> call, long end) {
        return call.answer().status() == 0 && call.due() > end - ON_ITS_WAY.toNanos();
    }

    @Override
    public void close() throws IOException {
        server.close();
        upstream.close();
    }
}

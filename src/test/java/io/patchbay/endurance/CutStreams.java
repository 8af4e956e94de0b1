package io.patchbay.endurance;

import io.patchbay.testing.Rule;
import io.patchbay.testing.Upstream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Streams that break off at any byte, in each way in which a connection ends. */
final class CutStreams {

    private static final List<Talk> TALKS = List.of(Talk.values());
    private static final int AT_ONCE = 50;

    /** So many rules stand at the upstream at a time. */
    private static final int BATCH = 500;

    private final Upstream upstream;
    private final Caller caller;
    private final long seed;
    private final Map<String, Heard> wholes = new TreeMap<>();

    CutStreams(Upstream upstream, Caller caller, long seed) {
        this.upstream = upstream;
        this.caller = caller;
        this.seed = seed;
    }

    /** @param untold whether nothing else than the connection's end tells where the stream ends */
    private record Cut(int number, Talk talk, boolean tools, boolean reset, boolean untold, long after) {

        private static Cut random(int number, Random random) {
            Talk talk = TALKS.get(number % TALKS.size());
            boolean tools = random.nextBoolean();
            int size = size(talk.frames(tools));
            return new Cut(number, talk, tools, random.nextBoolean(), random.nextBoolean(), random.nextInt(size));
        }

        private static int size(List<String> frames) {
            return String.join("", frames).getBytes(StandardCharsets.UTF_8).length;
        }

        private String model() {
            return "cut" + number;
        }

        private String content() {
            return talk + (tools ? " with tools" : "");
        }

        private void tell(Rule rule) {
            rule.streamsRaw(talk.frames(tools));
            if (untold) {
                rule.untilClosed();
            }
            if (reset) {
                rule.resetsAfter(after);
            } else {
                rule.cutsAfter(after);
            }
        }
    }

    /**
     * What came of all.
     *
     * @param whole how many were whole all the same: all was said before the cut
     * @param wrong what is neither whole nor failed
     */
    record Outcome(int cuts, int whole, int failed, List<String> wrong, long seed) {

        @Override
        public String toString() {
            return "%d streams cut, seed %d: %d failed in words, %d whole, %d wrong"
                    .formatted(cuts, seed, failed, whole, wrong.size());
        }
    }

    Outcome run(int cuts) throws InterruptedException, ExecutionException {
        hearWholes();
        Random random = new Random(seed);
        Outcome outcome = new Outcome(0, 0, 0, List.of(), seed);
        for (int done = 0; done < cuts; done += BATCH) {
            List<Cut> batch = new ArrayList<>();
            for (int i = done; i < Math.min(done + BATCH, cuts); i++) {
                batch.add(Cut.random(i, random));
            }
            outcome = judged(outcome, batch, play(batch));
        }
        return outcome;
    }

    private Outcome judged(Outcome before, List<Cut> batch, List<Heard> heard) {
        int whole = before.whole();
        int failed = before.failed();
        List<String> wrong = new ArrayList<>(before.wrong());
        for (int i = 0; i < batch.size(); i++) {
            Heard expected = wholes.get(batch.get(i).content());
            Heard seen = heard.get(i);
            whole += seen.equals(expected) ? 1 : 0;
            failed += seen.failed() ? 1 : 0;
            if (!seen.isHonest(expected)) {
                wrong.add(batch.get(i) + ": " + seen);
            }
        }
        return new Outcome(before.cuts() + batch.size(), whole, failed, wrong, seed);
    }

    /** What each stream says that does not break off. */
    private void hearWholes() {
        for (Talk talk : TALKS) {
            for (boolean tools : new boolean[] {false, true}) {
                upstream.answersFor("whole").streamsRaw(talk.frames(tools));
                Heard whole = talk.ask(caller, "whole");
                boolean complete =
                        tools ? !whole.tools().isEmpty() : whole.text().endsWith(talk.lastWords());
                if (!complete
                        || !whole.ended()
                        || whole.failed()
                        || whole.finish().isEmpty()) {
                    throw new AssertionError(talk + " is not whole when nothing breaks: " + whole);
                }
                wholes.put(new Cut(0, talk, tools, false, false, 0).content(), whole);
            }
        }
    }

    private List<Heard> play(List<Cut> batch) throws InterruptedException, ExecutionException {
        upstream.forget();
        List<Callable<Heard>> calls = new ArrayList<>();
        for (Cut cut : batch) {
            cut.tell(upstream.answersFor(cut.model()));
            calls.add(() -> cut.talk().ask(caller, cut.model()));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Heard> heard = new ArrayList<>();
            for (Future<Heard> one : threads.invokeAll(calls)) {
                heard.add(one.get());
            }
            return heard;
        }
    }
}

package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testing.Crowd;
import io.patchbay.testing.LibertyServer;
import io.patchbay.testing.RunningPatchbay;
import io.patchbay.testing.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Many callers at once. The figures depend on the machine; the bounds hold on two cores. */
@ExtendWith(RunningPatchbay.Extension.class)
@Isolated
class LoadIT {

    private static final int CALLERS = 1_000;

    /** The machine may have other work in one of them. */
    private static final int ROUNDS = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String CHUNK = """
            {"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":\
            {"content":"word "},"finish_reason":%s}]}""";

    private final Upstream upstream;
    private final LibertyServer server;
    private final Crowd crowd;

    LoadIT(RunningPatchbay patchbay) {
        this.upstream = patchbay.upstream();
        this.server = patchbay.server();
        this.crowd = new Crowd(server.port(), patchbay.client().key(), PATIENCE);
    }

    @BeforeEach
    void warmUp() {
        upstream.forget();
        upstream.answers("/chat/completions").with(WHOLE);
        for (int round = 0; round < 30; round++) {
            crowd.call(100, body(false));
        }
        upstream.forget();
    }

    @Test
    void aThousandCallersDoNotWaitForEachOther() {
        upstream.answers("/chat/completions").with(WHOLE).after(Duration.ofSeconds(2));

        List<Duration> medians = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<Crowd.Answer> answers = measured("calls of 2 s", body(false));
            assertThat(answers).allMatch(answer -> answer.status() == 200);
            medians.add(median(answers));
        }

        assertThat(medians).anyMatch(median -> median.compareTo(Duration.ofMillis(2_500)) < 0);
    }

    @Test
    void aThousandStreamsAreHeldToTheirEnd() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            events.add(CHUNK.formatted("null"));
        }
        events.add(CHUNK.formatted("\"stop\""));
        upstream.answers("/chat/completions").streams(events).every(Duration.ofMillis(480));

        List<Crowd.Answer> answers = measured("streams of 10 s", body(true));

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(answers).allMatch(answer -> answer.body().contains("data: [DONE]"));
        assertThat(answers).allMatch(answer -> answer.body().split("word ", -1).length == events.size() + 1);
        assertThat(median(answers)).isLessThan(Duration.ofSeconds(15));
    }

    private static final String WHOLE = """
            {"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":
            {"role":"assistant","content":"well"},"finish_reason":"stop"}],
            "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""";

    private static String body(boolean streamed) {
        return "{\"model\":\"@custom/m\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                .formatted(streamed);
    }

    /** Calls, and prints what it took, with the server's threads and memory at their highest. */
    private List<Crowd.Answer> measured(String what, String body) {
        AtomicLong threads = new AtomicLong();
        AtomicLong megabytes = new AtomicLong();
        List<Crowd.Answer> answers;
        try (ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor()) {
            Runnable sample = () -> {
                threads.accumulateAndGet(server.threads(), Math::max);
                megabytes.accumulateAndGet(server.residentMegabytes(), Math::max);
            };
            var sampling = sampler.scheduleWithFixedDelay(sample, 0, 200, TimeUnit.MILLISECONDS);
            answers = crowd.call(CALLERS, body);
            sampling.cancel(false);
        }
        System.out.printf(
                "%d %s: median %d ms, slowest %d ms, at most %d threads and %d MB resident%n",
                answers.size(),
                what,
                median(answers).toMillis(),
                sorted(answers).getLast().toMillis(),
                threads.get(),
                megabytes.get());
        return answers;
    }

    private static Duration median(List<Crowd.Answer> answers) {
        return sorted(answers).get(answers.size() / 2);
    }

    private static List<Duration> sorted(List<Crowd.Answer> answers) {
        return answers.stream().map(Crowd.Answer::took).sorted().toList();
    }
}

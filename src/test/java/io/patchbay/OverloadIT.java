package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testing.Client;
import io.patchbay.testing.LibertyServer;
import io.patchbay.testing.Upstream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Three times as many calls as the server takes: it goes on with as many as before, and refuses the others at once.
 * {@code -Doverload=30} does so for 30 seconds and holds the refusals to their 50 ms; without, it is a few seconds.
 */
@Isolated
class OverloadIT {

    private static final int SECONDS = Integer.getInteger("overload", 3);
    private static final boolean MEASURED = Integer.getInteger("overload") != null;

    private static final int PLACES = 60;
    private static final Duration ANSWERS_AFTER = Duration.ofMillis(250);
    private static final String KEY = "sk-the-key-of-an-application";

    private static final String REQUEST = """
            {"model": "@far/m", "messages": [{"role": "user", "content": "Hi"}]}""";

    private static final String ANSWER = """
            {"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":
            {"role":"assistant","content":"here"},"finish_reason":"stop"}],
            "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""";

    private static Upstream upstream;
    private static LibertyServer server;
    private static Client client;

    private record Seen(int status, Duration took, boolean hasRetryAfter, String code) {}

    @BeforeAll
    static void start() throws IOException {
        upstream = Upstream.start();
        upstream.answers("/chat/completions").with(ANSWER).after(ANSWERS_AFTER);
        String yaml = """
                patchbay:
                  call: {max-concurrent: %d}
                  providers:
                    far: {base-url: "%s"}
                """.formatted(PLACES, upstream.at("/v1"));
        server = LibertyServer.create("overload", yaml, Map.of("PATCHBAY_API_KEYS", "app:" + KEY))
                .inFull()
                .start();
        client = new Client(server.uri("/"), KEY);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        upstream.close();
    }

    @Test
    void goesOnAndRefusesTheRestAtOnce() throws Exception {
        atOnce(Duration.ofSeconds(5)); // warms it
        double peak = answered(atOnce(Duration.ofSeconds(SECONDS))) / (double) SECONDS;

        List<Seen> seen = arriving(3 * peak, Duration.ofSeconds(SECONDS));

        double good = answered(seen) / (double) SECONDS;
        List<Seen> refused = seen.stream().filter(it -> it.status() != 200).toList();
        List<Duration> refusals = refused.stream().map(Seen::took).sorted().toList();
        Duration p99 = refusals.get((int) (refusals.size() * 0.99));
        System.out.printf(
                "Overload: peak %.0f calls/s; of %.0f calls/s %.0f answered (%.0f %%), the others refused in %d ms at p50, %d ms at p99%n",
                peak,
                seen.size() / (double) SECONDS,
                good,
                100 * good / peak,
                refusals.get(refusals.size() / 2).toMillis(),
                p99.toMillis());
        assertThat(refused)
                .allMatch(it ->
                        it.status() == 503 && it.hasRetryAfter() && it.code().equals("overloaded"));
        assertThat(good).isGreaterThan((MEASURED ? 0.9 : 0.7) * peak);
        if (MEASURED) {
            assertThat(p99).isLessThan(Duration.ofMillis(50));
        }
    }

    private static long answered(List<Seen> seen) {
        return seen.stream().filter(it -> it.status() == 200).count();
    }

    /** As many callers as there are places, each with one call after another. */
    private static List<Seen> atOnce(Duration time) throws InterruptedException {
        Queue<Seen> seen = new ConcurrentLinkedQueue<>();
        long end = System.nanoTime() + time.toNanos();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < PLACES; i++) {
                threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        seen.add(call());
                    }
                });
            }
        }
        return List.copyOf(seen);
    }

    /** Callers who come at their own rate, whatever became of those before them. */
    private static List<Seen> arriving(double perSecond, Duration time) throws InterruptedException {
        int calls = (int) (perSecond * time.toSeconds());
        Queue<Seen> seen = new ConcurrentLinkedQueue<>();
        CountDownLatch left = new CountDownLatch(calls);
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < calls; i++) {
                long due = start + (long) (i / perSecond * 1e9);
                LockSupport.parkNanos(due - System.nanoTime());
                threads.submit(() -> {
                    seen.add(call());
                    left.countDown();
                });
            }
            left.await(1, TimeUnit.MINUTES);
        }
        return List.copyOf(seen);
    }

    private static Seen call() {
        long start = System.nanoTime();
        Client.Answer answer = client.chat(REQUEST);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        String code =
                answer.status() == 200 ? "" : answer.json().at("/error/code").asText();
        return new Seen(answer.status(), took, answer.header("Retry-After").isPresent(), code);
    }
}

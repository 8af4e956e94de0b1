package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testing.Client;
import io.patchbay.testing.LibertyServer;
import io.patchbay.testing.OpenAiWire;
import io.patchbay.testing.Upstream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server that is to end: it says so first, and breaks no call that could be finished. */
class DrainIT {

    private static final String OPS = "sk-the-key-of-the-operator";
    private static final String APP = "sk-the-key-of-an-application";
    private static final int CALLS = 20;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final OpenAiWire WIRE = OpenAiWire.compatible();

    private static Upstream upstream;
    private static LibertyServer server;

    @BeforeAll
    static void start() {
        upstream = Upstream.start();
        server = LibertyServer.create(
                        "drain",
                        """
                        patchbay:
                          operators: [ops]
                          providers:
                            slow: {base-url: "%s", dialect: openai, max-concurrent: 64}
                        """.formatted(upstream.at("/slow/v1")),
                        Map.of("PATCHBAY_API_KEYS", "ops:" + OPS + ",app:" + APP))
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        upstream.close();
    }

    private static Client client(String key) {
        return new Client(server.uri("/"), key);
    }

    private static String question(boolean streamed) {
        return """
                {"model": "@slow/m", "messages": [{"role": "user", "content": "count"}], "stream": %b}""".formatted(streamed);
    }

    @Test
    void anOperatorTakesItOutOfTheBalancerAndWhoComesIsServedAllTheSame() {
        upstream.answersFor("m").with(WIRE.whole("three"));
        assertThat(client(APP).send("POST", "/api/v1/drain", Optional.empty()).status())
                .isEqualTo(403);
        assertThat(client(OPS).get("/health/ready").status()).isEqualTo(200);

        JsonNode state =
                client(OPS).send("POST", "/api/v1/drain", Optional.empty()).json();

        assertThat(state.path("draining").asBoolean()).isTrue();
        assertThat(client(OPS).get("/health/ready").status()).isEqualTo(503);
        assertThat(client(APP).chat(question(false)).status()).isEqualTo(200);
        client(OPS).send("DELETE", "/api/v1/drain", Optional.empty());
        assertThat(client(OPS).get("/health/ready").status()).isEqualTo(200);
    }

    @Test
    void whatIsUnderWayIsFinished() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        upstream.answersFor("m").with(WIRE.whole("three")).behind(gate);
        upstream.answersFor("m")
                .containing("\"stream\":true")
                .streamsRaw(WIRE.streamed("one", "three"))
                .behind(gate);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Client app = client(APP);
            List<Future<Client.Answer>> calls = IntStream.range(0, CALLS)
                    .mapToObj(i -> threads.submit(() -> app.chat(question(i % 2 == 0))))
                    .toList();
            awaitAllUnderWay();

            Future<?> stopped = threads.submit(server::stop);
            awaitItsWord();
            gate.countDown();

            for (Future<Client.Answer> call : calls) {
                Client.Answer answer = call.get();
                assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                assertThat(answer.text()).contains("three");
            }
            stopped.get();
        }
        server.start();
        assertThat(client(OPS)
                        .get("/api/v1/usage?limit=100")
                        .json()
                        .path("items")
                        .findValuesAsText("outcome"))
                .hasSizeGreaterThanOrEqualTo(CALLS)
                .containsOnly("completed");
    }

    private static void awaitAllUnderWay() throws InterruptedException {
        Client ops = client(OPS);
        Instant latest = Instant.now().plus(LONG);
        while (ops.get("/api/v1/drain").json().path("under_way").asInt() < CALLS) {
            assertThat(Instant.now()).as("not all calls are under way").isBefore(latest);
            Thread.sleep(20);
        }
    }

    /** That it is to end, and waits for them. */
    private static void awaitItsWord() throws Exception {
        Instant latest = Instant.now().plus(LONG);
        while (!Files.readString(server.messagesLog()).contains(CALLS + " calls have ")) {
            assertThat(Instant.now()).as("the server does not say that it ends").isBefore(latest);
            Thread.sleep(20);
        }
    }
}

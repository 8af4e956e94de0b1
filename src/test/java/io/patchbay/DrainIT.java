package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testing.Client;
import io.patchbay.testing.LibertyServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server that is to end: it says so first, and breaks no call that could be finished. */
class DrainIT {

    private static final String KEYS = "ops:sk-the-key-of-the-operator,app:sk-the-key-of-an-application";
    private static final int CALLS = 20;
    private static LibertyServer server;

    private static final String SLOW = """
            {"model": "sandbox/slow", "messages": [{"role": "user", "content": "one two three"}], "stream": %s}""";

    @BeforeAll
    static void start() {
        server = LibertyServer.create("drain", "patchbay: {operators: [ops]}\n", Map.of("PATCHBAY_API_KEYS", KEYS))
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Client client(String key) {
        return new Client(server.uri("/"), key);
    }

    private static final String OPS = "sk-the-key-of-the-operator";
    private static final String APP = "sk-the-key-of-an-application";

    @Test
    void anOperatorTakesItOutOfTheBalancerAndWhoComesIsServedAllTheSame() {
        assertThat(client(APP).send("POST", "/api/v1/drain", Optional.empty()).status())
                .isEqualTo(403);
        assertThat(client(OPS).get("/health/ready").status()).isEqualTo(200);

        JsonNode state =
                client(OPS).send("POST", "/api/v1/drain", Optional.empty()).json();

        assertThat(state.path("draining").asBoolean()).isTrue();
        assertThat(client(OPS).get("/health/ready").status()).isEqualTo(503);
        assertThat(client(APP).chat(SLOW.formatted(false)).status()).isEqualTo(200);
        client(OPS).send("DELETE", "/api/v1/drain", Optional.empty());
        assertThat(client(OPS).get("/health/ready").status()).isEqualTo(200);
    }

    @Test
    void whatIsUnderWayIsFinished() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Client.Answer>> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                boolean streamed = i % 2 == 0;
                calls.add(threads.submit(() -> client(APP).chat(SLOW.formatted(streamed))));
            }
            while (client(OPS).get("/api/v1/drain").json().path("under_way").asInt() < CALLS) {
                Thread.sleep(20);
            }

            server.stop();

            for (Future<Client.Answer> call : calls) {
                Client.Answer answer = call.get();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.text()).contains("three");
            }
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
}

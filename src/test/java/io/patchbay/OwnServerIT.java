package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testing.Client;
import io.patchbay.testing.Client.Answer;
import io.patchbay.testing.LibertyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What takes a server of its own: how it opens, how it starts badly, how it follows its configuration. */
class OwnServerIT {

    private static final String HELLO = """
            {"model": "%s", "messages": [{"role": "user", "content": "hi"}]}""";

    private static final String KEY = "a-key-of-the-portal";

    @Test
    void servesNobodyWhenItIsOpenAndHasNoKeys() {
        try (LibertyServer server =
                LibertyServer.create("open", "", Map.of("HTTP_HOST", "0.0.0.0")).start()) {
            Answer answer = new Client(server.uri("/"), KEY).chat(HELLO.formatted("sandbox/echo"));

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().at("/error/code").asText()).isEqualTo("not_configured");
            assertThat(answer.json().at("/error/message").asText()).contains("PATCHBAY_API_KEYS");
        }
    }

    @Test
    void knowsItsCallersByTheirKeys() {
        Map<String, String> environment = Map.of("HTTP_HOST", "0.0.0.0", "PATCHBAY_API_KEYS", "portal:" + KEY);
        try (LibertyServer server =
                LibertyServer.create("keys", "", environment).start()) {
            Client portal = new Client(server.uri("/"), KEY);
            Client stranger = new Client(server.uri("/"), KEY + "x");

            Answer refused = stranger.chat(HELLO.formatted("sandbox/echo"));
            Answer served = portal.chat(HELLO.formatted("sandbox/echo"), "x-patchbay-caller", "somebody-else");

            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("www-authenticate")).contains("Bearer");
            assertThat(refused.json().at("/error/code").asText()).isEqualTo("invalid_api_key");
            assertThat(stranger.get("/v1/models").status()).isEqualTo(401);
            assertThat(stranger.get("/api/v1/usage").header("content-type")).contains("application/problem+json");
            assertThat(served.status()).isEqualTo(200);
            assertThat(portal.get("/api/v1/usage").json().at("/items/0/caller").asText())
                    .isEqualTo("portal");
        }
    }

    @Test
    void endsABadStartWithTheListOfMistakes() throws Exception {
        LibertyServer server = LibertyServer.create("bad", """
                patchbay:
                  providers:
                    corp: {base-url: nowhere, clocks: {connect: 5 sec}}
                """, Map.of());
        server.launch();

        assertThat(server.waitForEnd(Duration.ofSeconds(60))).isTrue();
        String console = Files.readString(server.console()).strip();
        String last = console.substring(console.lastIndexOf("Patchbay's configuration has"));
        assertThat(last.lines()).hasSize(3);
        assertThat(last)
                .contains("2 mistake(s)")
                .contains("patchbay.providers.corp.base-url = 'nowhere'")
                .contains("patchbay.providers.corp.clocks.connect = '5 sec'")
                .contains("operator.yaml, line 3");
    }

    @Test
    void takesUpAChangeOfItsFileAndRefusesABrokenOne() throws Exception {
        try (LibertyServer server = LibertyServer.create("hot", "", Map.of()).start()) {
            Client client = new Client(server.uri("/"), KEY);
            assertThat(client.chat(HELLO.formatted("@late/echo")).status()).isEqualTo(404);

            write(server, "patchbay: {providers: {late: {base-url: \"sandbox:/\"}}}");
            await(() -> client.chat(HELLO.formatted("@late/echo")).status() == 200);

            write(server, "patchbay: {providers: {late: {base-url: nowhere}}}");
            await(() -> log(server).contains("is refused, the last good one stays"));
            assertThat(client.chat(HELLO.formatted("@late/echo")).status()).isEqualTo(200);

            write(server, "patchbay: {rest: {max-body: 1MB}}");
            await(() -> log(server).contains("waiting for a restart: patchbay.rest"));
            assertThat(client.chat(HELLO.formatted("@late/echo")).status()).isEqualTo(404);
        }
    }

    private static void write(LibertyServer server, String yaml) throws IOException {
        Files.writeString(server.configuration(), yaml);
    }

    private static String log(LibertyServer server) {
        try {
            return Files.readString(server.messagesLog());
        } catch (IOException e) {
            return "";
        }
    }

    /** The promise is five seconds. */
    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("taken up within 5 s").isLessThan(deadline);
            Thread.sleep(100);
        }
    }
}

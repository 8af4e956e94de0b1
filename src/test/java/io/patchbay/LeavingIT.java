package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testing.Client;
import io.patchbay.testing.RunningPatchbay;
import io.patchbay.testing.Upstream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a call whose caller closes the connection, as docs/failures.md says it. */
@ExtendWith(RunningPatchbay.Extension.class)
class LeavingIT {

    private static final Duration LONG = Duration.ofSeconds(20);

    private static final String WHOLE = """
            {"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":
            {"role":"assistant","content":"Hi"},"finish_reason":"stop"}],
            "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""";

    private static final String CHUNK = """
            {"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":\
            {"content":"Hi"},"finish_reason":null}]}""";

    private final Upstream upstream;
    private final Client client;
    private final URI server;
    private final String job = UUID.randomUUID().toString();

    LeavingIT(RunningPatchbay patchbay) {
        this.upstream = patchbay.upstream();
        this.client = patchbay.client();
        this.server = patchbay.server().uri("/");
    }

    @BeforeEach
    void forget() {
        upstream.forget();
    }

    /** Where Liberty begins to show that the caller has left, this fails, and the vendor's call is to be cancelled. */
    @Test
    void aWholeCallWhoseCallerHasLeftIsFinishedAndPaid() throws IOException {
        upstream.answers("/chat/completions").with(WHOLE).after(Duration.ofMillis(1_500));

        askAndLeave(false);

        assertThat(upstream.last().wasServed(LONG)).isTrue();
        JsonNode row = row();
        assertThat(row.path("outcome").asText()).isEqualTo("completed");
        assertThat(row.at("/usage/output").asLong()).isEqualTo(2);
    }

    @Test
    void aStreamWhoseCallerHasLeftIsBrokenOff() throws IOException {
        upstream.answers("/chat/completions")
                .streams(Collections.nCopies(100, CHUNK))
                .every(Duration.ofMillis(100));

        askAndLeave(true);

        assertThat(upstream.last().wasServed(LONG)).isFalse();
        assertThat(row().path("outcome").asText()).isEqualTo("cancelled");
    }

    private void askAndLeave(boolean streamed) throws IOException {
        try (Socket caller = new Socket(server.getHost(), server.getPort())) {
            caller.getOutputStream().write(request(streamed));
            await(() -> !upstream.arrivals().isEmpty());
        }
    }

    private byte[] request(boolean streamed) {
        String body = """
                {"model":"@compatible/m","stream":%s,"messages":[{"role":"user","content":"Hi"}]}""".formatted(streamed);
        String head = String.join(
                "\r\n",
                List.of(
                        "POST /v1/chat/completions HTTP/1.1",
                        "Host: " + server.getAuthority(),
                        "Authorization: Bearer " + client.key(),
                        "Content-Type: application/json",
                        "x-patchbay-job-id: " + job,
                        "Content-Length: " + body.length(),
                        "",
                        ""));
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }

    private JsonNode row() {
        await(() -> rows().size() == 1);
        return rows().get(0);
    }

    private JsonNode rows() {
        return client.get("/api/v1/usage?job_id=" + job).json().path("items");
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

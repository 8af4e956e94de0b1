package io.patchbay.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.call.Allowance;
import io.patchbay.call.Call;
import io.patchbay.call.CallId;
import io.patchbay.call.Caller;
import io.patchbay.call.Explanation;
import io.patchbay.call.Failure;
import io.patchbay.call.Outcome;
import io.patchbay.call.Settled;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Chunk;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.Usage;
import io.patchbay.chat.Verbatim;
import io.patchbay.dialect.completions.Completions;
import io.patchbay.dialect.responses.Responses;
import io.patchbay.testing.Sse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How streams of responses, and of completions, leave. */
class ResponsesStreamTest {

    private static final Call CALL = new Call(
            "r",
            Optional.empty(),
            new Caller("anna"),
            Call.Labels.NONE,
            Map.of(),
            true,
            Optional.empty(),
            Instant.EPOCH);

    private static final Usage USAGE =
            Usage.builder().input(3).output(4).estimated(true).build();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final SseOutput out = new SseOutput(bytes);

    @Test
    void whatTheVendorSentGoesOutAsItCame() throws IOException {
        ResponsesStream stream = responses();

        stream.piece(vendors(Responses.DIALECT, "response.created", "{\"a\": 1.0}"), out);
        stream.piece(vendors(Responses.DIALECT, "", "{\"b\": 2}", new ChatEvent.Text(0, "x")), out);

        assertThat(written()).isEqualTo("event: response.created\ndata: {\"a\": 1.0}\n\ndata: {\"b\": 2}\n\n");
    }

    @Test
    void theLastEventWaitsForTheAudit() throws IOException {
        ResponsesStream stream = responses();

        stream.piece(
                vendors(Responses.DIALECT, "response.completed", "{}", new ChatEvent.Finished(0, FinishReason.STOP)),
                out);
        assertThat(written()).isEmpty();
        stream.end(settled(), out);

        assertThat(written()).isEqualTo(": patchbay {\"attempts\":0}\n\nevent: response.completed\ndata: {}\n\n");
    }

    @Test
    void anEndThatIsNotWrittenDownIsAnError() throws IOException {
        ResponsesStream stream = responses();
        stream.piece(vendors(Responses.DIALECT, "response.created", "{}"), out);
        stream.piece(
                vendors(Responses.DIALECT, "response.completed", "{}", new ChatEvent.Finished(0, FinishReason.STOP)),
                out);

        stream.failed(new Failure.LedgerUnavailable("no disk"), out);

        assertThat(written())
                .doesNotContain("response.completed")
                .contains("event: error\ndata: {\"type\":\"error\",\"sequence_number\":1,")
                .contains("\"error\":{\"type\":\"api_error\",\"code\":\"ledger_unavailable\"");
    }

    @Test
    void anotherVendorsAnswerIsToldInEvents() throws IOException {
        ResponsesStream stream = responses();

        stream.piece(
                vendors(
                        "openai",
                        "",
                        "{}",
                        new ChatEvent.Started("id", "m"),
                        new ChatEvent.Text(0, "Hi"),
                        new ChatEvent.Finished(0, FinishReason.STOP)),
                out);
        stream.end(settled(), out);

        assertThat(Sse.data(written())).last().asString().contains("response.completed", "\"total_tokens\":7");
        assertThat(written()).contains("event: response.output_text.delta");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theUsageOfACompletionIsToldToWhoAsks(boolean asked) throws IOException {
        CompletionsStream stream = new CompletionsStream(asked, Instant.EPOCH);

        stream.piece(Chunk.of(new ChatEvent.Started("id", "m"), new ChatEvent.Text(0, "Hi")), out);
        stream.end(settled(), out);

        assertThat(written().contains("\"total_tokens\":7")).isEqualTo(asked);
        assertThat(Sse.data(written())).last().isEqualTo("[DONE]");
    }

    @Test
    void aVendorsCompletionGoesOutAsItCameButForWhatNobodyAskedFor() throws IOException {
        CompletionsStream stream = new CompletionsStream(false, Instant.EPOCH);

        stream.piece(vendors(Completions.DIALECT, "", "{\"choices\": [{\"text\": \"Hi\"}]}"), out);
        stream.piece(
                vendors(
                        Completions.DIALECT,
                        "",
                        "{\"choices\": [], \"usage\": {}}",
                        new ChatEvent.UsageReported(USAGE)),
                out);

        assertThat(written()).isEqualTo("data: {\"choices\": [{\"text\": \"Hi\"}]}\n\n");
    }

    private static ResponsesStream responses() {
        return new ResponsesStream(ChatRequest.of("Hi"), Instant.EPOCH);
    }

    private static Chunk vendors(String dialect, String event, String data, ChatEvent... events) {
        return new Chunk(
                List.of(events), Optional.of(new Verbatim(dialect, event, data.getBytes(StandardCharsets.UTF_8))));
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Settled settled() {
        return new Settled(
                CallId.next(),
                CALL,
                Outcome.COMPLETED,
                Optional.empty(),
                Optional.empty(),
                USAGE,
                Optional.empty(),
                Optional.empty(),
                true,
                Duration.ZERO,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Allowance.UNLIMITED,
                Explanation.NONE);
    }
}

package io.patchbay.dialect.responses;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Content;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.Signature;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Assembled;
import io.patchbay.dialect.Json;
import io.patchbay.testing.Recording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordedAnswersTest {

    private static final ChatRequest ASKED = ChatRequest.of("Hi");

    @BeforeAll
    static void recordingsArePresent() {
        assumeTrue(Recording.arePresent(), "no recordings beside the project");
    }

    static List<Recording> whole() {
        return Recorded.whole();
    }

    static List<Recording> streamed() {
        return Recorded.streamed();
    }

    @ParameterizedTest
    @MethodSource("whole")
    void sayWhatTheVendorSaid(Recording recording) {
        JsonNode json = Recorded.answer(recording);

        ChatReply reply = ResponsesReplies.read(json, recording.responseBody());

        assertThat(reply.text()).isEqualTo(textOf(json));
        assertThat(reply.message().toolCalls().stream().map(Content.ToolCall::arguments))
                .containsExactlyElementsOf(argumentsOf(json));
        assertThat(reply.finishReason() == FinishReason.OTHER)
                .isEqualTo(json.path("status").asText().equals("queued"));
        assertThat(reply.model()).isEqualTo(json.path("model").asText());
    }

    @ParameterizedTest
    @MethodSource("whole")
    void areWrittenAsTheyCame(Recording recording) {
        ChatReply reply = ResponsesReplies.read(Recorded.answer(recording), recording.responseBody());

        assertThat(ResponsesReplies.write(reply, ASKED, Instant.EPOCH)).isEqualTo(recording.responseBody());
    }

    @ParameterizedTest
    @MethodSource("whole")
    void keepTheirMeaningInWords(Recording recording) throws Exception {
        ChatReply reply = ResponsesReplies.read(Recorded.answer(recording), recording.responseBody());
        ChatReply inWords = new ChatReply(reply.id(), reply.model(), reply.choices(), reply.usage(), Optional.empty());

        byte[] written = ResponsesReplies.write(inWords, ASKED, Instant.EPOCH);
        ChatReply back = ResponsesReplies.read(Json.read(written), written);

        assertThat(back.message().content())
                .isEqualTo(reply.message().content().stream()
                        .filter(part -> !part.equals(new Content.Text("")))
                        .toList());
        assertThat(back.finishReason())
                .isEqualTo(reply.finishReason() == FinishReason.OTHER ? FinishReason.STOP : reply.finishReason());
        assertThat(back.usage()).isEqualTo(reply.usage().map(usage -> usage.servedBy("")));
        assertThat(back.choices().getFirst().logProbs())
                .isEqualTo(reply.choices().getFirst().logProbs());
    }

    @ParameterizedTest
    @MethodSource("whole")
    void countEachTokenOnce(Recording recording) {
        JsonNode json = Recorded.answer(recording);

        Optional<Usage> usage =
                ResponsesReplies.read(json, recording.responseBody()).usage();

        assertTotals(usage, json.path("usage"));
    }

    @ParameterizedTest
    @MethodSource("streamed")
    void sayTheSameInPiecesAsWhole(Recording recording) {
        List<JsonNode> events = Recorded.events(recording);
        JsonNode whole = events.getLast().path("response");
        ChatReply reply = ResponsesReplies.read(whole, Json.write(whole));

        List<ChatEvent> read = Recorded.read(events);
        Assembled assembled = Assembled.of(read);

        assertThat(read).first().isEqualTo(new ChatEvent.Started(reply.id(), reply.model()));
        assertThat(assembled.text()).isEqualTo(reply.text());
        assertThat(assembled.thought()).isEqualTo(thoughtOf(reply));
        // OpenAI encrypts a thought anew each time that it shows it.
        assertThat(assembled.signatures()).hasSameSizeAs(signaturesOf(reply));
        assertThat(assembled.calls())
                .isEqualTo(reply.message().toolCalls().stream()
                        .map(call -> call.name() + " " + call.arguments())
                        .toList());
        assertThat(assembled.finished()).contains(reply.finishReason());
        assertThat(assembled.usage()).isEqualTo(reply.usage());
        assertThat(assembled.parts())
                .isEqualTo(reply.message().content().stream()
                        .filter(part -> part instanceof Content.Opaque || part instanceof Content.RedactedThinking)
                        .toList());
        assertTotals(assembled.usage(), whole.path("usage"));
    }

    /** What our writer makes of a recorded answer's words, our reader takes for the same words. */
    @ParameterizedTest
    @MethodSource("streamed")
    void keepTheirMeaningWrittenInPieces(Recording recording) {
        List<ChatEvent> read = Recorded.read(Recorded.events(recording));
        ResponsesWriter writer = new ResponsesWriter(ASKED, Instant.EPOCH);

        List<JsonNode> written = new ArrayList<>();
        read.forEach(event -> writer.write(event).forEach(each -> written.add(each.data())));
        writer.end(Assembled.of(read).usage()).forEach(each -> written.add(each.data()));

        assertThat(Assembled.of(Recorded.read(written)))
                .isEqualTo(Assembled.of(read).inOtherWords());
        for (int i = 0; i < written.size(); i++) {
            assertThat(written.get(i).path("sequence_number").asInt()).isEqualTo(i);
        }
    }

    private static void assertTotals(Optional<Usage> usage, JsonNode told) {
        if (told.isObject()) {
            Usage read = usage.orElseThrow();
            assertThat(read.totalInput()).isEqualTo(told.path("input_tokens").asLong());
            assertThat(read.totalOutput()).isEqualTo(told.path("output_tokens").asLong());
            assertThat(read.totalInput() + read.totalOutput())
                    .isEqualTo(told.path("total_tokens").asLong());
            assertThat(read.reasoning()).isLessThanOrEqualTo(read.output());
        }
    }

    private static String thoughtOf(ChatReply reply) {
        return reply.message().content().stream()
                .map(part -> part instanceof Content.Thinking thinking ? thinking.text() : "")
                .collect(joining());
    }

    private static List<Signature> signaturesOf(ChatReply reply) {
        return reply.message().content().stream()
                .filter(Content.Thinking.class::isInstance)
                .flatMap(part -> ((Content.Thinking) part).signature().stream())
                .toList();
    }

    private static String textOf(JsonNode response) {
        return response.path("output")
                .valueStream()
                .flatMap(item -> item.path("content").valueStream())
                .filter(part -> part.path("type").asText().equals("output_text"))
                .map(part -> part.path("text").asText())
                .collect(joining());
    }

    private static List<String> argumentsOf(JsonNode response) {
        return response.path("output")
                .valueStream()
                .filter(item -> item.path("type").asText().equals("function_call"))
                .map(item -> item.path("arguments").asText())
                .toList();
    }
}

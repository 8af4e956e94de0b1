package io.patchbay.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.Content;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Json;
import io.patchbay.testing.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordedAnswersTest {

    @BeforeAll
    static void recordingsArePresent() {
        assumeTrue(Recording.arePresent(), "no recordings beside the project");
    }

    static List<Recording> whole() {
        return Recording.messages(recording -> recording.succeeded() && !recording.streamed());
    }

    @Test
    void areAll() {
        assertThat(whole()).hasSize(124);
    }

    @ParameterizedTest
    @MethodSource("whole")
    void sayWhatTheVendorSaid(Recording recording) throws Exception {
        JsonNode json = Json.read(recording.responseBody());

        ChatReply reply = reply(recording);

        StringBuilder text = new StringBuilder();
        List<String> calls = new ArrayList<>();
        for (JsonNode block : json.path("content")) {
            if (block.path("type").asText().equals("text")) {
                text.append(block.path("text").asText());
            } else if (block.path("type").asText().equals("tool_use")) {
                calls.add(block.path("name").asText());
            }
        }
        assertThat(reply.text()).isEqualTo(text.toString());
        assertThat(reply.message().toolCalls().stream().map(Content.ToolCall::name))
                .containsExactlyElementsOf(calls);
        assertThat(reply.finishReason()).isNotEqualTo(FinishReason.OTHER);
        assertThat(reply.message().content()).hasSize(json.path("content").size());
    }

    @ParameterizedTest
    @MethodSource("whole")
    void areWrittenAsTheyCame(Recording recording) throws Exception {
        assertThat(AnthropicReplies.write(reply(recording))).isEqualTo(recording.responseBody());
    }

    @ParameterizedTest
    @MethodSource("whole")
    void keepTheirMeaningInWords(Recording recording) throws Exception {
        JsonNode written = Json.read(AnthropicReplies.write(inWords(reply(recording))));

        assertThat(meaning(written)).isEqualTo(meaning(Json.read(recording.responseBody())));
    }

    @ParameterizedTest
    @MethodSource("whole")
    void countEachTokenOnce(Recording recording) throws Exception {
        JsonNode told = Json.read(recording.responseBody()).path("usage");

        Usage usage = reply(recording).usage().orElseThrow();

        RecordedEventsTest.assertCounts(usage, told);
    }

    @ParameterizedTest
    @MethodSource("whole")
    void areTheSameInPieces(Recording recording) throws Exception {
        ChatReply reply = reply(recording);

        ChatReply heard = Assembled.of(RecordedEventsTest.reread(eventsOf(reply)));

        assertThat(heard.id()).isEqualTo(reply.id());
        assertThat(heard.model()).isEqualTo(reply.model());
        assertThat(Assembled.plain(heard.message().content()))
                .isEqualTo(Assembled.plain(reply.message().content()));
        assertThat(heard.finishReason()).isEqualTo(reply.finishReason());
        assertThat(heard.usage()).isEqualTo(reply.usage().map(usage -> usage.servedBy("")));
    }

    private static ChatReply reply(Recording recording) throws Exception {
        return AnthropicReplies.read(Json.read(recording.responseBody()), recording.responseBody());
    }

    private static ChatReply inWords(ChatReply reply) {
        return new ChatReply(reply.id(), reply.model(), reply.choices(), reply.usage(), Optional.empty());
    }

    /** The answer as a stream would tell it. */
    private static List<ChatEvent> eventsOf(ChatReply reply) {
        List<ChatEvent> events = new ArrayList<>();
        events.add(new ChatEvent.Started(reply.id(), reply.model()));
        int calls = 0;
        for (Content part : reply.message().content()) {
            events.add(
                    switch (part) {
                        case Content.Text(String text) -> new ChatEvent.Text(0, text);
                        case Content.Thinking thought -> new ChatEvent.Thinking(0, thought.text(), thought.signature());
                        case Content.ToolCall call ->
                            new ChatEvent.ToolCallDelta(
                                    0,
                                    calls++,
                                    Optional.of(call.id()),
                                    Optional.of(call.name()),
                                    call.arguments(),
                                    Optional.empty());
                        default -> new ChatEvent.Part(0, part);
                    });
        }
        events.add(new ChatEvent.Finished(0, reply.finishReason()));
        reply.usage().ifPresent(usage -> events.add(new ChatEvent.UsageReported(usage)));
        return events;
    }

    /** The answer without what has no word. */
    private static JsonNode meaning(JsonNode answer) {
        ObjectNode plain = (ObjectNode) answer.deepCopy();
        // The container's name, what was cut from the context, which text ended the answer, and why it was declined.
        plain.remove(List.of("container", "context_management", "stop_sequence", "stop_details"));
        for (JsonNode block : plain.path("content")) {
            if (List.of("text", "tool_use").contains(block.path("type").asText())) {
                // Where a text comes from, and that the model itself made the call.
                ((ObjectNode) block).remove(List.of("citations", "caller"));
            }
        }
        plain.set("usage", RecordedEventsTest.meaningOfUsage(plain.path("usage")));
        return plain;
    }
}

package io.patchbay.dialect.openai;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.Content;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.Usage;
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

    @BeforeAll
    static void recordingsArePresent() {
        assumeTrue(Recording.arePresent(), "no recordings beside the project");
    }

    static List<Recording> whole() {
        return Recording.chats(recording -> recording.succeeded() && !recording.streamed());
    }

    static List<Recording> streamed() {
        return Recording.chats(recording -> recording.succeeded() && recording.streamed());
    }

    @ParameterizedTest
    @MethodSource("whole")
    void sayWhatTheVendorSaid(Recording recording) throws Exception {
        JsonNode json = Json.read(recording.responseBody());

        ChatReply reply = OpenAiReplies.read(json, recording.responseBody());

        JsonNode message = json.path("choices").path(0).path("message");
        assertThat(reply.text()).isEqualTo(textOf(message.path("content")));
        assertThat(reply.message().toolCalls().stream().map(Content.ToolCall::name))
                .containsExactlyElementsOf(namesOf(message.path("tool_calls")));
        assertThat(reply.choices()).hasSize(json.path("choices").size());
        assertThat(reply.finishReason()).isNotEqualTo(FinishReason.OTHER);
    }

    @ParameterizedTest
    @MethodSource("whole")
    void areWrittenAsTheyCame(Recording recording) throws Exception {
        ChatReply reply = OpenAiReplies.read(Json.read(recording.responseBody()), recording.responseBody());

        byte[] written = OpenAiReplies.write(reply, Instant.EPOCH);

        assertThat(written).isEqualTo(recording.responseBody());
    }

    @ParameterizedTest
    @MethodSource("whole")
    void countEachTokenOnce(Recording recording) throws Exception {
        JsonNode json = Json.read(recording.responseBody());

        Optional<Usage> usage =
                OpenAiReplies.read(json, recording.responseBody()).usage();

        assertTotals(usage, json.path("usage"));
    }

    @ParameterizedTest
    @MethodSource("streamed")
    void sayTheSameInPieces(Recording recording) throws Exception {
        List<JsonNode> chunks = chunksOf(recording);

        List<ChatEvent> events = eventsOf(chunks);

        String text = chunks.stream()
                .flatMap(chunk -> chunk.path("choices").valueStream())
                .filter(choice -> choice.path("index").asInt() == 0)
                .map(choice -> textOf(choice.at("/delta/content")))
                .collect(joining());
        assertThat(events.stream()
                        .map(event -> event instanceof ChatEvent.Text said && said.choice() == 0 ? said.text() : "")
                        .collect(joining()))
                .isEqualTo(text);
        assertThat(events.stream()
                        .map(event -> event instanceof ChatEvent.ToolCallDelta call ? call.arguments() : "")
                        .collect(joining()))
                .isEqualTo(argumentsOf(chunks));
        assertThat(events).first().isInstanceOf(ChatEvent.Started.class);
        assertThat(events).anyMatch(ChatEvent.Finished.class::isInstance);
    }

    @ParameterizedTest
    @MethodSource("streamed")
    void countEachTokenOnceInPieces(Recording recording) throws Exception {
        List<JsonNode> chunks = chunksOf(recording);

        Optional<Usage> usage = eventsOf(chunks).stream()
                .filter(ChatEvent.UsageReported.class::isInstance)
                .map(event -> ((ChatEvent.UsageReported) event).usage())
                .reduce((earlier, later) -> later);

        chunks.stream()
                .map(chunk -> chunk.path("usage"))
                .filter(JsonNode::isObject)
                .reduce((earlier, later) -> later)
                .ifPresent(told -> assertTotals(usage, told));
    }

    private static void assertTotals(Optional<Usage> usage, JsonNode told) {
        if (!told.isObject()) {
            return;
        }
        Usage read = usage.orElseThrow();
        long prompt = told.path("prompt_tokens").asLong();
        long parts = read.cacheRead() + read.cacheWrite5m() + read.audioInput() + read.imageInput();
        if (parts > prompt) {
            assertThat(read.input()).isEqualTo(prompt);
        } else {
            assertThat(read.totalInput()).isEqualTo(prompt);
            assertThat(read.totalInput() + read.totalOutput())
                    .isEqualTo(told.path("total_tokens").asLong());
        }
        assertThat(read.reasoning()).isLessThanOrEqualTo(read.output());
        assertThat(List.of(read.input(), read.cacheRead(), read.output(), read.audioInput(), read.audioOutput()))
                .allMatch(count -> count >= 0);
    }

    private static List<JsonNode> chunksOf(Recording recording) throws JsonProcessingException {
        List<JsonNode> chunks = new ArrayList<>();
        for (String data : recording.events()) {
            if (!data.equals(OpenAi.DONE)) {
                chunks.add(Json.read(data));
            }
        }
        return chunks;
    }

    private static List<ChatEvent> eventsOf(List<JsonNode> chunks) {
        List<ChatEvent> events = new ArrayList<>();
        for (JsonNode chunk : chunks) {
            events.addAll(OpenAiChunks.read(chunk, events.isEmpty()));
        }
        return events;
    }

    private static String argumentsOf(List<JsonNode> chunks) {
        StringBuilder arguments = new StringBuilder();
        for (JsonNode chunk : chunks) {
            for (JsonNode choice : chunk.path("choices")) {
                for (JsonNode call : choice.at("/delta/tool_calls")) {
                    arguments.append(call.at("/function/arguments").asText(""));
                }
            }
        }
        return arguments.toString();
    }

    /** Mistral's models that think write an array of parts. */
    private static String textOf(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText("")));
        return text.toString();
    }

    private static List<String> namesOf(JsonNode calls) {
        List<String> names = new ArrayList<>();
        calls.forEach(call -> names.add(call.at("/function/name").asText()));
        return names;
    }
}

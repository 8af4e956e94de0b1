package io.patchbay.dialect.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.Content;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.Signature;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Assembled;
import io.patchbay.dialect.Json;
import io.patchbay.testing.Recording;
import java.io.IOException;
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
        return Recording.of("generateContent", "gemini").stream()
                .filter(Recording::succeeded)
                .toList();
    }

    static List<Recording> streamed() {
        return GoogleStreams.recorded();
    }

    @Test
    void areAsManyAsWereRecorded() {
        assertThat(whole()).hasSize(98);
        assertThat(streamed()).hasSize(77);
    }

    @ParameterizedTest
    @MethodSource("whole")
    void sayWhatTheVendorSaid(Recording recording) throws IOException {
        JsonNode candidate = Json.read(recording.responseBody()).at("/candidates/0");

        ChatReply reply = read(recording.responseBody());

        assertThat(reply.text()).isEqualTo(texts(candidate, false));
        assertThat(Assembled.of(events(reply)).thought()).isEqualTo(texts(candidate, true));
        assertThat(reply.message().toolCalls().stream().map(Content.ToolCall::name))
                .containsExactlyElementsOf(names(candidate));
        assertThat(reply.message().toolCalls().stream().map(Content.ToolCall::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> !id.isEmpty() && id.length() <= 40);
        assertThat(reply.finishReason()).isEqualTo(reason(candidate));
    }

    private static FinishReason reason(JsonNode candidate) {
        return switch (candidate.path("finishReason").asText()) {
            case "STOP" -> names(candidate).isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
            case "SAFETY" -> FinishReason.CONTENT_FILTER;
            default -> throw new AssertionError("no expectation for " + candidate);
        };
    }

    private static String texts(JsonNode candidate, boolean thought) {
        StringBuilder text = new StringBuilder();
        for (JsonNode part : candidate.at("/content/parts")) {
            if (part.path("thought").asBoolean() == thought) {
                text.append(part.path("text").asText(""));
            }
        }
        return text.toString();
    }

    private static List<String> names(JsonNode candidate) {
        List<String> names = new ArrayList<>();
        for (JsonNode part : candidate.at("/content/parts")) {
            if (part.has("functionCall")) {
                names.add(part.at("/functionCall/name").asText());
            }
        }
        return names;
    }

    @ParameterizedTest
    @MethodSource("whole")
    void areWrittenAsTheyCame(Recording recording) throws IOException {
        assertThat(GoogleReplies.write(read(recording.responseBody()))).isEqualTo(recording.responseBody());
    }

    @ParameterizedTest
    @MethodSource("whole")
    void keepTheirMeaningInWords(Recording recording) throws IOException {
        ChatReply reply = read(recording.responseBody());

        byte[] written = GoogleReplies.write(
                new ChatReply(reply.id(), reply.model(), reply.choices(), reply.usage(), Optional.empty()));

        assertThat(meaning(Json.read(written))).isEqualTo(meaning(Json.read(recording.responseBody())));
    }

    /** What our words do not say, and an answer that is rewritten loses. */
    private static JsonNode meaning(JsonNode answer) {
        ObjectNode plain = answer.deepCopy();
        for (JsonNode json : plain.path("candidates")) {
            ObjectNode candidate = (ObjectNode) json;
            // Google's own judgement of the answer, which nobody is asked to act on.
            candidate.remove(List.of("avgLogprobs", "safetyRatings", "finishMessage"));
            // Said or not, it is the first.
            candidate.put("index", 0);
            ObjectNode content = candidate.withObject("content");
            content.put("role", "model");
            ArrayNode parts = content.withArray("parts");
            for (int i = parts.size() - 1; i >= 0; i--) {
                if (parts.get(i).size() == 1
                        && parts.get(i).path("text").asText("-").isEmpty()) {
                    parts.remove(i);
                }
            }
            if (candidate.path("groundingMetadata").isEmpty()) {
                candidate.remove("groundingMetadata");
            }
        }
        if (!plain.has("responseId")) {
            plain.put("responseId", "");
        }
        plain.set("usageMetadata", counts(plain.path("usageMetadata")));
        return plain;
    }

    /** Of tokens, classes and sums; not of which form the prompt was, nor how much of it a tool of Google's wrote. */
    private static ObjectNode counts(JsonNode usage) {
        long prompt = usage.path("promptTokenCount").asLong()
                + usage.path("toolUsePromptTokenCount").asLong();
        long written = usage.path("candidatesTokenCount").asLong();
        long thoughts = usage.path("thoughtsTokenCount").asLong();
        ObjectNode counts =
                Json.object().put("prompt", prompt).put("written", written).put("thoughts", thoughts);
        return counts.put("total", prompt + written + thoughts);
    }

    @ParameterizedTest
    @MethodSource("whole")
    void countEachTokenOnce(Recording recording) throws IOException {
        assertTotals(
                read(recording.responseBody()).usage(),
                Json.read(recording.responseBody()).path("usageMetadata"));
    }

    private static void assertTotals(Optional<Usage> usage, JsonNode told) {
        Usage read = usage.orElseThrow();
        JsonNode counts = counts(told);
        assertThat(read.totalInput()).isEqualTo(counts.path("prompt").asLong());
        assertThat(read.totalInput() + read.totalOutput())
                .isEqualTo(
                        told.path("totalTokenCount").asLong(counts.path("total").asLong()));
        assertThat(read.reasoning()).isEqualTo(counts.path("thoughts").asLong()).isLessThanOrEqualTo(read.output());
        assertThat(List.of(read.input(), read.cacheRead(), read.output(), read.audioInput(), read.audioOutput()))
                .allMatch(count -> count >= 0);
    }

    @ParameterizedTest
    @MethodSource("whole")
    void sayTheSameCutIntoTheirParts(Recording recording) throws IOException {
        GoogleEvents reader = new GoogleEvents();
        List<ChatEvent> events = new ArrayList<>();

        for (JsonNode chunk : cut(Json.read(recording.responseBody()))) {
            events.addAll(reader.read(chunk));
        }

        assertThat(Assembled.of(events)).isEqualTo(Assembled.of(events(read(recording.responseBody()))));
        assertThat(reader.complete()).isTrue();
    }

    /** A chunk for each part, and one for the end. */
    private static List<JsonNode> cut(JsonNode answer) {
        List<JsonNode> chunks = new ArrayList<>();
        for (JsonNode part : answer.at("/candidates/0/content/parts")) {
            ObjectNode chunk = ((ObjectNode) answer)
                    .objectNode()
                    .put("responseId", answer.path("responseId").asText());
            chunk.putArray("candidates")
                    .addObject()
                    .putObject("content")
                    .putArray("parts")
                    .add(part);
            chunks.add(chunk);
        }
        ObjectNode last = answer.deepCopy();
        ((ObjectNode) last.at("/candidates/0")).putObject("content").put("role", "model");
        chunks.add(last);
        return chunks;
    }

    @ParameterizedTest
    @MethodSource("streamed")
    void sayTheSameInPieces(Recording recording) throws IOException {
        List<JsonNode> chunks = GoogleStreams.chunks(recording);
        GoogleEvents reader = new GoogleEvents();
        List<ChatEvent> events = new ArrayList<>();

        chunks.forEach(chunk -> events.addAll(reader.read(chunk)));

        byte[] joined = Json.write(joined(chunks));
        assertThat(Assembled.of(events)).isEqualTo(Assembled.of(events(read(joined))));
        assertThat(events).first().isInstanceOf(ChatEvent.Started.class);
        assertThat(events).filteredOn(ChatEvent.Finished.class::isInstance).hasSize(1);
        assertThat(events).last().isInstanceOfAny(ChatEvent.Finished.class, ChatEvent.UsageReported.class);
        assertThat(reader.complete()).isTrue();
        assertTotals(Assembled.of(events).usage(), chunks.getLast().path("usageMetadata"));
    }

    /** The answer that the chunks are made of, as Google would have written it whole. */
    private static ObjectNode joined(List<JsonNode> chunks) {
        ObjectNode whole = chunks.getLast().deepCopy();
        ObjectNode candidate = (ObjectNode) whole.at("/candidates/0");
        ArrayNode parts = candidate.putObject("content").putArray("parts");
        for (JsonNode chunk : chunks) {
            chunk.at("/candidates/0/content/parts").forEach(parts::add);
            for (String name : GoogleParts.BESIDE) {
                if (!chunk.at("/candidates/0/" + name).isEmpty()) {
                    candidate.set(name, chunk.at("/candidates/0/" + name));
                }
            }
        }
        return whole;
    }

    @ParameterizedTest
    @MethodSource("streamed")
    void areNotCompleteBeforeTheirLastChunk(Recording recording) throws IOException {
        List<JsonNode> chunks = GoogleStreams.chunks(recording);
        GoogleEvents reader = new GoogleEvents();

        for (JsonNode chunk : chunks.subList(0, chunks.size() - 1)) {
            reader.read(chunk);
            assertThat(reader.complete()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("streamed")
    void keepTheirMeaningInPieces(Recording recording) throws IOException {
        GoogleEvents reader = new GoogleEvents();
        List<ChatEvent> events = new ArrayList<>();
        GoogleStreams.chunks(recording).forEach(chunk -> events.addAll(reader.read(chunk)));
        GoogleChunks writer = new GoogleChunks();
        GoogleEvents again = new GoogleEvents();
        List<ChatEvent> back = new ArrayList<>();

        for (ChatEvent event : events) {
            writer.write(event).forEach(chunk -> back.addAll(again.read(chunk)));
        }

        assertThat(Assembled.of(back)).isEqualTo(Assembled.of(events).inOtherWords());
    }

    private static ChatReply read(byte[] body) throws IOException {
        return GoogleReplies.read(Json.read(body), body);
    }

    /** A whole answer, as if each of its parts were an event. */
    private static List<ChatEvent> events(ChatReply reply) {
        List<ChatEvent> events = new ArrayList<>();
        int calls = 0;
        for (Content part : reply.message().content()) {
            switch (part) {
                case Content.Text(String text) -> events.add(new ChatEvent.Text(0, text));
                case Content.Thinking(String text, Optional<Signature> signature) ->
                    events.add(new ChatEvent.Thinking(0, text, signature));
                case Content.ToolCall call ->
                    events.add(new ChatEvent.ToolCallDelta(
                            0,
                            calls++,
                            Optional.of(call.id()),
                            Optional.of(call.name()),
                            call.arguments(),
                            call.signature()));
                default -> events.add(new ChatEvent.Part(0, part));
            }
        }
        events.add(new ChatEvent.Finished(0, reply.finishReason()));
        reply.usage().ifPresent(usage -> events.add(new ChatEvent.UsageReported(usage)));
        return events;
    }
}

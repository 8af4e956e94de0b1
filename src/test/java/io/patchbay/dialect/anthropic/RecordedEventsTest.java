package io.patchbay.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.SseFrames;
import io.patchbay.testing.Recording;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordedEventsTest {

    @BeforeAll
    static void recordingsArePresent() {
        assumeTrue(Recording.arePresent(), "no recordings beside the project");
    }

    static List<Recording> streamed() {
        return Recording.messages(recording -> recording.succeeded() && recording.streamed());
    }

    @Test
    void areAll() {
        assertThat(streamed()).hasSize(85);
    }

    @ParameterizedTest
    @MethodSource("streamed")
    void sayWhatTheSameAnswerSaysWhole(Recording recording) throws Exception {
        byte[] whole = Json.write(wholeOf(recording));

        ChatReply heard = Assembled.of(read(recording));

        ChatReply expected = AnthropicReplies.read(Json.read(whole), whole);
        assertThat(heard.id()).isEqualTo(expected.id());
        assertThat(heard.model()).isEqualTo(expected.model());
        assertThat(Assembled.plain(heard.message().content()))
                .isEqualTo(Assembled.plain(expected.message().content()));
        assertThat(heard.finishReason()).isEqualTo(expected.finishReason()).isNotEqualTo(FinishReason.OTHER);
        assertThat(heard.usage()).isEqualTo(expected.usage());
    }

    @ParameterizedTest
    @MethodSource("streamed")
    void areTheSameOnceWrittenAndReadAgain(Recording recording) throws Exception {
        ChatReply heard = Assembled.of(read(recording));

        ChatReply again = Assembled.of(reread(read(recording)));

        assertThat(again).isEqualTo(withoutTier(heard));
    }

    /** Which tier served an answer is not told in other words. */
    private static ChatReply withoutTier(ChatReply reply) {
        return new ChatReply(
                reply.id(),
                reply.model(),
                reply.choices(),
                reply.usage().map(usage -> usage.servedBy("")),
                reply.verbatim());
    }

    @ParameterizedTest
    @MethodSource("streamed")
    void areWholeOnlyAtTheirEnd(Recording recording) throws Exception {
        AnthropicEvents events = new AnthropicEvents();
        List<JsonNode> frames = framesOf(recording);
        for (JsonNode frame : frames) {
            assertThat(events.ended()).isFalse();
            assertThat(events.complete()).isEqualTo(frame.path("type").asText().equals("message_stop"));
            events.read(frame);
        }
        assertThat(events.ended()).isTrue();
        assertThat(events.complete()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("streamed")
    void sayTheSameWhereverTheyAreSplit(Recording recording) throws Exception {
        List<ChatEvent> expected = read(recording);
        byte[] stream = recording.responseBody();
        for (int size : new int[] {1, 7, 64, 1_021}) {
            AnthropicEvents reader = new AnthropicEvents();
            SseFrames frames = new SseFrames(new Dripping(stream, size));
            List<ChatEvent> events = new ArrayList<>();
            for (SseFrames.Frame frame = frames.next(); frame != null; frame = frames.next()) {
                JsonNode json = Json.read(frame.data());
                assertThat(frame.event()).isEqualTo(json.path("type").asText());
                events.addAll(reader.read(json));
            }
            assertThat(events).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("streamed")
    void countEachTokenOnce(Recording recording) throws Exception {
        Usage usage = Assembled.of(read(recording)).usage().orElseThrow();

        assertCounts(usage, wholeOf(recording).path("usage"));
    }

    /** The sum that the vendor tells, and what it leaves out of it. */
    static void assertCounts(Usage usage, JsonNode told) {
        long output = told.path("output_tokens").asLong();
        long input = told.path("input_tokens").asLong();
        for (JsonNode step : told.path("iterations")) {
            if (!step.path("type").asText().equals("message")) {
                output += step.path("output_tokens").asLong();
                input += step.path("input_tokens").asLong();
            }
        }
        assertThat(usage.input()).isEqualTo(input);
        assertThat(usage.output()).isEqualTo(output);
        assertThat(usage.cacheRead())
                .isEqualTo(told.path("cache_read_input_tokens").asLong());
        assertThat(usage.cacheWrite5m() + usage.cacheWrite1h())
                .isEqualTo(told.path("cache_creation_input_tokens").asLong());
        assertThat(usage.reasoning())
                .isEqualTo(told.path("output_tokens_details")
                        .path("thinking_tokens")
                        .asLong());
    }

    /** The counts that have a word, each there. */
    static ObjectNode meaningOfUsage(JsonNode usage) {
        ObjectNode plain = Json.object();
        for (String count :
                List.of("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens", "output_tokens")) {
            plain.put(count, usage.path(count).asLong());
        }
        plain.put(
                "thinking_tokens",
                usage.path("output_tokens_details").path("thinking_tokens").asLong());
        return plain;
    }

    /** What our writer makes of events, read again. */
    static List<ChatEvent> reread(List<ChatEvent> events) {
        AnthropicEventWriter writer = new AnthropicEventWriter();
        List<AnthropicEventWriter.Event> written = new ArrayList<>();
        events.forEach(event -> written.addAll(writer.write(event)));
        written.addAll(writer.end(Optional.empty()));
        AnthropicEvents reader = new AnthropicEvents();
        List<ChatEvent> reread = new ArrayList<>();
        for (AnthropicEventWriter.Event event : written) {
            assertThat(event.type()).isEqualTo(event.data().path("type").asText());
            reread.addAll(reader.read(event.data().deepCopy()));
        }
        assertThat(reader.complete()).isTrue();
        assertThat(reader.ended()).isTrue();
        return reread;
    }

    private static List<ChatEvent> read(Recording recording) throws JsonProcessingException {
        AnthropicEvents reader = new AnthropicEvents();
        List<ChatEvent> events = new ArrayList<>();
        for (JsonNode frame : framesOf(recording)) {
            events.addAll(reader.read(frame));
        }
        return events;
    }

    private static List<JsonNode> framesOf(Recording recording) throws JsonProcessingException {
        List<JsonNode> frames = new ArrayList<>();
        for (String data : recording.events()) {
            frames.add(Json.read(data));
        }
        return frames;
    }

    /** The message that a stream makes up, put together as the vendor's documentation says. */
    private static ObjectNode wholeOf(Recording recording) throws JsonProcessingException {
        ObjectNode message = Json.object();
        List<StringBuilder> inputs = new ArrayList<>();
        for (JsonNode frame : framesOf(recording)) {
            ArrayNode content = message.withArray("content");
            switch (frame.path("type").asText()) {
                case "message_start" -> message.setAll((ObjectNode) frame.path("message"));
                case "content_block_start" -> {
                    content.add(frame.path("content_block"));
                    inputs.add(new StringBuilder());
                }
                case "content_block_delta" ->
                    add(
                            frame.path("delta"),
                            (ObjectNode) content.get(frame.path("index").asInt()),
                            inputs.get(frame.path("index").asInt()));
                case "message_delta" -> {
                    message.setAll((ObjectNode) frame.path("delta"));
                    ((ObjectNode) message.path("usage")).setAll((ObjectNode) frame.path("usage"));
                }
                default -> {}
            }
        }
        for (int i = 0; i < inputs.size(); i++) {
            if (!inputs.get(i).isEmpty()) {
                ((ObjectNode) message.path("content").get(i))
                        .set("input", Json.read(inputs.get(i).toString()));
            }
        }
        return message;
    }

    private static void add(JsonNode delta, ObjectNode block, StringBuilder input) {
        Map<String, String> fields =
                Map.of("text_delta", "text", "thinking_delta", "thinking", "signature_delta", "signature");
        String field = fields.get(delta.path("type").asText());
        if (field != null) {
            block.put(field, block.path(field).asText() + delta.path(field).asText());
        }
        input.append(delta.path("partial_json").asText());
    }

    /** Gives so many bytes at a time. */
    private static final class Dripping extends ByteArrayInputStream {
        private final int size;

        Dripping(byte[] bytes, int size) {
            super(bytes);
            this.size = size;
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(size, length));
        }

        @Override
        public void close() throws IOException {}
    }
}

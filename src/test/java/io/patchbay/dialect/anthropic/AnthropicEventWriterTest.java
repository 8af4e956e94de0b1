package io.patchbay.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.call.CallFailed;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.Content;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.LogProb;
import io.patchbay.chat.Signature;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnthropicEventWriterTest {

    private static final ChatEvent STARTED = new ChatEvent.Started("chatcmpl-1", "gpt-4o");
    private static final String END = """
            message_delta {"type":"message_delta","delta":{"stop_reason":"%s","stop_sequence":null},"usage":%s}
            message_stop {"type":"message_stop"}
            """;
    private static final String NOTHING = "{\"input_tokens\":0,\"cache_creation_input_tokens\":0,"
            + "\"cache_read_input_tokens\":0,\"cache_creation\":{\"ephemeral_5m_input_tokens\":0,"
            + "\"ephemeral_1h_input_tokens\":0},\"output_tokens\":0}";

    @Test
    void writesEachBlockBetweenItsBeginningAndItsEnd() {
        String written = write(
                new ChatEvent.Thinking(0, "Hm", Optional.empty()),
                new ChatEvent.Thinking(0, "", Optional.of(new Signature("anthropic", "c2ln"))),
                new ChatEvent.Text(0, "Hel"),
                new ChatEvent.Text(0, "lo"),
                call(0, "a", "weather", "{\"ci"),
                call(0, null, null, "ty\":1}"),
                new ChatEvent.Finished(0, FinishReason.TOOL_CALLS));

        assertThat(written).isEqualTo("""
                content_block_start {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}
                content_block_delta {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm"}}
                content_block_delta {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}
                content_block_stop {"type":"content_block_stop","index":0}
                content_block_start {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}
                content_block_delta {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Hel"}}
                content_block_delta {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"lo"}}
                content_block_stop {"type":"content_block_stop","index":1}
                content_block_start {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"a","name":"weather","input":{}}}
                content_block_delta {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\\"ci"}}
                content_block_delta {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"ty\\":1}"}}
                content_block_stop {"type":"content_block_stop","index":2}
                """ + END.formatted("tool_use", NOTHING));
    }

    @Test
    void callsThatComeInterleavedFollowEachOther() {
        String written = write(
                call(0, "a", "one", ""),
                call(1, "b", "two", ""),
                call(0, null, null, "{}"),
                call(1, null, null, "[1"),
                call(1, null, null, "]"));

        assertThat(written).isEqualTo("""
                content_block_start {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"a","name":"one","input":{}}}
                content_block_delta {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{}"}}
                content_block_stop {"type":"content_block_stop","index":0}
                content_block_start {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"b","name":"two","input":{}}}
                content_block_delta {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"[1]"}}
                content_block_stop {"type":"content_block_stop","index":1}
                """ + END.formatted("tool_use", NOTHING));
    }

    @Test
    void aCallThatGoesOnAfterItsEndIsNoAnswer() {
        AnthropicEventWriter writer = new AnthropicEventWriter();
        writer.write(call(0, "a", "one", "{"));
        writer.write(new ChatEvent.Text(0, "So"));

        assertThatThrownBy(() -> writer.write(call(0, null, null, "}"))).isInstanceOf(CallFailed.class);
    }

    @Test
    void theProofOfACallGoesInFrontOfIt() {
        String written = write(new ChatEvent.ToolCallDelta(
                0, 0, Optional.of("a"), Optional.of("one"), "", Optional.of(new Signature("google", "c2ln"))));

        assertThat(written)
                .startsWith("content_block_start {\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
                        + "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"google:call:c2ln\"}}\n"
                        + "content_block_stop {\"type\":\"content_block_stop\",\"index\":0}\n"
                        + "content_block_start {\"type\":\"content_block_start\",\"index\":1,\"content_block\":"
                        + "{\"type\":\"tool_use\"");
    }

    /** As Gemini 3 sends them: whole, and only the first with a proof. */
    @Test
    void aCallBehindOneWithAProofIsABlockOfItsOwn() {
        String written = write(
                new ChatEvent.ToolCallDelta(
                        0, 0, Optional.of("a"), Optional.of("one"), "{}", Optional.of(new Signature("google", "c2ln"))),
                call(1, "b", "two", "[]"));

        assertThat(written).endsWith("""
                content_block_start {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"a","name":"one","input":{}}}
                content_block_delta {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{}"}}
                content_block_stop {"type":"content_block_stop","index":1}
                content_block_start {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"b","name":"two","input":{}}}
                content_block_delta {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"[]"}}
                content_block_stop {"type":"content_block_stop","index":2}
                """ + END.formatted("tool_use", NOTHING));
    }

    @Test
    void partsThatComeAtOnceAreBlocksOfTheirOwn() {
        String written = write(
                new ChatEvent.Text(0, "See"),
                new ChatEvent.Part(0, new Content.Image("https://example.com/cat.jpg", Optional.empty())),
                new ChatEvent.Part(0, new Content.Opaque("google", Json.object())),
                new ChatEvent.Refusal(0, "No more."),
                new ChatEvent.Finished(0, FinishReason.CONTENT_FILTER));

        assertThat(written)
                .contains("\"index\":1,\"content_block\":{\"type\":\"image\",\"source\":"
                        + "{\"type\":\"url\",\"url\":\"https://example.com/cat.jpg\"}}")
                .contains("\"index\":2,\"delta\":{\"type\":\"text_delta\",\"text\":\"No more.\"}")
                .contains("\"stop_reason\":\"refusal\"")
                .doesNotContain("\"index\":3");
    }

    @Test
    void tellsTheUsageSoFarFirstAndTheWholeLast() {
        AnthropicEventWriter writer = new AnthropicEventWriter();
        List<AnthropicEventWriter.Event> events = new ArrayList<>(writer.write(STARTED));
        events.addAll(writer.write(new ChatEvent.UsageReported(Usage.builder()
                .input(7)
                .cacheRead(3)
                .cacheWrite5m(2)
                .cacheWrite1h(1)
                .output(1)
                .build())));
        assertThat(events).isEmpty();

        events.addAll(writer.write(new ChatEvent.Text(0, "Hi")));
        events.addAll(writer.end(Optional.of(Usage.builder()
                .input(7)
                .cacheRead(3)
                .cacheWrite5m(2)
                .cacheWrite1h(1)
                .output(9)
                .reasoning(4)
                .build())));

        assertThat(events.getFirst().data().toString())
                .isEqualTo("{\"type\":\"message_start\",\"message\":{\"id\":\"msg_chatcmpl-1\",\"type\":\"message\","
                        + "\"role\":\"assistant\",\"model\":\"gpt-4o\",\"content\":[],\"stop_reason\":null,"
                        + "\"stop_sequence\":null,\"usage\":{\"input_tokens\":7,\"cache_creation_input_tokens\":3,"
                        + "\"cache_read_input_tokens\":3,\"cache_creation\":{\"ephemeral_5m_input_tokens\":2,"
                        + "\"ephemeral_1h_input_tokens\":1},\"output_tokens\":1}}}");
        assertThat(events.get(events.size() - 2).data().path("usage").toString())
                .contains("\"output_tokens\":9,\"output_tokens_details\":{\"thinking_tokens\":4}");
    }

    @Test
    void anAnswerOfNothingIsWholeToo() {
        assertThat(write(new ChatEvent.Finished(0, FinishReason.LENGTH)))
                .isEqualTo(END.formatted("max_tokens", NOTHING));
    }

    @Test
    void ofSeveralAnswersTheFirstIsWritten() {
        assertThat(write(
                        new ChatEvent.Text(1, "Other"),
                        new ChatEvent.LogProbs(0, List.of(new LogProb("a", -1, List.of()))),
                        new ChatEvent.Finished(0, FinishReason.STOP),
                        new ChatEvent.Finished(1, FinishReason.LENGTH)))
                .isEqualTo(END.formatted("end_turn", NOTHING));
    }

    private static ChatEvent call(
            int index,
            @org.jspecify.annotations.Nullable String id,
            @org.jspecify.annotations.Nullable String name,
            String arguments) {
        return new ChatEvent.ToolCallDelta(
                0, index, Optional.ofNullable(id), Optional.ofNullable(name), arguments, Optional.empty());
    }

    /** What is written of a started answer, behind {@code message_start}. */
    private static String write(ChatEvent... events) {
        AnthropicEventWriter writer = new AnthropicEventWriter();
        List<AnthropicEventWriter.Event> written = new ArrayList<>(writer.write(STARTED));
        for (ChatEvent event : events) {
            written.addAll(writer.write(event));
        }
        written.addAll(writer.end(Optional.empty()));
        assertThat(written.getFirst().type()).isEqualTo("message_start");
        StringBuilder lines = new StringBuilder();
        for (AnthropicEventWriter.Event event : written.subList(1, written.size())) {
            lines.append(event.type()).append(' ').append(event.data()).append('\n');
        }
        return lines.toString();
    }
}

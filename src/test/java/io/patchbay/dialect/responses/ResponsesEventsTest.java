package io.patchbay.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.Content;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.LogProb;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Assembled;
import io.patchbay.dialect.Json;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResponsesEventsTest {

    private static final String THOUGHT = """
            {"type": "reasoning", "id": "rs_1", "encrypted_content": "gAAA", "content": [],
             "summary": [{"type": "summary_text", "text": "One"}, {"type": "summary_text", "text": "Two"}]}""";

    @Test
    void partsOfAThoughtAreAsFarApartAsInAWholeAnswer() {
        List<ChatEvent> events = read(summary(0, "O"), summary(0, "ne"), summary(1, "Two"), done(0, THOUGHT));

        assertThat(Assembled.of(events).thought())
                .isEqualTo("One\n\nTwo")
                .isEqualTo(whole(THOUGHT).thought());
        assertThat(Assembled.of(events).signatures()).isEqualTo(whole(THOUGHT).signatures());
    }

    @Test
    void twoThoughtsAreNotParts() {
        List<ChatEvent> events = read(
                summary(0, "One"),
                "{\"type\": \"response.reasoning_text.delta\", \"output_index\": 1, \"content_index\": 0, \"delta\": \"Two\"}");

        assertThat(Assembled.of(events).thought()).isEqualTo("OneTwo");
    }

    @Test
    void anItemThatComesAtOnceIsRead() {
        List<ChatEvent> events = read(done(0, THOUGHT), done(1, """
                        {"type": "message", "role": "assistant", "content": [
                         {"type": "output_text", "text": "Yes", "logprobs": [{"token": "Yes", "logprob": -0.5}]},
                         {"type": "refusal", "refusal": "No"}, {"type": "output_audio", "data": "AAAA"}]}"""), done(2, """
                        {"type": "function_call", "call_id": "c", "name": "look", "arguments": "{}"}"""));

        assertThat(Assembled.of(events).thought()).isEqualTo("One\n\nTwo");
        assertThat(events)
                .contains(
                        new ChatEvent.Text(0, "Yes"),
                        new ChatEvent.LogProbs(0, List.of(new LogProb("Yes", -0.5, List.of()))),
                        new ChatEvent.Refusal(0, "No"),
                        new ChatEvent.Part(
                                0,
                                new Content.Opaque(
                                        Responses.DIALECT,
                                        Recorded.json("{\"type\": \"output_audio\", \"data\": \"AAAA\"}"))));
        assertThat(Assembled.of(events).calls()).containsExactly("look {}");
    }

    @Test
    void whatCameInPiecesIsNotReadTwice() {
        List<ChatEvent> events = read(
                "{\"type\": \"response.output_text.delta\", \"output_index\": 0, \"content_index\": 0, \"delta\": \"Yes\"}",
                "{\"type\": \"response.output_text.done\", \"output_index\": 0, \"content_index\": 0, \"text\": \"Yes\"}",
                done(0, "{\"type\": \"message\", \"content\": [{\"type\": \"output_text\", \"text\": \"Yes\"}]}"));

        assertThat(events).containsExactly(new ChatEvent.Text(0, "Yes"));
    }

    @Test
    void callsAreCountedInTheirOwnOrder() {
        List<ChatEvent> events = read(
                added(3, "a", "look"),
                added(5, "b", "ask"),
                "{\"type\": \"response.function_call_arguments.delta\", \"output_index\": 5, \"delta\": \"{}\"}",
                "{\"type\": \"response.function_call_arguments.delta\", \"output_index\": 3, \"delta\": \"[]\"}");

        assertThat(Assembled.of(events).calls()).containsExactly("look []", "ask {}");
    }

    @Test
    void aThoughtThatSaysNothingIsTheVendors() {
        String empty = "{\"type\": \"reasoning\", \"id\": \"rs_1\", \"summary\": []}";

        assertThat(read(done(0, empty)))
                .containsExactly(new ChatEvent.Part(0, new Content.Opaque(Responses.DIALECT, Recorded.json(empty))));
    }

    @Test
    void itsEndTellsWhyAndHowMuch() {
        List<ChatEvent> events = read("""
                {"type": "response.incomplete", "response": {"status": "incomplete", "output": [],
                 "incomplete_details": {"reason": "content_filter"},
                 "usage": {"input_tokens": 9, "input_tokens_details": {"cached_tokens": 4, "cache_write_tokens": 2},
                           "output_tokens": 5, "output_tokens_details": {"reasoning_tokens": 3}}}}""");

        assertThat(events)
                .containsExactly(
                        new ChatEvent.UsageReported(Usage.builder()
                                .input(3)
                                .cacheRead(4)
                                .cacheWrite5m(2)
                                .output(5)
                                .reasoning(3)
                                .build()),
                        new ChatEvent.Finished(0, FinishReason.CONTENT_FILTER));
    }

    private static Assembled whole(String item) {
        JsonNode response = Recorded.json("{\"output\": [" + item + "]}");
        ChatReply reply = ResponsesReplies.read(response, Json.write(response));
        return Assembled.of(reply.message().content().stream()
                .<ChatEvent>map(part -> new ChatEvent.Thinking(
                        0, ((Content.Thinking) part).text(), ((Content.Thinking) part).signature()))
                .toList());
    }

    private static List<ChatEvent> read(String... events) {
        return Recorded.read(Stream.of(events).map(Recorded::json).toList());
    }

    private static String summary(int part, String delta) {
        return """
                {"type": "response.reasoning_summary_text.delta", "output_index": 0, "summary_index": %d, "delta": "%s"}""".formatted(part, delta);
    }

    private static String done(int index, String item) {
        return "{\"type\": \"response.output_item.done\", \"output_index\": %d, \"item\": %s}".formatted(index, item);
    }

    private static String added(int index, String id, String name) {
        return """
                {"type": "response.output_item.added", "output_index": %d,
                 "item": {"type": "function_call", "call_id": "%s", "name": "%s", "arguments": ""}}""".formatted(index, id, name);
    }
}

package io.patchbay.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Content;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.LogProb;
import io.patchbay.chat.Message;
import io.patchbay.chat.Role;
import io.patchbay.chat.Signature;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Assembled;
import io.patchbay.dialect.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ResponsesWriterTest {

    private static final Optional<Usage> USAGE = Optional.of(Usage.builder()
            .input(10)
            .cacheRead(5)
            .cacheWrite5m(2)
            .output(20)
            .reasoning(8)
            .build());

    @Test
    void eachItemBeginsIsToldAndEnds() {
        List<ResponsesWriter.Event> events = written(
                new ChatEvent.Started("chatcmpl-1", "m"),
                new ChatEvent.Thinking(0, "Hm", Optional.empty()),
                new ChatEvent.Text(0, "I "),
                new ChatEvent.Text(0, "look."),
                new ChatEvent.ToolCallDelta(0, 0, Optional.of("call_1"), Optional.of("look"), "", Optional.empty()),
                new ChatEvent.ToolCallDelta(0, 0, Optional.empty(), Optional.empty(), "{}", Optional.empty()),
                new ChatEvent.Finished(0, FinishReason.TOOL_CALLS));

        assertThat(events.stream().map(ResponsesWriter.Event::type))
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.reasoning_summary_part.added",
                        "response.reasoning_summary_text.delta",
                        "response.reasoning_summary_text.done",
                        "response.reasoning_summary_part.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done",
                        "response.output_item.done",
                        "response.completed");
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).data().path("sequence_number").asInt()).isEqualTo(i);
            assertThat(events.get(i).data().path("type").asText())
                    .isEqualTo(events.get(i).type());
        }
        JsonNode output = events.getLast().data().at("/response/output");
        assertThat(output.findValuesAsText("id"))
                .containsExactly("rs_chatcmpl-1_0", "msg_chatcmpl-1_1", "fc_chatcmpl-1_2");
        assertThat(output.get(1).at("/content/0/text").asText()).isEqualTo("I look.");
        assertThat(output.get(2).path("arguments").asText()).isEqualTo("{}");
    }

    /** As the reference and the clients require them. */
    @Test
    void theWholeAnswerHasWhatClientsNeed() {
        ChatRequest asked = ResponsesRequests.read(Recorded.json("""
                        {"model": "m", "input": "Hi", "temperature": 0.5, "store": true, "metadata": {"a": "b"},
                         "tools": [{"type": "function", "name": "look", "parameters": {}, "strict": true}]}""")).request();
        ResponsesWriter writer = new ResponsesWriter(asked, Instant.ofEpochSecond(7));
        writer.write(new ChatEvent.Started("", "m"));
        writer.write(new ChatEvent.Text(0, "Yes"));
        writer.write(new ChatEvent.Finished(0, FinishReason.STOP));

        JsonNode response = writer.end(USAGE).getLast().data().path("response");

        Set<String> required = new TreeSet<>(Set.of(
                "id",
                "object",
                "created_at",
                "error",
                "incomplete_details",
                "instructions",
                "metadata",
                "model",
                "output",
                "parallel_tool_calls",
                "temperature",
                "tool_choice",
                "tools",
                "top_p"));
        assertThat(response.propertyStream().map(java.util.Map.Entry::getKey)).containsAll(required);
        assertThat(response.path("id").asText()).startsWith("resp_");
        assertThat(response.path("created_at").asInt()).isEqualTo(7);
        assertThat(response.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(response.path("store").asBoolean()).as("nothing is stored").isFalse();
        assertThat(response.at("/tools/0/name").asText()).isEqualTo("look");
        assertThat(response.path("tool_choice").asText()).isEqualTo("auto");
        assertThat(Recorded.plain(response.path("usage"))).isEqualTo(Recorded.plain(Recorded.json("""
                {"input_tokens": 17, "input_tokens_details": {"cached_tokens": 5, "cache_write_tokens": 2},
                 "output_tokens": 20, "output_tokens_details": {"reasoning_tokens": 8}, "total_tokens": 37}""")));
    }

    @Test
    void anAnswerThatWasCutSaysSo() {
        List<ResponsesWriter.Event> events = written(
                new ChatEvent.Started("r", "m"),
                new ChatEvent.Text(0, "Ye"),
                new ChatEvent.Finished(0, FinishReason.LENGTH));

        assertThat(events.getLast().type()).isEqualTo("response.incomplete");
        JsonNode response = events.getLast().data().path("response");
        assertThat(response.path("status").asText()).isEqualTo("incomplete");
        assertThat(response.at("/incomplete_details/reason").asText()).isEqualTo("max_output_tokens");
        assertThat(response.at("/output/0/status").asText()).isEqualTo("incomplete");
    }

    @Test
    void piecesOfCallsMayComeInTurns() {
        List<ChatEvent> back = back(
                new ChatEvent.Started("r", "m"),
                call(0, "a", "look", "{\"x\""),
                call(1, "b", "ask", "{"),
                new ChatEvent.ToolCallDelta(0, 0, Optional.empty(), Optional.empty(), ":1}", Optional.empty()),
                new ChatEvent.ToolCallDelta(0, 1, Optional.empty(), Optional.empty(), "}", Optional.empty()),
                new ChatEvent.Finished(0, FinishReason.TOOL_CALLS));

        assertThat(Assembled.of(back).calls()).containsExactly("look {\"x\":1}", "ask {}");
    }

    @Test
    void aCallWithoutANameOfItsOwnIsGivenOne() {
        List<ResponsesWriter.Event> events = written(
                new ChatEvent.Started("r", "m"),
                call(0, "", "look", "{}"),
                new ChatEvent.Finished(0, FinishReason.STOP));

        assertThat(events.getLast().data().at("/response/output/0/call_id").asText())
                .isEqualTo("call_r_0");
    }

    /** Clients bring back what they were given, and so a vendor gets its own proofs. */
    @Test
    void proofsOfOtherVendorsComeBackWithTheNextRequest() {
        Signature claude = new Signature("anthropic", "c2ln+/=");
        Signature gemini = new Signature("google", "Z29vZ2xl");
        Message message = new Message(
                Role.ASSISTANT,
                List.of(
                        new Content.Thinking("Hm.", Optional.of(claude)),
                        new Content.Thinking("", Optional.of(claude)),
                        new Content.RedactedThinking(claude),
                        new Content.Text("I look."),
                        new Content.ToolCall("call:1", "look", "{}", Optional.of(gemini))),
                Optional.empty());
        ChatReply reply = new ChatReply(
                "r", "m", List.of(new ChatReply.Choice(message, FinishReason.TOOL_CALLS)), USAGE, Optional.empty());

        JsonNode answer = json(ResponsesReplies.write(reply, ChatRequest.of("Hi"), Instant.EPOCH));
        ChatRequest next = ResponsesRequests.read(Json.object().set("input", answer.path("output")))
                .request();

        assertThat(next.messages()).containsExactly(message);
    }

    @Test
    void aProofThatComesBehindItsCallComesBackToo() {
        Signature gemini = new Signature("google", "Z29vZ2xl");
        List<ResponsesWriter.Event> events = written(
                new ChatEvent.Started("r", "m"),
                call(0, "call_1", "look", "{"),
                new ChatEvent.ToolCallDelta(0, 0, Optional.empty(), Optional.empty(), "}", Optional.of(gemini)),
                new ChatEvent.Finished(0, FinishReason.TOOL_CALLS));

        ChatRequest next = ResponsesRequests.read(
                        Json.object().set("input", events.getLast().data().at("/response/output")))
                .request();

        assertThat(next.messages().getFirst().content())
                .containsExactly(new Content.ToolCall("call_1", "look", "{}", Optional.of(gemini)));
    }

    @Test
    void partsThatComeAtOnceAreItems() {
        Content picture = new Content.Image("data:image/webp;base64,AAAA", Optional.empty());
        Content search = new Content.Opaque(
                Responses.DIALECT, Json.object().put("type", "web_search_call").put("id", "ws_1"));

        List<ChatEvent> back = back(
                new ChatEvent.Started("r", "m"),
                new ChatEvent.Part(0, search),
                new ChatEvent.Part(0, picture),
                new ChatEvent.Part(0, new Content.Opaque("elsewhere", Json.object())),
                new ChatEvent.Text(0, "Done"),
                new ChatEvent.Finished(0, FinishReason.STOP));

        assertThat(Assembled.of(back).parts()).containsExactly(search, picture);
        assertThat(Assembled.of(back).text()).isEqualTo("Done");
    }

    @Test
    void aRefusalIsAPartOfAMessage() {
        List<ResponsesWriter.Event> events = written(
                new ChatEvent.Started("r", "m"),
                new ChatEvent.Text(0, "Well"),
                new ChatEvent.Refusal(0, "No"),
                new ChatEvent.Finished(0, FinishReason.STOP));

        assertThat(events.getLast().data().at("/response/output/0/content").findValuesAsText("type"))
                .containsExactly("output_text", "refusal");
        assertThat(Recorded.read(data(events))).contains(new ChatEvent.Refusal(0, "No"));
    }

    @Test
    void probabilitiesStandWithTheirText() {
        List<LogProb> tokens = List.of(new LogProb("Yes", -0.5, List.of(new LogProb("No", -1.5, List.of()))));
        List<ResponsesWriter.Event> events = written(
                new ChatEvent.Started("r", "m"),
                new ChatEvent.Text(0, "Yes"),
                new ChatEvent.LogProbs(0, tokens),
                new ChatEvent.Finished(0, FinishReason.STOP));
        JsonNode response = events.getLast().data().path("response");

        assertThat(ResponsesReplies.read(response, Json.write(response))
                        .choices()
                        .getFirst()
                        .logProbs())
                .isEqualTo(tokens);
    }

    @Test
    void anErrorTakesTheNextNumber() {
        ResponsesWriter writer = new ResponsesWriter(ChatRequest.of("Hi"), Instant.EPOCH);
        writer.passed();
        writer.passed();

        ResponsesWriter.Event event = writer.failed("api_error", "provider_garbled", "cut", Optional.empty());

        assertThat(event.type()).isEqualTo("error");
        assertThat(event.data()).isEqualTo(Recorded.json("""
                {"type": "error", "sequence_number": 2, "code": "provider_garbled", "message": "cut", "param": null,
                 "error": {"type": "api_error", "code": "provider_garbled", "message": "cut", "param": null}}"""));
    }

    private static ChatEvent call(int index, String id, String name, String arguments) {
        return new ChatEvent.ToolCallDelta(0, index, Optional.of(id), Optional.of(name), arguments, Optional.empty());
    }

    private static List<ResponsesWriter.Event> written(ChatEvent... events) {
        ResponsesWriter writer = new ResponsesWriter(ChatRequest.of("Hi"), Instant.EPOCH);
        List<ResponsesWriter.Event> all = new ArrayList<>();
        for (ChatEvent event : events) {
            all.addAll(writer.write(event));
        }
        all.addAll(writer.end(USAGE));
        return all;
    }

    private static List<ChatEvent> back(ChatEvent... events) {
        return Recorded.read(data(written(events)));
    }

    private static List<JsonNode> data(List<ResponsesWriter.Event> events) {
        return events.stream().<JsonNode>map(ResponsesWriter.Event::data).toList();
    }

    private static JsonNode json(byte[] bytes) {
        return Recorded.json(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
    }
}

package io.patchbay.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.Content;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicEventsTest {

    private static final String START =
            "{'type':'message_start','message':{'id':'msg_1','model':'m','usage':{'input_tokens':5,'output_tokens':1}}}";

    @Test
    void aCallWithoutArgumentsHasAnEmptyObject() throws Exception {
        List<ChatEvent> events = read(
                "{'type':'content_block_start','index':0,'content_block':{'type':'tool_use','id':'a','name':'now','input':{}}}",
                "{'type':'content_block_delta','index':0,'delta':{'type':'input_json_delta','partial_json':''}}",
                "{'type':'content_block_stop','index':0}");

        assertThat(events).containsExactly(call(Optional.of("a"), Optional.of("now"), ""), call("{}"));
    }

    @Test
    void argumentsMayComeAtOnce() throws Exception {
        List<ChatEvent> events = read(
                "{'type':'content_block_start','index':0,'content_block':{'type':'tool_use','id':'a','name':'now','input':{'x':1}}}",
                "{'type':'content_block_stop','index':0}");

        assertThat(events).last().isEqualTo(call("{\"x\":1}"));
    }

    @Test
    void aBlockWithoutAWordIsToldOnceItIsWhole() throws Exception {
        List<ChatEvent> events = read(
                "{'type':'content_block_start','index':0,'content_block':{'type':'server_tool_use','id':'a','name':'web_search','input':{}}}",
                "{'type':'content_block_delta','index':0,'delta':{'type':'input_json_delta','partial_json':'{'}}",
                "{'type':'content_block_delta','index':0,'delta':{'type':'input_json_delta','partial_json':'}'}}",
                "{'type':'content_block_stop','index':0}",
                "{'type':'content_block_start','index':1,'content_block':{'type':'compaction','content':null}}",
                "{'type':'content_block_delta','index':1,'delta':{'type':'compaction_delta','content':'Sum'}}",
                "{'type':'content_block_delta','index':1,'delta':{'type':'compaction_delta','content':'mary'}}",
                "{'type':'content_block_stop','index':1}");

        assertThat(events)
                .containsExactly(
                        opaque("{'type':'server_tool_use','id':'a','name':'web_search','input':{}}"),
                        opaque("{'type':'compaction','content':'Summary'}"));
    }

    @Test
    void anInputThatIsNoJsonStaysReadable() throws Exception {
        List<ChatEvent> events = read(
                "{'type':'content_block_start','index':0,'content_block':{'type':'server_tool_use','input':{}}}",
                "{'type':'content_block_delta','index':0,'delta':{'type':'input_json_delta','partial_json':'{x'}}",
                "{'type':'content_block_stop','index':0}");

        assertThat(events).containsExactly(opaque("{'type':'server_tool_use','input':{'arguments':'{x'}}"));
    }

    @Test
    void countsAddUpOverTheEvents() throws Exception {
        List<ChatEvent> events = read(
                START,
                "{'type':'message_delta','delta':{'stop_reason':'end_turn'},'usage':{'output_tokens':9,'input_tokens':null}}");

        assertThat(events)
                .containsExactly(
                        new ChatEvent.Started("msg_1", "m"),
                        new ChatEvent.UsageReported(
                                Usage.builder().input(5).output(1).build()),
                        new ChatEvent.Finished(0, FinishReason.STOP),
                        new ChatEvent.UsageReported(
                                Usage.builder().input(5).output(9).build()));
    }

    @Test
    void anAnswerFinishesOnce() throws Exception {
        List<ChatEvent> events = read(
                "{'type':'message_delta','delta':{'stop_reason':'end_turn'}}",
                "{'type':'message_delta','delta':{'stop_reason':'max_tokens'}}");

        assertThat(events).containsExactly(new ChatEvent.Finished(0, FinishReason.STOP));
    }

    @Test
    void aBlockThatNobodyEndedEndsWithTheAnswer() throws Exception {
        List<ChatEvent> events = read(
                "{'type':'content_block_start','index':0,'content_block':{'type':'tool_use','id':'a','name':'now','input':{}}}",
                "{'type':'message_delta','delta':{'stop_reason':'tool_use'}}");

        assertThat(events)
                .containsExactly(
                        call(Optional.of("a"), Optional.of("now"), ""),
                        call("{}"),
                        new ChatEvent.Finished(0, FinishReason.TOOL_CALLS));
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, STOP",
        "stop_sequence, STOP_SEQUENCE",
        "max_tokens, LENGTH",
        "model_context_window_exceeded, LENGTH",
        "tool_use, TOOL_CALLS",
        "refusal, CONTENT_FILTER",
        "pause_turn, OTHER",
        "news_of_tomorrow, OTHER"
    })
    void everyReasonHasAWord(String reason, FinishReason expected) throws Exception {
        assertThat(read("{'type':'message_delta','delta':{'stop_reason':'" + reason + "'}}"))
                .containsExactly(new ChatEvent.Finished(0, expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'type':'ping'}", "{'type':'news_of_tomorrow'}", "{}"})
    void whatHasNoWordSaysNothing(String event) throws Exception {
        assertThat(read(event)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'content_block_delta','index':3,'delta':{'type':'text_delta','text':'Hi'}}",
                "{'type':'content_block_stop','index':3}",
                "{'type':'content_block_start','index':0}"
            })
    void whatCanNotFollowIsGarbled(String event) {
        assertThatThrownBy(() -> read(event))
                .isInstanceOfSatisfying(
                        CallFailed.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Garbled.class));
    }

    private static ChatEvent call(String arguments) {
        return call(Optional.empty(), Optional.empty(), arguments);
    }

    private static ChatEvent call(Optional<String> id, Optional<String> name, String arguments) {
        return new ChatEvent.ToolCallDelta(0, 0, id, name, arguments, Optional.empty());
    }

    private static ChatEvent opaque(String json) throws JsonProcessingException {
        return new ChatEvent.Part(0, new Content.Opaque(Anthropic.DIALECT, Json.read(json.replace('\'', '"'))));
    }

    private static List<ChatEvent> read(String... events) throws JsonProcessingException {
        AnthropicEvents reader = new AnthropicEvents();
        List<ChatEvent> all = new ArrayList<>();
        for (String event : events) {
            all.addAll(reader.read(Json.read(event.replace('\'', '"'))));
        }
        return all;
    }
}

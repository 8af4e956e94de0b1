package io.patchbay.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.Content;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.Message;
import io.patchbay.chat.Role;
import io.patchbay.chat.Signature;
import io.patchbay.chat.Usage;
import io.patchbay.chat.Verbatim;
import io.patchbay.dialect.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicRepliesTest {

    @Test
    void ofOtherVendorsHaveAnthropicsForm() throws Exception {
        ChatReply reply = reply(
                FinishReason.STOP,
                new Content.Thinking("Hm", Optional.empty()),
                new Content.Text("Hi"),
                new Content.ToolCall("a", "weather", "{\"city\": 1}", Optional.of(new Signature("google", "c2ln"))),
                new Content.Audio("", "wav"),
                new Content.Opaque("google", Json.object()));

        assertThat(written(reply)).isEqualTo("""
                {"id":"msg_chatcmpl-1","type":"message","role":"assistant","model":"gpt-4o","content":[\
                {"type":"thinking","thinking":"Hm","signature":""},\
                {"type":"text","text":"Hi"},\
                {"type":"thinking","thinking":"","signature":"google:call:c2ln"},\
                {"type":"tool_use","id":"a","name":"weather","input":{"city":1}}],\
                "stop_reason":"tool_use","stop_sequence":null,\
                "usage":{"input_tokens":6,"cache_creation_input_tokens":3,"cache_read_input_tokens":4,\
                "cache_creation":{"ephemeral_5m_input_tokens":1,"ephemeral_1h_input_tokens":2},"output_tokens":9}}""");
    }

    @Test
    void inThisDialectAreWhatTheyWere() {
        byte[] said = "{\"future\": 1.50}".getBytes(StandardCharsets.UTF_8);
        ChatReply reply = reply(FinishReason.STOP);

        assertThat(AnthropicReplies.write(new ChatReply(
                        "", "", reply.choices(), Optional.empty(), Optional.of(new Verbatim("anthropic", said)))))
                .isSameAs(said);
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, end_turn",
        "STOP_SEQUENCE, stop_sequence",
        "LENGTH, max_tokens",
        "TOOL_CALLS, tool_use",
        "CONTENT_FILTER, refusal",
        "OTHER, end_turn"
    })
    void everyReasonHasAWord(FinishReason reason, String word) throws Exception {
        assertThat(Json.read(AnthropicReplies.write(reply(reason, new Content.Text("Hi"))))
                        .path("stop_reason")
                        .asText())
                .isEqualTo(word);
    }

    @Test
    void whoAskedForTextIsGivenTheAnswerToolsCallAsText() {
        ChatReply reply = reply(
                FinishReason.TOOL_CALLS,
                new Content.Text("Here it is."),
                new Content.ToolCall("a", AnthropicAnswerTool.NAME, "{\"x\":1}"));

        ChatReply undone = AnthropicAnswerTool.undo(reply);

        assertThat(undone.message().content()).containsExactly(new Content.Text("{\"x\":1}"));
        assertThat(undone.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(undone.verbatim()).isEmpty();
    }

    @Test
    void otherCallsStayWhatTheyAre() {
        Content.ToolCall call = new Content.ToolCall("a", "weather", "{}");
        Content.Text text = new Content.Text("Let me look.");

        ChatReply undone = AnthropicAnswerTool.undo(reply(FinishReason.TOOL_CALLS, text, call));

        assertThat(undone.message().content()).containsExactly(text, call);
        assertThat(undone.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void cacheWritesWithoutATimeAreTheShorterOnes() throws Exception {
        assertThat(usage("{'input_tokens':1,'cache_creation_input_tokens':7}"))
                .isEqualTo(Usage.builder().input(1).cacheWrite5m(7).build());
        assertThat(
                        usage(
                                "{'input_tokens':0,'cache_creation_input_tokens':7,'cache_creation':{'ephemeral_1h_input_tokens':5}}"))
                .isEqualTo(Usage.builder().cacheWrite5m(2).cacheWrite1h(5).build());
        assertThat(
                        usage(
                                "{'output_tokens':0,'cache_creation':{'ephemeral_5m_input_tokens':2,'ephemeral_1h_input_tokens':5}}"))
                .isEqualTo(Usage.builder().cacheWrite5m(2).cacheWrite1h(5).build());
    }

    @Test
    void whatTheSumLeavesOutIsCountedToo() throws Exception {
        assertThat(usage("{'input_tokens':3,'output_tokens':4,'iterations':["
                        + "{'type':'compaction','input_tokens':100,'output_tokens':10},"
                        + "{'type':'message','input_tokens':3,'output_tokens':4}]}"))
                .isEqualTo(Usage.builder().input(103).output(14).build());
    }

    @Test
    void whereNothingIsCountedNothingIsSaid() throws Exception {
        assertThat(AnthropicUsage.read(Json.read("{}"))).isEmpty();
        assertThat(AnthropicUsage.read(Json.read("[]"))).isEmpty();
    }

    private static Usage usage(String json) throws JsonProcessingException {
        return AnthropicUsage.read(Json.read(json.replace('\'', '"'))).orElseThrow();
    }

    private static String written(ChatReply reply) {
        return new String(AnthropicReplies.write(reply), StandardCharsets.UTF_8);
    }

    private static ChatReply reply(FinishReason reason, Content... content) {
        Message message = new Message(Role.ASSISTANT, List.of(content), Optional.empty());
        return new ChatReply(
                "chatcmpl-1",
                "gpt-4o",
                List.of(new ChatReply.Choice(message, reason)),
                Optional.of(Usage.builder()
                        .input(5)
                        .cacheRead(4)
                        .cacheWrite5m(1)
                        .cacheWrite1h(2)
                        .output(9)
                        .audioInput(1)
                        .build()),
                Optional.of(new Verbatim("openai", new byte[0])));
    }
}

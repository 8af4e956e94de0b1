package io.patchbay.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.chat.CacheTime;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Content;
import io.patchbay.chat.Extra;
import io.patchbay.chat.Message;
import io.patchbay.chat.Modality;
import io.patchbay.chat.Reasoning;
import io.patchbay.chat.Reasoning.Effort;
import io.patchbay.chat.Role;
import io.patchbay.chat.Sampling;
import io.patchbay.chat.Signature;
import io.patchbay.chat.Tool;
import io.patchbay.chat.ToolChoice;
import io.patchbay.dialect.InvalidRequest;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.Unsaid;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicRequestsTest {

    private static final AnthropicModel MODEL = AnthropicModel.of("claude-sonnet-4-5", 4_096, false);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                      | messages
            {'messages':{}}                                                         | messages
            {'messages':[]}                                                         | messages
            {'messages':['Hi']}                                                     | messages[0]
            {'messages':[{'content':'Hi'}]}                                         | messages[0].role
            {'messages':[{'role':'tool','content':'Hi'}]}                           | messages[0].role
            {'messages':[{'role':'user'}]}                                          | messages[0].content
            {'messages':[{'role':'user','content':7}]}                              | messages[0].content
            {'messages':[{'role':'user','content':['Hi']}]}                         | messages[0].content[0]
            {'messages':[{'role':'user','content':[{'text':'Hi'}]}]}                | messages[0].content[0].type
            {'messages':[{'role':'user','content':[{'type':'text'}]}]}              | messages[0].content[0].text
            {'messages':[{'role':'user','content':[{'type':'image'}]}]}             | messages[0].content[0].source
            {'messages':[{'role':'user','content':[{'type':'image','source':{}}]}]} | messages[0].content[0].source.type
            {'messages':[{'role':'user','content':[{'type':'tool_result'}]}]}       | messages[0].content[0].tool_use_id
            {'messages':[{'role':'assistant','content':[{'type':'tool_use','id':'a'}]}]} | messages[0].content[0].name
            {'messages':[{'role':'user','content':'Hi'}]}                           | max_tokens
            {'messages':[{'role':'user','content':'Hi'}],'max_tokens':-1}           | max_tokens
            {'messages':[{'role':'user','content':'Hi'}],'max_tokens':'9'}          | max_tokens
            {'messages':[{'role':'user','content':'Hi'}],'system':7}                | system
            {'messages':[{'role':'user','content':'Hi'}],'model':7}                 | model
            {'messages':[{'role':'user','content':'Hi'}],'tools':[{'name':'a'}]}    | tools[0].input_schema
            {'messages':[{'role':'user','content':'Hi'}],'tools':[{'input_schema':{}}]} | tools[0].name
            {'messages':[{'role':'user','content':'Hi'}],'tool_choice':{'type':'x'}} | tool_choice.type
            {'messages':[{'role':'user','content':'Hi'}],'tool_choice':{'type':'tool'}} | tool_choice.name
            {'messages':[{'role':'user','content':'Hi'}],'thinking':{'type':'enabled'}} | thinking.budget_tokens
            {'messages':[{'role':'user','content':'Hi'}],'stop_sequences':[7]}      | stop_sequences[0]
            {'messages':[{'role':'user','content':'Hi'}],'output_config':{'format':{'type':'json_schema'}}} | output_config.format.schema
            """)
    void nameTheFieldThatIsWrong(String body, String param) throws Exception {
        JsonNode json = json(body);

        assertThatThrownBy(() -> AnthropicRequests.read(json)).isInstanceOfSatisfying(InvalidRequest.class, e -> {
            assertThat(e.param()).contains(param);
            assertThat(e.detail()).contains("'" + param + "'");
        });
    }

    @Test
    void thatAreNoObjectAreRefused() {
        assertThatThrownBy(() -> AnthropicRequests.read(json("[]"))).isInstanceOf(InvalidRequest.class);
    }

    @Test
    void needNoLimitToBeCounted() throws Exception {
        JsonNode body = json("{'messages':[{'role':'user','content':'Hi'}]}");

        assertThat(AnthropicRequests.readToCount(body).request().sampling().maxTokens())
                .isEmpty();
    }

    @Test
    void resultsOfToolsComeInFrontEachAsAMessage() throws Exception {
        ChatRequest request = read("""
                {'messages': [{'role': 'user', 'content': [
                  {'type': 'text', 'text': 'And?'},
                  {'type': 'tool_result', 'tool_use_id': 'a', 'content': 'Sunny', 'cache_control': {'type': 'ephemeral', 'ttl': '1h'}},
                  {'type': 'tool_result', 'tool_use_id': 'b', 'is_error': true}]}]}""");

        assertThat(request.messages())
                .containsExactly(
                        message(
                                Role.TOOL,
                                new Content.ToolResult(
                                        "a",
                                        List.of(new Content.Text("Sunny"), new Content.CacheMark(CacheTime.ONE_HOUR)),
                                        false)),
                        message(Role.TOOL, new Content.ToolResult("b", List.of(), true)),
                        message(Role.USER, new Content.Text("And?")));
    }

    @Test
    void marksStandBehindWhatTheyMark() throws Exception {
        ChatRequest request = read("""
                {'system': [{'type': 'text', 'text': 'Be brief.', 'cache_control': {'type': 'ephemeral'}}],
                 'messages': [{'role': 'user', 'content': 'Hi'}],
                 'tools': [{'name': 'a', 'input_schema': {'type': 'object'}, 'cache_control': {'type': 'ephemeral'}},
                           {'type': 'web_search_20250305', 'name': 'web_search', 'cache_control': {'type': 'ephemeral'}}]}""");

        assertThat(request.messages().getFirst())
                .isEqualTo(message(
                        Role.SYSTEM, new Content.Text("Be brief."), new Content.CacheMark(CacheTime.FIVE_MINUTES)));
        assertThat(request.tools())
                .hasSize(3)
                .satisfies(tools -> assertThat(tools.get(1)).isEqualTo(new Tool.CacheMark(CacheTime.FIVE_MINUTES)))
                .last()
                .isInstanceOfSatisfying(
                        Tool.Vendor.class,
                        tool -> assertThat(tool.json().has("cache_control")).isTrue());
    }

    @Test
    void whatHasNoWordStaysTheBlockThatItIs() throws Exception {
        ChatRequest request = read("""
                {'messages': [{'role': 'user', 'content': [
                  {'type': 'container_upload', 'file_id': 'f'},
                  {'type': 'image', 'source': {'type': 'file', 'file_id': 'f'}},
                  {'type': 'document', 'source': {'type': 'content', 'content': 'a'}}]}]}""");

        assertThat(request.messages().getFirst().content()).hasSize(3).allMatch(Content.Opaque.class::isInstance);
        assertThat(write(request.toBuilder().build())
                        .at("/messages/0/content/1/source/file_id")
                        .asText())
                .isEqualTo("f");
    }

    @Test
    void sayHowToThink() throws Exception {
        assertThat(reasoning("{'thinking':{'type':'disabled'},'output_config':{'effort':'high'}}"))
                .isEqualTo(Reasoning.of(Effort.NONE));
        assertThat(reasoning("{'thinking':{'type':'enabled','budget_tokens':2048,'display':'omitted'}}"))
                .isEqualTo(new Reasoning(Optional.empty(), OptionalInt.of(2048), Optional.of(false)));
        assertThat(reasoning("{'thinking':{'type':'adaptive'},'output_config':{'effort':'xhigh'}}"))
                .isEqualTo(Reasoning.of(Effort.MAX));
        assertThat(reasoning("{'output_config':{'effort':'medium'}}")).isEqualTo(Reasoning.of(Effort.MEDIUM));
    }

    @Test
    void keepFieldsWithoutAWord() throws Exception {
        Extra extra = read("""
                {'messages': [{'role': 'user', 'content': 'Hi'}], 'container': 'c', 'service_tier': 'auto',
                 'output_config': {'effort': 'low', 'task_budget': {'total': 9}}}""").extra();

        assertThat(extra.fields().keySet()).containsExactlyInAnyOrder("container", "service_tier", "output_config");
        assertThat(extra.essential()).contains("container", "mcp_servers");
        assertThatThrownBy(() ->
                        Unsaid.of(ChatRequest.builder().user("Hi").extra(extra).build(), "openai"))
                .isInstanceOf(CallFailed.class);
    }

    @Test
    void onlyARequestThatGoesOnWithAThreadNeedsIt() throws Exception {
        String request = "{'max_tokens': 9, 'messages': [{'role': 'user', 'content': 'Hi'}], 'thread': %s}";

        assertThat(read(request.formatted("{'type': 'create'}")).extra().essential())
                .doesNotContain("thread");
        assertThat(read(request.formatted("{'type': 'continue', 'previous_message_id': 'msg_1'}"))
                        .extra()
                        .essential())
                .contains("thread", "container");
    }

    @Test
    void extraFieldsStandBesideOursInOneObject() throws Exception {
        ChatRequest request = ChatRequest.builder()
                .user("Hi")
                .reasoning(Reasoning.of(Effort.LOW))
                .extra(Map.of("output_config", json("{'task_budget':{'total':9}}"), "container", json("'c'")))
                .build();

        JsonNode written = AnthropicRequests.write(
                request, AnthropicModel.of("claude-opus-4-7", 9, false), Unsaid.of(request, Anthropic.DIALECT));

        assertThat(written.path("output_config")).isEqualTo(json("{'task_budget':{'total':9},'effort':'low'}"));
        assertThat(written.path("container").asText()).isEqualTo("c");
    }

    @Test
    void ofThisDialectAreSentAsTheyCame() throws Exception {
        JsonNode body = json("{'model':'m','stream':true,'messages':[{'role':'user','content':'Hi'}],'future':[1.50]}");
        JsonNode before = body.deepCopy();

        JsonNode written = write(AnthropicRequests.readToCount(body).request());

        assertThat(written)
                .isEqualTo(json("{'messages':[{'role':'user','content':'Hi'}],'future':[1.50],'max_tokens':4096}"));
        assertThat(body).isEqualTo(before);
    }

    @Test
    void refuseWhatWouldMakeItAnotherAnswer() {
        assertRefused(request().sampling(Sampling.builder().n(2).build()), "n");
        assertRefused(request().sampling(Sampling.builder().logProbs(0).build()), "logprobs");
        assertRefused(request().modalities(Set.of(Modality.TEXT, Modality.AUDIO)), "modalities");
        assertRefused(request().message(message(Role.USER, new Content.Audio("", "wav"))), "messages[1].content");
        assertRefused(
                request().message(message(Role.USER, new Content.Image("data:,x", Optional.empty()))),
                "messages[1].content");
        assertRefused(
                request()
                        .message(message(
                                Role.USER,
                                new Content.File(
                                        Optional.empty(), Optional.empty(), "data:application/zip;base64,UEs="))),
                "messages[1].content");
        assertRefused(
                request().message(message(Role.USER, new Content.Opaque("google", Json.object()))),
                "messages[1].content");
        assertRefused(
                request()
                        .message(message(
                                Role.TOOL,
                                new Content.ToolResult(
                                        "a", List.of(new Content.Opaque("google", Json.object())), false))),
                "messages[1].content");
        assertRefused(request().tool(new Tool.Vendor("openai", Json.object())), "tools[0]");
    }

    @Test
    void aCallCanNoMoreBeForcedOfTheNewestModels() {
        ChatRequest request = request().toolChoice(new ToolChoice.Required()).build();
        AnthropicModel newest = AnthropicModel.of("claude-sonnet-5-5", 9, false);

        assertThatThrownBy(() -> AnthropicRequests.write(request, newest, Unsaid.of(request, Anthropic.DIALECT)))
                .isInstanceOfSatisfying(
                        CallFailed.class,
                        e -> assertThat(e.failure())
                                .isInstanceOfSatisfying(
                                        Failure.Unsupported.class,
                                        f -> assertThat(f.param()).isEqualTo("tool_choice")));
    }

    @Test
    void foreignProofsThatClientsSendBackAreKnownAgain() throws Exception {
        ChatRequest request = read("""
                {'messages': [{'role': 'user', 'content': 'Hi'}, {'role': 'assistant', 'content': [
                  {'type': 'thinking', 'thinking': 'Hm', 'signature': 'google:abc'},
                  {'type': 'thinking', 'thinking': '', 'signature': 'google:call:def'},
                  {'type': 'tool_use', 'id': 'a', 'name': 'weather', 'input': {}},
                  {'type': 'thinking', 'thinking': 'Unsigned', 'signature': ''},
                  {'type': 'redacted_thinking', 'data': 'own'}]}]}""");

        assertThat(request.messages().getLast().content())
                .containsExactly(
                        new Content.Thinking("Hm", Optional.of(new Signature("google", "abc"))),
                        new Content.ToolCall("a", "weather", "{}", Optional.of(new Signature("google", "def"))),
                        new Content.Thinking("Unsigned", Optional.empty()),
                        new Content.RedactedThinking(new Signature("anthropic", "own")));
        assertThat(write(request.toBuilder().build()).at("/messages/1/content"))
                .isEqualTo(json("[{'type':'tool_use','id':'a','name':'weather','input':{}},"
                        + "{'type':'redacted_thinking','data':'own'}]"));
    }

    private static void assertRefused(ChatRequest.Builder builder, String param) {
        ChatRequest request = builder.build();
        assertThatThrownBy(() -> write(request))
                .isInstanceOfSatisfying(
                        CallFailed.class,
                        e -> assertThat(e.failure())
                                .isInstanceOfSatisfying(
                                        Failure.Unsupported.class,
                                        f -> assertThat(f.param()).isEqualTo(param)));
    }

    private static Reasoning reasoning(String fields) throws JsonProcessingException {
        String body = "{'messages':[{'role':'user','content':'Hi'}]," + fields.substring(1);
        return read(body).reasoning().orElseThrow();
    }

    private static ChatRequest.Builder request() {
        return ChatRequest.builder().user("Hi");
    }

    private static Message message(Role role, Content... content) {
        return new Message(role, List.of(content), Optional.empty());
    }

    private static JsonNode write(ChatRequest request) {
        return AnthropicRequests.write(request, MODEL, Unsaid.of(request, Anthropic.DIALECT));
    }

    private static ChatRequest read(String body) throws JsonProcessingException {
        return AnthropicRequests.readToCount(json(body)).request();
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return Json.read(text.replace('\'', '"'));
    }
}

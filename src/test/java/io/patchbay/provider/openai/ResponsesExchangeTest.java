package io.patchbay.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.catalogue.Capability;
import io.patchbay.chat.ChatRequest;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.completions.CompletionsRequests;
import io.patchbay.dialect.responses.ResponsesRequests;
import io.patchbay.provider.Dialect.StreamReader;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.ProviderSettings.Endpoint;
import io.patchbay.provider.ProviderSettings.StructuredOutput;
import io.patchbay.provider.ProviderSettingsBuilder;
import io.patchbay.provider.Target;
import io.patchbay.provider.WireCall;
import io.patchbay.provider.WireRequest;
import io.patchbay.testing.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A call in the form in which it was asked for, where the row has it. */
class ResponsesExchangeTest {

    private static final String HI =
            "{\"model\": \"mine\", \"input\": \"Hi\", \"unheard_of\": {\"x\": [1.50]}, \"stream\": true}";

    private final OpenAiDialect dialect = new OpenAiDialect();

    @ParameterizedTest
    @CsvSource({
        "https://api.example/v1, , https://api.example/v1/responses",
        "https://r.azure.example, '', https://r.azure.example/openai/v1/responses",
        "https://r.azure.example, 2025-03-01-preview,"
                + " https://r.azure.example/openai/responses?api-version=2025-03-01-preview"
    })
    void theAddressIsTheRows(String base, String azureVersion, String expected) {
        ProviderSettingsBuilder row = row().baseUrl(Optional.of(URI.create(base)));
        if (azureVersion != null) {
            row.azure(Optional.of(
                    new ProviderSettings.Azure(Optional.of(azureVersion).filter(text -> !text.isEmpty()))));
        }

        assertThat(wire(row, response(HI), true).uri()).hasToString(expected);
    }

    @Test
    void whatCameGoesAsItIsSaveTheModel() {
        JsonNode sent = body(wire(row(), response(HI), true));

        assertThat(sent).isEqualTo(json(HI.replace("mine", "m")));
        assertThat(body(wire(row(), response(HI), false)))
                .isEqualTo(json("{\"model\": \"m\", \"input\": \"Hi\", \"unheard_of\": {\"x\": [1.50]}}"));
    }

    @Test
    void aRowWithoutResponsesIsAskedInAChat() {
        WireRequest wire = wire(Rows.provider("any").toBuilder(), response(HI), true);

        assertThat(wire.uri().getPath()).endsWith("/chat/completions");
        assertThat(body(wire).at("/messages/0/content").asText()).isEqualTo("Hi");
        assertThat(wire.leftOut()).containsExactly("unheard_of");
    }

    @Test
    void aRowWithoutResponsesRefusesWhatNeedsThem() {
        assertThatThrownBy(() -> wire(
                        Rows.provider("any").toBuilder(),
                        response("{\"input\": \"Hi\", \"previous_response_id\": \"resp_1\"}"),
                        false))
                .isInstanceOfSatisfying(
                        CallFailed.class,
                        e -> assertThat(e.failure())
                                .isEqualTo(new Failure.Unsupported(
                                        "The model's vendor has no way to take 'previous_response_id'.",
                                        "previous_response_id")));
    }

    @Test
    void aChatIsToldNothingThatOnlyResponsesKnow() {
        ChatRequest request = response("""
                {"input": [
                  {"role": "user", "content": "Weather?"},
                  {"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "gAAA"},
                  {"type": "web_search_call", "id": "ws_1", "status": "completed"},
                  {"type": "function_call", "call_id": "c", "name": "look", "arguments": "{}"},
                  {"type": "function_call_output", "call_id": "c", "output": "sunny"},
                  {"type": "web_search_call", "id": "ws_2", "status": "completed"},
                  {"role": "user", "content": "And?"}]}""");

        JsonNode messages =
                body(wire(Rows.provider("any").toBuilder(), request, false)).path("messages");

        assertThat(messages.findValuesAsText("role")).containsExactly("user", "assistant", "tool", "user");
        assertThat(messages.get(1).path("tool_calls")).hasSize(1);
        assertThat(messages.get(1).has("reasoning_details") || messages.get(1).has("extra_content"))
                .isFalse();
    }

    /** It is no longer what came, but still asks for a response. */
    @Test
    void aRepairGoesTheSameWay() {
        ChatRequest repair =
                response(HI).toBuilder().assistant("No JSON").user("Again").build();

        WireRequest wire = wire(row(), repair, false);

        assertThat(wire.uri().getPath()).endsWith("/responses");
        assertThat(body(wire).path("input")).hasSize(3);
    }

    @Test
    void limitAndHintAreTheRows() {
        ChatRequest asked = response("""
                {"input": "Hi", "instructions": "Be brief", "text": {"verbosity": "low",
                 "format": {"type": "json_schema", "name": "x", "schema": {"type": "object"}}}}""");

        JsonNode sent = body(
                wire(row().maxTokens(OptionalInt.of(99)).structuredOutput(StructuredOutput.JSON_OBJECT), asked, false));

        assertThat(sent.path("max_output_tokens").asInt()).isEqualTo(99);
        assertThat(sent.path("text"))
                .isEqualTo(json("{\"verbosity\": \"low\", \"format\": {\"type\": \"json_object\"}}"));
        assertThat(sent.path("instructions").asText())
                .contains("{\"type\":\"object\"}")
                .endsWith("Be brief");
        assertThat(asked.original().orElseThrow().body().at("/text/format/type").asText())
                .isEqualTo("json_schema");
    }

    @Test
    void aPromptForAModelThatChatsIsPutToItInAChat() {
        ProviderSettings row = row().build();
        Target chats = Target.of(row, "m", Optional.of(Rows.model("any", "m")));
        Target completes =
                Target.of(row, "m", Optional.of(Rows.model("any", "m").able(Set.of(Capability.COMPLETIONS))));

        assertThat(path(chats, completion("{\"prompt\": \"Hi\"}"))).endsWith("/chat/completions");
        assertThat(path(chats, completion("{\"prompt\": \"Hi\", \"suffix\": \"!\"}")))
                .endsWith("any/completions");
        assertThat(path(completes, completion("{\"prompt\": \"Hi\"}"))).endsWith("any/completions");
        assertThat(path(Rows.target(row, "m"), completion("{\"prompt\": \"Hi\"}")))
                .endsWith("any/completions");
        assertThat(path(Rows.target(Rows.provider("any"), "m"), completion("{\"prompt\": \"Hi\"}")))
                .endsWith("/chat/completions");
    }

    @Test
    void whatIsNothingButAResponsesOwnIsNotPutToAChat() {
        ChatRequest request = response("""
                {"input": [{"role": "assistant", "content": [{"type": "input_file", "filename": "a.pdf"}]}]}""");

        assertThatThrownBy(() -> wire(Rows.provider("any").toBuilder(), request, true))
                .isInstanceOfSatisfying(
                        CallFailed.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Unsupported.class));
        assertThat(wire(row(), request, true).uri().getPath()).endsWith("/responses");
    }

    @Test
    void aStreamedCompletionIsAskedForItsUsage() {
        JsonNode sent = body(wire(row(), completion("{\"prompt\": \"Hi\"}"), true));

        assertThat(sent)
                .isEqualTo(json("{\"prompt\": \"Hi\", \"model\": \"m\", \"stream\": true,"
                        + " \"stream_options\": {\"include_usage\": true}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | Garbled",
                "<html> | Garbled",
                "{} | Garbled",
                "[] | Garbled",
                "{\"output\": [1]} | Garbled",
                "{\"output\": [{\"type\": \"message\"}]} | Garbled",
                "{\"status\": \"cancelled\", \"output\": []} | Unavailable",
                "{\"status\": \"failed\", \"output\": []} | Unavailable",
                "{\"status\": \"failed\", \"error\": {\"code\": \"server_error\", \"message\": \"x\"}} | Unavailable",
                "{\"status\": \"failed\", \"error\": {\"code\": \"rate_limit_exceeded\", \"message\": \"x\"}} | Throttled",
                "{\"status\": \"failed\", \"error\": {\"code\": \"invalid_prompt\", \"message\": \"x\"}} | Rejected",
                "{\"status\": \"failed\", \"error\": {\"code\": \"image_too_large\", \"message\": \"x\"}} | Rejected",
                "{\"status\": \"failed\", \"error\": {\"code\": \"bio_policy\", \"message\": \"x\"}} | ContentFiltered",
                "{\"error\": {\"code\": \"context_length_exceeded\", \"message\": \"x\"}} | ContextTooLong",
                "{\"error\": {\"code\": \"invalid_api_key\", \"message\": \"x\"}} | Unauthenticated"
            })
    void anAnswerThatIsNoneIsAFailure(String answer, String failure) {
        WireCall call = dialect.chat(Rows.target(row().build(), "m"), response(HI), false);

        CallFailed failed = catchThrowableOfType(
                CallFailed.class, () -> call.whole().apply(answer.getBytes(StandardCharsets.UTF_8)));

        assertThat(failed.failure().getClass().getSimpleName()).isEqualTo(failure);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no json | Garbled",
                "[] | Garbled",
                "{\"type\": \"response.output_item.done\", \"item\": 1} | Garbled",
                "{\"type\": \"response.output_item.added\", \"item\": {\"type\": \"function_call\"}} | Garbled",
                "{\"type\": \"error\", \"code\": \"rate_limit_exceeded\", \"message\": \"x\", \"param\": null} | Throttled",
                "{\"type\": \"error\", \"code\": null, \"message\": \"x\"} | Unavailable",
                "{\"type\": \"error\", \"error\": {\"type\": \"invalid_request_error\", \"code\": \"x\", \"message\": \"x\"}}"
                        + " | Rejected",
                "{\"type\": \"response.failed\", \"response\": {\"status\": \"failed\","
                        + " \"error\": {\"code\": \"server_error\", \"message\": \"x\"}}} | Unavailable",
                "{\"type\": \"response.failed\", \"response\": {}} | Unavailable"
            })
    void anErrorInAStreamIsAFailure(String event, String failure) {
        StreamReader reader = new ResponsesStreamReader();

        CallFailed failed = catchThrowableOfType(CallFailed.class, () -> read(reader, event));

        assertThat(failed.failure().getClass().getSimpleName()).isEqualTo(failure);
        assertThat(reader.complete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "incomplete"})
    void aStreamIsWholeWithItsLastEvent(String status) {
        StreamReader reader = new ResponsesStreamReader();
        read(reader, "{\"type\": \"response.created\", \"response\": {\"id\": \"r\"}}");

        assertThat(reader.ended()).isFalse();
        assertThat(reader.complete()).isFalse();
        read(reader, "{\"type\": \"response." + status + "\", \"response\": {\"status\": \"" + status + "\"}}");
        assertThat(reader.ended()).isTrue();
        assertThat(reader.complete()).isTrue();
        assertThat(reader.read("", "late".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(reader.complete()).isTrue();
    }

    @Test
    void aStreamThatOnlySaysThatItIsDoneWasCut() {
        StreamReader reader = new ResponsesStreamReader();
        read(reader, "{\"type\": \"response.created\", \"response\": {\"id\": \"r\"}}");

        reader.read("", "[DONE]".getBytes(StandardCharsets.UTF_8));

        assertThat(reader.ended()).isTrue();
        assertThat(reader.complete()).isFalse();
    }

    private static void read(StreamReader reader, String data) {
        reader.read("", data.getBytes(StandardCharsets.UTF_8));
    }

    private static ProviderSettingsBuilder row() {
        return Rows.provider("any").toBuilder().endpoints(EnumSet.allOf(Endpoint.class));
    }

    private static ChatRequest response(String body) {
        return ResponsesRequests.read(json(body)).request();
    }

    private static ChatRequest completion(String body) {
        return CompletionsRequests.read(json(body)).request();
    }

    private WireRequest wire(ProviderSettingsBuilder row, ChatRequest request, boolean streamed) {
        return dialect.chat(Rows.target(row.build(), "m"), request, streamed).request();
    }

    private String path(Target target, ChatRequest request) {
        return dialect.chat(target, request, false).request().uri().getPath();
    }

    private static JsonNode body(WireRequest wire) {
        try {
            return Json.read(wire.body().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return Json.read(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

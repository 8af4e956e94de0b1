package io.patchbay.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.catalogue.Capability;
import io.patchbay.catalogue.Manner;
import io.patchbay.catalogue.Model;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Chunk;
import io.patchbay.chat.Content;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.Message;
import io.patchbay.chat.ResponseFormat;
import io.patchbay.chat.Role;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.anthropic.AnthropicRequests;
import io.patchbay.provider.Dialect;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.ProviderSettings.Unsupported;
import io.patchbay.provider.Target;
import io.patchbay.provider.WireCall;
import io.patchbay.provider.WireRequest;
import io.patchbay.testing.Rows;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnthropicDialectTest {

    private static final ChatRequest HI = ChatRequest.of("Hi");
    private static final ChatRequest IN_A_FORM = ChatRequest.builder()
            .user("Hi")
            .responseFormat(new ResponseFormat.JsonSchema(
                    "point", Json.object().put("type", "object").set("properties", Json.object()), true))
            .build();

    private final AnthropicDialect dialect = new AnthropicDialect();

    @Test
    void itsModelsAreAskedForByOneLongPage() {
        Dialect.Listing listing =
                dialect.models(row().baseUrl(uri("https://api.example/v1/")).build());

        assertThat(listing.request().uri()).hasToString("https://api.example/v1/models?limit=1000");
        assertThat(listing.request().headers()).containsKey("anthropic-version");
        assertThat(listing.names()
                        .apply("{\"data\": [{\"type\": \"model\", \"id\": \"claude\"}]}"
                                .getBytes(StandardCharsets.UTF_8)))
                .containsExactly("claude");
    }

    @Test
    void messagesArePostedWithTheVersion() throws Exception {
        WireRequest request =
                send(row().baseUrl(uri("https://api.anthropic.com/v1/")).build(), HI, true);

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).isEqualTo(URI.create("https://api.anthropic.com/v1/messages"));
        assertThat(request.headers())
                .containsOnly(Map.entry("anthropic-version", "2023-06-01"), Map.entry("Accept", "text/event-stream"));
        assertThat(body(request))
                .isEqualTo(Json.read("{\"max_tokens\":4096,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                        + "\"model\":\"claude-haiku-4-5\",\"stream\":true}"));
    }

    @Test
    void aWholeAnswerIsAskedForWithoutStream() throws Exception {
        JsonNode original = Json.read("{\"model\":\"x\",\"stream\":true,\"max_tokens\":9,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");

        WireRequest request =
                send(row().build(), AnthropicRequests.read(original).request(), false);

        assertThat(request.headers()).containsEntry("Accept", "application/json");
        assertThat(body(request).has("stream")).isFalse();
        assertThat(body(request).path("model").asText()).isEqualTo("claude-haiku-4-5");
    }

    @Test
    void theRowsHeadersCountAndBlankOnesAreNotSent() {
        WireRequest request = send(
                row().headers(Map.of("Anthropic-Version", "2024-01-01", "anthropic-beta", "a", "x-empty", " "))
                        .build(),
                withFile(),
                false);

        assertThat(request.headers())
                .containsEntry("anthropic-version", "2024-01-01")
                .containsEntry("anthropic-beta", "a,files-api-2025-04-14")
                .doesNotContainKey("x-empty");
    }

    @Test
    void uploadedFilesAreABeta() {
        assertThat(send(row().build(), withFile(), false).headers())
                .containsEntry("anthropic-beta", "files-api-2025-04-14");
    }

    @Test
    void theLimitIsTheCallersElseTheRowsElseTheCatalogues() throws Exception {
        ProviderSettings row = row().build();
        ProviderSettings limited = row().maxTokens(OptionalInt.of(700)).build();
        Optional<Model> listed = Optional.of(model(OptionalInt.of(64_000)));
        ChatRequest own = ChatRequest.builder().user("Hi").maxTokens(5).build();

        assertThat(limit(Target.of(limited, "claude-haiku-4-5", listed), own)).isEqualTo(5);
        assertThat(limit(Target.of(limited, "claude-haiku-4-5", listed), HI)).isEqualTo(700);
        assertThat(limit(Target.of(row, "claude-haiku-4-5", listed), HI)).isEqualTo(64_000);
        assertThat(limit(Target.of(row, "claude-haiku-4-5", Optional.empty()), HI))
                .isEqualTo(4_096);
    }

    @Test
    void theRowsFieldsAreLeftOutAndNamed() throws Exception {
        ProviderSettings row = row().fields(new ProviderSettings.Fields(
                        Map.of("max_tokens", "limit"), Map.of(), Set.of("temperature"), Unsupported.DROP))
                .build();

        WireRequest request =
                send(row, ChatRequest.builder().user("Hi").temperature(0.5).build(), false);

        assertThat(request.leftOut()).containsExactly("temperature");
        assertThat(body(request).path("limit").asInt()).isEqualTo(4_096);
    }

    @Test
    void anAnswerByToolIsReadAsTheTextThatWasAskedFor() {
        WireCall call = dialect.chat(Rows.target(row().build(), "claude-sonnet-4-0"), IN_A_FORM, false);

        ChatReply reply = (ChatReply) call.whole().apply(bytes("""
                {"id": "msg_1", "model": "m", "stop_reason": "tool_use", "content": [
                 {"type": "tool_use", "id": "a", "name": "patchbay_answer", "input": {"x": 1}}]}"""));

        assertThat(reply.text()).isEqualTo("{\"x\":1}");
        assertThat(reply.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(reply.verbatim()).isEmpty();
    }

    @Test
    void anAnswerByToolIsStreamedAsTheTextThatWasAskedFor() {
        WireCall call = dialect.chat(Rows.target(row().build(), "claude-sonnet-4-0"), IN_A_FORM, true);

        List<ChatEvent> events = read(call.stream().get(), """
                {"type":"message_start","message":{"id":"msg_1","model":"m"}}
                {"type":"content_block_start","index":0,"content_block":{"type":"text","text":"Here it is."}}
                {"type":"content_block_stop","index":0}
                {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"a","name":"patchbay_answer","input":{}}}
                {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\\"x\\""}}
                {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":":1}"}}
                {"type":"content_block_stop","index":1}
                {"type":"message_delta","delta":{"stop_reason":"tool_use"}}
                {"type":"message_stop"}
                """);

        assertThat(events)
                .containsExactly(
                        new ChatEvent.Started("msg_1", "m"),
                        new ChatEvent.Text(0, "{\"x\""),
                        new ChatEvent.Text(0, ":1}"),
                        new ChatEvent.Finished(0, FinishReason.STOP));
    }

    @Test
    void whatIsSaidInsteadOfTheToolsCallIsTheAnswer() {
        WireCall call = dialect.chat(Rows.target(row().build(), "claude-sonnet-4-0"), IN_A_FORM, true);

        List<ChatEvent> events = read(call.stream().get(), """
                {"type":"content_block_start","index":0,"content_block":{"type":"text","text":"I won't."}}
                {"type":"content_block_stop","index":0}
                {"type":"message_delta","delta":{"stop_reason":"refusal"}}
                """);

        assertThat(events)
                .containsExactly(
                        new ChatEvent.Text(0, "I won't."), new ChatEvent.Finished(0, FinishReason.CONTENT_FILTER));
    }

    @Test
    void theModelsOwnFormNeedsNoTool() throws Exception {
        WireRequest request = send(row().build(), IN_A_FORM, false);

        assertThat(body(request).has("tools")).isFalse();
        assertThat(body(request).at("/output_config/format/type").asText()).isEqualTo("json_schema");
    }

    @Test
    void ofUnknownNamesTheCatalogueSaysWhetherTheyFollowSchemas() throws Exception {
        Target listed = Target.of(row().build(), "glm-5", Optional.of(model(OptionalInt.empty())));

        WireRequest request = dialect.chat(listed, IN_A_FORM, false).request();

        assertThat(body(request).at("/output_config/format/type").asText()).isEqualTo("json_schema");
    }

    private static List<ChatEvent> read(Dialect.StreamReader reader, String lines) {
        List<ChatEvent> events = new ArrayList<>();
        for (String line : lines.split("\n", -1)) {
            if (!line.isBlank()) {
                Chunk chunk = reader.read("", bytes(line)).orElseThrow();
                assertThat(chunk.verbatim()).isEmpty();
                events.addAll(chunk.events());
            }
        }
        return events;
    }

    private static ChatRequest withFile() {
        Content file = new Content.File(Optional.empty(), Optional.empty(), "file_011");
        return ChatRequest.builder()
                .message(new Message(Role.USER, List.of(file), Optional.empty()))
                .build();
    }

    private static Model model(OptionalInt outputLimit) {
        Model plain = Rows.model("anthropic", "glm-5");
        return new Model(
                plain.provider(),
                plain.id(),
                plain.also(),
                plain.wireId(),
                plain.contextWindow(),
                outputLimit,
                Set.of(Capability.STRUCTURED_OUTPUT),
                plain.prices(),
                plain.source(),
                plain.effectiveFrom(),
                plain.deprecated(),
                Manner.USUAL);
    }

    private static io.patchbay.provider.ProviderSettingsBuilder row() {
        return Rows.provider("anthropic").toBuilder();
    }

    private static Optional<URI> uri(String address) {
        return Optional.of(URI.create(address));
    }

    private WireRequest send(ProviderSettings row, ChatRequest request, boolean streamed) {
        return dialect.chat(Rows.target(row, "claude-haiku-4-5"), request, streamed)
                .request();
    }

    private int limit(Target target, ChatRequest request) throws IOException {
        return body(dialect.chat(target, request, false).request())
                .path("max_tokens")
                .asInt();
    }

    private static JsonNode body(WireRequest request) throws IOException {
        return Json.read(request.body().orElseThrow());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

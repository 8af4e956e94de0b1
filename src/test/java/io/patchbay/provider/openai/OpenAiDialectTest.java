package io.patchbay.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.catalogue.Capability;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.ResponseFormat;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.openai.OpenAiRequests;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.ProviderSettings.Fields;
import io.patchbay.provider.ProviderSettings.StructuredOutput;
import io.patchbay.provider.ProviderSettings.Unsupported;
import io.patchbay.provider.ProviderSettingsBuilder;
import io.patchbay.provider.Target;
import io.patchbay.provider.WireRequest;
import io.patchbay.testing.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiDialectTest {

    private static final ChatRequest HI = ChatRequest.of("Hi");

    private final OpenAiDialect dialect = new OpenAiDialect();

    @ParameterizedTest
    @CsvSource({
        "https://api.example/v1, , https://api.example/v1/chat/completions",
        "https://api.example/v1/, , https://api.example/v1/chat/completions",
        "https://r.azure.example, '', https://r.azure.example/openai/v1/chat/completions",
        "https://r.azure.example/openai/v1, '', https://r.azure.example/openai/v1/chat/completions",
        "https://r.azure.example, 2024-10-21,"
                + " https://r.azure.example/openai/deployments/my%20model/chat/completions?api-version=2024-10-21"
    })
    void theAddressIsTheRows(String base, String azureVersion, String expected) {
        ProviderSettingsBuilder row = row().baseUrl(Optional.of(URI.create(base)));
        if (azureVersion != null) {
            row.azure(Optional.of(
                    new ProviderSettings.Azure(Optional.of(azureVersion).filter(text -> !text.isEmpty()))));
        }

        WireRequest wire = request(Rows.target(row.build(), "my model"), HI, false);

        assertThat(wire.uri()).hasToString(expected);
        assertThat(wire.method()).isEqualTo("POST");
        assertThat(wire.streamed()).isFalse();
    }

    @Test
    void blankHeadersAreNotSent() {
        ProviderSettings row =
                row().headers(Map.of("X-Title", "Patchbay", "X-Blank", " ")).build();

        assertThat(request(Rows.target(row, "m"), HI, false).headers())
                .isEqualTo(Map.of("X-Title", "Patchbay", "Accept", "application/json"));
        assertThat(request(Rows.target(row, "m"), HI, true).headers()).containsEntry("Accept", "text/event-stream");
    }

    @Test
    void theRowsLimitHoldsWhereTheCallerNamesNone() {
        ProviderSettings row = row().maxTokens(OptionalInt.of(9)).build();

        assertThat(body(row, HI, false).path("max_tokens").asInt()).isEqualTo(9);
        assertThat(body(row, ChatRequest.builder().user("Hi").maxTokens(5).build(), false)
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(5);
        assertThat(body(row, incoming("\"max_completion_tokens\": 7"), false).has("max_tokens"))
                .isFalse();
    }

    @Test
    void aVendorWithoutSchemasIsGivenAHint() {
        JsonNode schema = Json.object().put("type", "object");
        ChatRequest asked = ChatRequest.builder()
                .user("Hi")
                .responseFormat(new ResponseFormat.JsonSchema("x", schema, true))
                .build();

        JsonNode hinted =
                body(row().structuredOutput(StructuredOutput.JSON_OBJECT).build(), asked, false);
        JsonNode plain = body(row().build(), asked, false);

        assertThat(hinted.at("/response_format/type").asText()).isEqualTo("json_object");
        assertThat(hinted.at("/messages/0/content").asText()).contains(schema.toString());
        assertThat(hinted.at("/messages/1/content").asText()).isEqualTo("Hi");
        assertThat(plain.at("/response_format/type").asText()).isEqualTo("json_schema");
        assertThat(plain.path("messages")).hasSize(1);
    }

    @Test
    void aStreamIsAskedForItsUsage() {
        JsonNode asked = body(row().build(), incoming("\"stream_options\": {\"other\": 1}"), true);
        JsonNode unasked = body(row().streamUsage(false).build(), incoming("\"stream_options\": {\"other\": 1}"), true);
        JsonNode whole = body(row().build(), incoming("\"stream\": true, \"stream_options\": {}"), false);

        assertThat(asked.path("stream").asBoolean()).isTrue();
        assertThat(asked.path("stream_options"))
                .isEqualTo(Json.object().put("other", 1).put("include_usage", true));
        assertThat(unasked.path("stream").asBoolean()).isTrue();
        assertThat(unasked.has("stream_options")).isFalse();
        assertThat(whole.has("stream") || whole.has("stream_options")).isFalse();
    }

    @Test
    void fieldsAreTheVendors() {
        ProviderSettings row = row().fields(new Fields(
                        Map.of("seed", "random_seed"),
                        Map.of("max_tokens", "max_completion_tokens"),
                        Set.of("logit_bias", "user"),
                        Unsupported.DROP))
                .build();
        ChatRequest asked = incoming("\"seed\": 7, \"max_tokens\": 9, \"logit_bias\": {}, \"user\": \"u\"");
        Target thinking = Target.of(row, "m", Optional.of(Rows.model("any", "m").able(Set.of(Capability.REASONING))));

        JsonNode plain = body(row, asked, false);
        JsonNode reasoned = json(request(thinking, asked, false));

        assertThat(plain.path("random_seed").asInt()).isEqualTo(7);
        assertThat(plain.path("max_tokens").asInt()).isEqualTo(9);
        assertThat(plain.has("seed") || plain.has("user") || plain.has("logit_bias"))
                .isFalse();
        assertThat(reasoned.path("max_completion_tokens").asInt()).isEqualTo(9);
        assertThat(request(thinking, asked, false).leftOut()).containsExactly("logit_bias", "user");
    }

    private static ProviderSettingsBuilder row() {
        return Rows.provider("any").toBuilder();
    }

    private static ChatRequest incoming(String fields) {
        return OpenAiRequests.read(
                        parsed("{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}], " + fields + "}"))
                .request();
    }

    private WireRequest request(Target target, ChatRequest request, boolean streamed) {
        return dialect.chat(target, request, streamed).request();
    }

    private JsonNode body(ProviderSettings row, ChatRequest request, boolean streamed) {
        return json(request(Rows.target(row, "m"), request, streamed));
    }

    private static JsonNode json(WireRequest wire) {
        try {
            return Json.read(wire.body().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parsed(String json) {
        try {
            return Json.read(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.dialect.Json;
import io.patchbay.testing.Arrival;
import io.patchbay.testing.Client;
import io.patchbay.testing.Recording;
import io.patchbay.testing.RunningPatchbay;
import io.patchbay.testing.Upstream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors over REST: recorded calls, requests that are cut, and what happens when a part fails. */
@ExtendWith(RunningPatchbay.Extension.class)
class EmbeddingsIT {

    private static final Map<String, Integer> REPLAYED = new TreeMap<>();

    private final Upstream upstream;
    private final Client client;

    EmbeddingsIT(RunningPatchbay patchbay) {
        this.upstream = patchbay.upstream();
        this.client = patchbay.client();
    }

    @BeforeEach
    void forget() {
        upstream.forget();
    }

    @AfterAll
    static void report() {
        System.out.println("Recorded embeddings replayed: " + REPLAYED);
    }

    static List<Recording> recorded() {
        return Recording.of("embeddings", "openai", "azure", "openrouter", "mistral");
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void recordedCallsComeAsTheyWere(Recording recording) {
        assumeTrue(Recording.arePresent(), "no recordings beside the project");
        upstream.answers("/embeddings")
                .with(
                        recording.status(),
                        recording.responseHeader("content-type").orElse("application/json"),
                        recording.responseText());
        ObjectNode body = recording.requestBody().deepCopy();
        String model = body.path("model").asText("text-embedding-3-small");
        body.put("model", "@" + recording.provider() + "/" + model);

        Client.Answer answer = client.post("/v1/embeddings", text(body), "x-patchbay-use-fallback", "false");

        if (recording.succeeded()) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo(recording.responseText());
            assertUsage(answer, answer.json().at("/usage/total_tokens").asLong());
        } else if (recording.status() == 401 || recording.status() == 403) {
            assertThat(answer.status()).isEqualTo(502);
        } else {
            assertThat(answer.status()).isEqualTo(recording.status());
        }
        REPLAYED.merge(recording.provider() + " " + recording.status(), 1, Integer::sum);
        if (upstream.arrivals().isEmpty()) {
            return;
        }
        ObjectNode expected = recording.requestBody().deepCopy();
        assertThat(upstream.last().json()).isEqualTo(expected.put("model", model));
    }

    @Test
    void aLargeRequestIsCutAndItsOrderKept() {
        for (int batch = 0; batch < 3; batch++) {
            upstream.answers("/embeddings")
                    .containing("\"t" + 10 * batch + "\"")
                    .with(vectors(10 * batch, 10));
        }

        Client.Answer answer = client.post("/v1/embeddings", request("batched", 30, "float"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<Integer> firsts = new ArrayList<>();
        answer.json()
                .path("data")
                .forEach(one -> firsts.add(one.at("/embedding/0").asInt()));
        assertThat(firsts)
                .containsExactlyElementsOf(IntStream.range(0, 30).boxed().toList());
        assertThat(upstream.arrivals()).hasSize(3);
        assertThat(answer.header("x-patchbay-attempts")).contains("3");
        assertUsage(answer, 30);
    }

    @Test
    void base64IsGivenAlsoOfPartsThatCameAsNumbers() {
        upstream.answers("/embeddings").containing("\"t0\"").with(vectors(0, 10));
        upstream.answers("/embeddings").containing("\"t10\"").with(vectors(10, 2));

        Client.Answer answer = client.post("/v1/embeddings", request("batched", 12, "base64"));

        byte[] last = Base64.getDecoder()
                .decode(answer.json().at("/data/11/embedding").asText());
        assertThat(ByteBuffer.wrap(last).order(ByteOrder.LITTLE_ENDIAN).getFloat())
                .isEqualTo(11f);
    }

    @Test
    void aPartThatFailsFailsTheCallAndIsWrittenDown() {
        upstream.answers("/embeddings").containing("\"t0\"").with(vectors(0, 10));
        upstream.answers("/embeddings").containing("\"t10\"").with(500, "application/json", "{}");

        Client.Answer answer = client.post("/v1/embeddings", request("batched", 12, "float"));

        assertThat(answer.status()).isEqualTo(503);
        JsonNode row = client.get("/api/v1/usage?request_id="
                        + answer.header("x-patchbay-request-id").orElseThrow())
                .json()
                .at("/items/0");
        assertThat(row.path("outcome").asText()).isEqualTo("failed");
        assertThat(row.at("/usage/input").asLong()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"float", "base64"})
    void googlesVectorsComeInOpenAisForm(String format) {
        upstream.answers("/models/gemini-embedding-001:batchEmbedContents").with("""
                {"embeddings": [{"values": [0.5, 1]}, {"values": [2.5, 3]}]}""");

        Client.Answer answer = client.post("/v1/embeddings", """
                {"model": "@google/gemini-embedding-001", "input": ["one", "two"], "encoding_format": "%s",
                 "dimensions": 2}""".formatted(format));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode vector = answer.json().at("/data/1/embedding");
        float first = vector.isTextual()
                ? ByteBuffer.wrap(Base64.getDecoder().decode(vector.textValue()))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getFloat()
                : vector.path(0).floatValue();
        assertThat(first).isEqualTo(2.5f);
        JsonNode second = upstream.last().json().at("/requests/1");
        assertThat(second.at("/content/parts/0/text").asText()).isEqualTo("two");
        assertThat(second.path("outputDimensionality").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "@google/gemini-2.5-flash; /models/gemini-2.5-flash:countTokens; {\"totalTokens\": 42}",
                "@anthropic/claude-sonnet-4-5; /anthropic/v1/messages/count_tokens; {\"input_tokens\": 42}"
            })
    void theVendorCountsTokensItself(String model, String path, String count) {
        upstream.answers(path).with(count);

        JsonNode answer =
                client.post("/api/v1/count-tokens", """
                {"model": "%s", "messages": [{"role": "user", "content": "hi"}]}""".formatted(model)).json();

        assertThat(answer.path("input_tokens").asInt()).isEqualTo(42);
        assertThat(answer.path("exact").asBoolean()).isTrue();
    }

    @Test
    void anotherModelsVectorsNeverStandIn() {
        upstream.answers("/embeddings").with(503, "application/json", "{}");

        Client.Answer answer = client.post("/v1/embeddings", request("batched", 2, "float"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(upstream.arrivals().stream().map(Arrival::model)).containsOnly("vectors");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"model\": \"m\"}; input; missing_required_parameter",
                "{\"input\": []}; input; empty_array",
                "{\"input\": 7}; input; invalid_type",
                "{\"input\": [\"a\", 7]}; input[1]; invalid_type",
                "{\"input\": [[1, \"a\"]]}; input[0][1]; invalid_type",
                "{\"input\": \"a\", \"encoding_format\": \"hex\"}; encoding_format; invalid_value",
                "{\"input\": \"a\", \"dimensions\": 0}; dimensions; integer_below_min_value"
            })
    void badInputIsNamed(String body, String param, String code) {
        Client.Answer answer = client.post("/v1/embeddings", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/param").asText()).isEqualTo(param);
        assertThat(answer.json().at("/error/code").asText()).isEqualTo(code);
        assertThat(upstream.arrivals()).isEmpty();
    }

    @Test
    void anAnswerWithoutVectorsIsNone() {
        upstream.answers("/embeddings").with("{\"object\":\"list\",\"data\":[]}");

        assertThat(client.post("/v1/embeddings", request("batched", 2, "float")).status())
                .isEqualTo(502);
    }

    @Test
    void anAnswerThatLacksAVectorIsNone() {
        upstream.answers("/embeddings").with(vectors(0, 1));

        assertThat(client.post("/v1/embeddings", request("batched", 2, "float")).status())
                .isEqualTo(502);
    }

    @Test
    void aVendorThatCountsNothingMayAnswerWell() {
        String body = """
                {"model": "@anthropic/claude-sonnet-4-5", "max_tokens": 9,
                 "messages": [{"role": "user", "content": "hi"}]}""";
        upstream.answers("/messages/count_tokens").with(500, "application/json", "{}");
        int before = failuresOf("anthropic");

        client.post("/v1/messages/count_tokens", body);

        assertThat(upstream.arrivals()).hasSize(1);
        assertThat(failuresOf("anthropic")).isEqualTo(before);
    }

    @Test
    void aModelWithoutVectorsMayAnswerChats() {
        upstream.answers("/openrouter/v1/embeddings").with(404, "application/json", "{}");
        upstream.answers("/openai/v1/embeddings").with(vectors(0, 1));
        upstream.answers("/openrouter/v1/chat/completions").with("""
                {"choices": [{"index": 0, "message": {"role": "assistant", "content": "ok"}, "finish_reason": "stop"}]}""");

        client.post("/v1/embeddings", """
                {"model": "openai/gpt-4o", "input": "hi"}""");
        Client.Answer chat = client.chat("""
                {"model": "openai/gpt-4o", "messages": [{"role": "user", "content": "hi"}]}""");

        assertThat(chat.header("x-patchbay-provider")).contains("openrouter");
    }

    @Test
    void aProviderThatListsWhatItServesIsAskedForNothingElse() {
        Client.Answer answer = client.post("/v1/embeddings", request("deepseek", 1, "float"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/message").asText()).contains("deepseek", "embeddings");
        assertThat(upstream.arrivals()).isEmpty();
    }

    private int failuresOf(String provider) {
        for (JsonNode row : client.get("/api/v1/monitoring/providers").json().path("providers")) {
            if (row.path("id").asText().equals(provider)) {
                return row.at("/breaker/failures").asInt();
            }
        }
        throw new AssertionError("no provider " + provider);
    }

    static List<Recording> judgements() {
        return Recording.of("moderations", "openai");
    }

    @ParameterizedTest
    @MethodSource("judgements")
    void recordedJudgementsComeAsTheyWere(Recording recording) {
        upstream.answers("/moderations").with(recording.responseText());
        ObjectNode body = recording.requestBody().deepCopy();
        body.put("model", "@openai/" + body.path("model").asText("omni-moderation-latest"));

        Client.Answer answer = client.post("/v1/moderations", text(body));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(recording.responseText());
        assertThat(upstream.last().json().path("input"))
                .isEqualTo(recording.requestBody().path("input"));
    }

    private void assertUsage(Client.Answer answer, long tokens) {
        String id = answer.header("x-patchbay-request-id").orElseThrow();
        JsonNode row = client.get("/api/v1/usage?request_id=" + id).json().at("/items/0");
        assertThat(row.at("/usage/input").asLong()).isEqualTo(tokens);
        assertThat(row.path("outcome").asText()).isEqualTo("completed");
    }

    private static String request(String row, int texts, String format) {
        ObjectNode body = Json.object().put("model", "@" + row + "/vectors").put("encoding_format", format);
        ArrayNode input = body.putArray("input");
        IntStream.range(0, texts).forEach(i -> input.add("t" + i));
        return text(body);
    }

    private static String vectors(int first, int count) {
        ObjectNode body = Json.object().put("object", "list").put("model", "vectors");
        ArrayNode data = body.putArray("data");
        for (int i = count - 1; i >= 0; i--) {
            data.addObject()
                    .put("object", "embedding")
                    .put("index", i)
                    .putArray("embedding")
                    .add(first + i)
                    .add(0.5);
        }
        body.putObject("usage").put("prompt_tokens", count).put("total_tokens", count);
        return text(body);
    }

    private static String text(JsonNode json) {
        return new String(Json.write(json), StandardCharsets.UTF_8);
    }
}

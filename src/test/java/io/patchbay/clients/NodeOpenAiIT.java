package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testing.Node;
import io.patchbay.testing.RunningPatchbay;
import io.patchbay.testing.Upstream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** OpenAI's own client for Node, which throws its own error classes where statuses and bodies are as it expects. */
@ExtendWith(RunningPatchbay.Extension.class)
class NodeOpenAiIT {

    private static final String MODEL = "@openai/gpt-4o";

    private static Node node;

    private final RunningPatchbay patchbay;
    private final Upstream upstream;

    NodeOpenAiIT(RunningPatchbay patchbay) {
        this.patchbay = patchbay;
        this.upstream = patchbay.upstream();
    }

    @BeforeAll
    static void install() {
        assumeTrue(Node.isPresent(), "no Node.js with npm on the path");
        node = Node.install();
    }

    @BeforeEach
    void forget() {
        upstream.forget();
    }

    @Test
    void readsAWholeAnswer() {
        upstream.answers("/openai/v1/chat/completions").with("""
                        {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-4o","choices":[{"index":0,
                         "message":{"role":"assistant","content":"Hello there"},"finish_reason":"stop"}],
                         "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""");

        JsonNode result = run("whole");

        assertThat(result.path("text").asText()).isEqualTo("Hello there");
        assertThat(result.at("/usage/total_tokens").asInt()).isEqualTo(5);
        assertThat(upstream.last().model()).isEqualTo("gpt-4o");
    }

    @Test
    void readsAStreamWithItsUsage() {
        upstream.answers("/openai/v1/chat/completions")
                .streams(List.of(
                        chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"),
                        chunk("{\"content\":\"Hel\"}", "null"),
                        chunk("{\"content\":\"lo\"}", "null"),
                        chunk("{}", "\"stop\""),
                        "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o\","
                                + "\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,"
                                + "\"total_tokens\":5}}"));

        JsonNode result = run("streamed");

        assertThat(result.path("pieces").valueStream().map(JsonNode::asText)).containsExactly("Hel", "lo");
        assertThat(result.at("/usage/total_tokens").asInt()).isEqualTo(5);
    }

    @Test
    void putsAStreamedToolCallTogether() {
        upstream.answers("/openai/v1/chat/completions")
                .streams(List.of(
                        chunk(
                                "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"index\":0,\"id\":\"call_1\","
                                        + "\"type\":\"function\",\"function\":{\"name\":\"get_weather\","
                                        + "\"arguments\":\"\"}}]}",
                                "null"),
                        chunk(
                                "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"city\\\":\"}}]}",
                                "null"),
                        chunk(
                                "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\\"Riga\\\"}\"}}]}",
                                "null"),
                        chunk("{}", "\"tool_calls\"")));

        JsonNode call = run("tools").at("/calls/0");

        assertThat(call.path("id").asText()).isEqualTo("call_1");
        assertThat(call.path("name").asText()).isEqualTo("get_weather");
        assertThat(call.path("arguments").asText()).isEqualTo("{\"city\":\"Riga\"}");
        assertThat(upstream.last().json().at("/tools/0/function/name").asText()).isEqualTo("get_weather");
    }

    @Test
    void listsModels() {
        assertThat(run("models").path("ids").valueStream().map(JsonNode::asText))
                .contains("openai/gpt-4o");
    }

    @Test
    void throwsItsBadRequestError() {
        upstream.answers("/openai/v1/chat/completions")
                .fails(
                        400,
                        "{\"error\":{\"message\":\"Unsupported parameter\",\"type\":\"invalid_request_error\","
                                + "\"param\":\"stop\",\"code\":\"unsupported_parameter\"}}");

        JsonNode error = run("whole").path("error");

        assertThat(error.path("name").asText()).isEqualTo("BadRequestError");
        assertThat(error.path("code").asText()).isEqualTo("unsupported_parameter");
    }

    @Test
    void throwsItsAuthenticationErrorForAKeyThatPatchbayDoesNotKnow() {
        JsonNode error = run("whole", MODEL, "not-a-key-of-anyone").path("error");

        assertThat(error.path("name").asText()).isEqualTo("AuthenticationError");
        assertThat(error.path("status").asInt()).isEqualTo(401);
        assertThat(upstream.arrivals()).isEmpty();
    }

    @Test
    void throwsItsNotFoundErrorForAModelThatNobodyServes() {
        JsonNode error = run("whole", "@nobody/model", patchbay.client().key()).path("error");

        assertThat(error.path("name").asText()).isEqualTo("NotFoundError");
        assertThat(error.path("code").asText()).isEqualTo("model_not_found");
    }

    @Test
    void throwsItsRateLimitError() {
        upstream.answers("/openai/v1/chat/completions")
                .fails(
                        429,
                        "{\"error\":{\"message\":\"Rate limit reached. Please try again in 1.574s.\","
                                + "\"type\":\"tokens\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}");

        JsonNode error = run("whole").path("error");

        assertThat(error.path("name").asText()).isEqualTo("RateLimitError");
        assertThat(error.path("code").asText()).isEqualTo("rate_limit_exceeded");
    }

    private JsonNode run(String scenario) {
        return run(scenario, MODEL, patchbay.client().key());
    }

    private JsonNode run(String scenario, String model, String key) {
        Map<String, String> environment =
                Map.of("BASE_URL", patchbay.server().uri("/v1").toString(), "API_KEY", key);
        return node.run(environment, "openai.mjs", scenario, model);
    }

    private static String chunk(String delta, String finishReason) {
        return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o\","
                + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finishReason + "}]}";
    }
}

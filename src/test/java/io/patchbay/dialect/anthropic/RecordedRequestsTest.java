package io.patchbay.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.ChatRequest;
import io.patchbay.dialect.IncomingChat;
import io.patchbay.dialect.InvalidRequest;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.Unsaid;
import io.patchbay.testing.Recording;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordedRequestsTest {

    @BeforeAll
    static void recordingsArePresent() {
        assumeTrue(Recording.arePresent(), "no recordings beside the project");
    }

    private static boolean isUnderstood(Recording recording) {
        return recording.requestBody().path("messages").path(0).isObject();
    }

    static List<Recording> recorded() {
        return Recording.messages(RecordedRequestsTest::isUnderstood);
    }

    static List<Recording> counted() {
        return Recording.messageCounts();
    }

    @Test
    void areNearlyAll() {
        assertThat(recorded()).hasSize(216);
        assertThat(counted()).hasSize(9);
    }

    @Test
    void areRefusedWhereAnthropicRefusedThemForTheirShape() {
        List<Recording> rest = Recording.messages(recording -> !isUnderstood(recording));

        assertThat(rest).hasSize(1).allMatch(recording -> recording.status() == 400);
        assertThatThrownBy(() -> AnthropicRequests.read(rest.getFirst().requestBody()))
                .isInstanceOfSatisfying(
                        InvalidRequest.class, e -> assertThat(e.param()).contains("messages[0]"));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void areWrittenAsTheyCame(Recording recording) {
        IncomingChat incoming = AnthropicRequests.read(recording.requestBody());

        ObjectNode written = write(incoming.request(), recording);

        written.put("model", incoming.model().orElseThrow());
        if (recording.requestBody().has("stream")) {
            written.put("stream", incoming.streamed());
        }
        assertThat(written).isEqualTo(recording.requestBody());
    }

    @ParameterizedTest
    @MethodSource({"recorded", "counted"})
    void keepTheirMeaningInWords(Recording recording) {
        ChatRequest request =
                AnthropicRequests.readToCount(recording.requestBody()).request();

        ObjectNode written = write(request.toBuilder().build(), recording);

        if (!recording.requestBody().has("max_tokens")) {
            written.remove("max_tokens");
        }
        assertThat(meaning(written)).isEqualTo(meaning(recording.requestBody()));
    }

    private static ObjectNode write(ChatRequest request, Recording recording) {
        String name = recording.requestBody().path("model").asText();
        return AnthropicRequests.write(
                request, AnthropicModel.of(name, 4_096, true), Unsaid.of(request, Anthropic.DIALECT));
    }

    /** The request in the one of its forms that all others mean, without what has no word. */
    private static JsonNode meaning(JsonNode request) {
        ObjectNode plain = (ObjectNode) withoutNulls(request.deepCopy());
        dropUnspoken(plain);
        plain.remove(List.of("model", "stream"));
        blocks(plain, "system");
        for (JsonNode message : plain.path("messages")) {
            blocks((ObjectNode) message, "content");
            message.path("content").forEach(RecordedRequestsTest::meaningOfBlock);
        }
        plain.path("tools").forEach(RecordedRequestsTest::meaningOfMark);
        plain.path("tools").forEach(tool -> dropUnlessTrue((ObjectNode) tool, "strict"));
        if (plain.path("tools").isEmpty()) {
            plain.remove("tools");
        }
        meaningOfOutput(plain);
        return real(plain);
    }

    /** What our words do not say, and a request that is rewritten loses; to be shortened, never to be extended lightly. */
    private static void dropUnspoken(ObjectNode request) {
        for (JsonNode message : request.path("messages")) {
            for (JsonNode block : message.path("content")) {
                // Where a text comes from, and that it is to be told.
                if (List.of("text", "document").contains(block.path("type").asText())) {
                    ((ObjectNode) block).remove("citations");
                }
            }
        }
        // That a tool is to be found by the vendor's own search; it stays in the request, so it can be called.
        request.path("tools").forEach(tool -> ((ObjectNode) tool).remove("defer_loading"));
        // Less than nothing, by which a client says nothing.
        for (String field : List.of("top_k", "top_p")) {
            if (request.path(field).asDouble() < 0) {
                request.remove(field);
            }
        }
    }

    /** The form stands in {@code output_config} today, and the words know one degree above high. */
    private static void meaningOfOutput(ObjectNode request) {
        if (request.has("output_format")) {
            request.withObject("output_config").set("format", request.remove("output_format"));
        }
        if (request.path("output_config") instanceof ObjectNode config && config.has("effort")) {
            if (config.path("effort").asText().equals("xhigh")) {
                config.put("effort", "max");
            }
            // An effort alone is to think by, as it is to the vendor's own newest models.
            if (!request.has("thinking")) {
                request.putObject("thinking").put("type", "adaptive");
            }
        }
    }

    private static void meaningOfBlock(JsonNode block) {
        meaningOfMark(block);
        if (block.path("type").asText().equals("tool_result")) {
            ObjectNode result = (ObjectNode) block;
            blocks(result, "content");
            dropUnlessTrue(result, "is_error");
        }
    }

    private static void dropUnlessTrue(ObjectNode json, String flag) {
        if (!json.path(flag).asBoolean()) {
            json.remove(flag);
        }
    }

    /** Five minutes is what a mark means that says no time. */
    private static void meaningOfMark(JsonNode marked) {
        if (marked.path("cache_control").path("ttl").asText().equals("5m")) {
            ((ObjectNode) marked.path("cache_control")).remove("ttl");
        }
    }

    private static void blocks(ObjectNode json, String field) {
        JsonNode content = json.path(field);
        if (content.isTextual()) {
            json.putArray(field).addObject().put("type", "text").set("text", content);
        }
        json.path(field).forEach(RecordedRequestsTest::meaningOfMark);
    }

    private static JsonNode withoutNulls(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.properties().removeIf(field -> field.getValue().isNull());
        }
        json.forEach(RecordedRequestsTest::withoutNulls);
        return json;
    }

    /** Numbers as a reader of JSON sees them, where 1 and 1.0 are one. */
    private static JsonNode real(JsonNode json) {
        if (json.isNumber()) {
            return json.decimalValue().signum() == 0
                    ? Json.object().numberNode(BigDecimal.ZERO)
                    : Json.object().numberNode(json.decimalValue().stripTrailingZeros());
        }
        if (json instanceof ObjectNode object) {
            ObjectNode copy = Json.object();
            object.properties().forEach(field -> copy.set(field.getKey(), real(field.getValue())));
            return copy;
        }
        if (json instanceof ArrayNode array) {
            ArrayNode copy = Json.object().arrayNode();
            array.forEach(item -> copy.add(real(item)));
            return copy;
        }
        return json;
    }
}

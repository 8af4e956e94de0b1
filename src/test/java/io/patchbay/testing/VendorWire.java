package io.patchbay.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.patchbay.dialect.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A vendor behind Patchbay: what it sends, as it looks on the wire, fields that clients may ignore included, and how it reads
 * what comes to it. Each of its answers is 3 tokens in and 2 out.
 */
public interface VendorWire extends AnswerWire {

    /** The model as a caller names it, with the vendor. */
    String model();

    /** How the path of a call ends. */
    String path(boolean streamed);

    /** An answer that asks for the tool {@code get_weather} in Riga. */
    String wholeToolCall();

    /** The id that the vendor gives the call of {@code get_weather} in a city. */
    String callId(String city);

    /** A stream that asks for the tool {@code get_weather} in Riga and in Oslo. */
    List<String> streamedToolCalls();

    /** The vendor finds fault with a parameter. */
    Refusal badParameter();

    String rateLimit();

    /** Words that only a request with a tool's result holds. */
    String toolResultMark();

    /** What the last of all requests says of the one call of a tool in it. */
    ToolTalk toolTalk(List<JsonNode> requests);

    /** The schema that the answer has to follow. */
    JsonNode answerSchema(JsonNode request);

    /** @param message what of it a client can tell its user */
    record Refusal(String body, String message) {}

    /**
     * A call of a tool and its result, as the next request tells them.
     *
     * @param parameters the tool's schema
     */
    record ToolTalk(
            int messages, String callId, JsonNode arguments, String resultId, String result, JsonNode parameters) {}

    static String quoted(String text) {
        return new String(Json.write(TextNode.valueOf(text)), StandardCharsets.UTF_8);
    }

    static JsonNode parsed(String json) {
        try {
            return Json.read(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + json, e);
        }
    }
}

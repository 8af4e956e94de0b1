package io.patchbay.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.Extra;
import io.patchbay.dialect.Billing;
import io.patchbay.dialect.Fields;
import io.patchbay.dialect.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fields that there is no word for; of a field that is understood in part, the rest. */
final class ResponsesExtra {

    private static final Set<String> MODELLED = Set.of(
            "model",
            "input",
            "instructions",
            "tools",
            "temperature",
            "top_p",
            "max_output_tokens",
            "top_logprobs",
            "parallel_tool_calls",
            "user",
            "stream",
            "stream_options");

    /** Fields without which the answer would be another one: the vendor's memory, its templates, its guard. */
    private static final Set<String> ESSENTIAL =
            Set.of("previous_response_id", "conversation", "prompt", "background", "tool_choice", "moderation");

    /** Fields that tune the answer, or say what becomes of it, and that no vendor asks money for. */
    private static final Set<String> HARMLESS = Set.of(
            "client_metadata",
            "include",
            "max_tool_calls",
            "metadata",
            "prompt_cache_key",
            "reasoning",
            "safety_identifier",
            "store",
            "text",
            "tool_choice",
            "truncation");

    private ResponsesExtra() {}

    static Extra of(Fields request) {
        Map<String, JsonNode> extra = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : request.json().properties()) {
            if (!MODELLED.contains(field.getKey()) && !field.getValue().isNull()) {
                rest(field.getKey(), field.getValue(), request).ifPresent(rest -> extra.put(field.getKey(), rest));
            }
        }
        return new Extra(Optional.of(Responses.DIALECT), extra, ESSENTIAL, Billing.beyondTokens(extra, HARMLESS));
    }

    private static Optional<JsonNode> rest(String name, JsonNode value, Fields request) {
        return switch (name) {
            case "tool_choice" -> ResponsesTools.choice(request).isPresent() ? Optional.empty() : Optional.of(value);
            case "background" -> Optional.of(value).filter(JsonNode::booleanValue);
            case "text" -> without("format", value, ResponsesFormat.isSpoken(value.path("format")));
            case "reasoning" -> without("effort", value, ResponsesEffort.isSpoken(value.path("effort")));
            case "include" ->
                Optional.<JsonNode>of(ResponsesSampling.withoutProbabilities(value))
                        .filter(rest -> !rest.isEmpty());
            default -> Optional.of(value);
        };
    }

    private static Optional<JsonNode> without(String field, JsonNode value, boolean spoken) {
        if (!(value instanceof ObjectNode object)) {
            return Optional.of(value);
        }
        ObjectNode rest = Json.shallowCopy(object);
        if (spoken) {
            rest.remove(field);
        }
        rest.properties().removeIf(entry -> entry.getValue().isNull());
        return rest.isEmpty() ? Optional.empty() : Optional.of(rest);
    }
}

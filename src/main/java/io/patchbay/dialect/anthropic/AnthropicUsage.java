package io.patchbay.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.ServiceTier;
import java.util.Map;
import java.util.Optional;

/** Token counts. Anthropic's input classes are as disjoint as ours; what was thought is within {@code output_tokens}. */
final class AnthropicUsage {

    private AnthropicUsage() {}

    /** Empty if nothing was counted. */
    static Optional<Usage> read(JsonNode usage) {
        return usage.has("input_tokens") || usage.has("output_tokens") ? Optional.of(sum(usage)) : Optional.empty();
    }

    private static Usage sum(JsonNode usage) {
        Usage told = classes(usage);
        // The sum leaves out what it took to shorten the conversation, and to ask another model for advice.
        for (JsonNode step : usage.path("iterations")) {
            String type = step.path("type").asText();
            if (type.equals("compaction") || type.equals("advisor_message")) {
                told = told.plus(classes(step));
            }
        }
        return told;
    }

    private static Usage classes(JsonNode usage) {
        long written = count(usage, "cache_creation_input_tokens");
        JsonNode creation = usage.path("cache_creation");
        long hour = Math.min(count(creation, "ephemeral_1h_input_tokens"), Math.max(written, count(creation)));
        long output = count(usage, "output_tokens");
        return Usage.builder()
                .input(count(usage, "input_tokens"))
                .cacheRead(count(usage, "cache_read_input_tokens"))
                .cacheWrite5m(Math.max(written, count(creation)) - hour)
                .cacheWrite1h(hour)
                .output(output)
                .reasoning(Math.min(output, count(usage.path("output_tokens_details"), "thinking_tokens")))
                .serviceTier(ServiceTier.read(usage.path("service_tier")))
                .build();
    }

    private static long count(JsonNode creation) {
        return count(creation, "ephemeral_5m_input_tokens") + count(creation, "ephemeral_1h_input_tokens");
    }

    private static long count(JsonNode json, String name) {
        return Math.max(0, json.path(name).asLong());
    }

    /** The counts of a stream as they stand: what a later event tells replaces what an earlier one did. */
    static ObjectNode merged(ObjectNode earlier, JsonNode later) {
        ObjectNode merged = Json.shallowCopy(earlier);
        for (Map.Entry<String, JsonNode> count : later.properties()) {
            if (!count.getValue().isNull()) {
                merged.set(count.getKey(), count.getValue());
            }
        }
        return merged;
    }

    static ObjectNode write(Usage usage) {
        ObjectNode json = Json.object()
                .put("input_tokens", usage.input() + usage.audioInput() + usage.imageInput())
                .put("cache_creation_input_tokens", usage.cacheWrite5m() + usage.cacheWrite1h())
                .put("cache_read_input_tokens", usage.cacheRead());
        json.putObject("cache_creation")
                .put("ephemeral_5m_input_tokens", usage.cacheWrite5m())
                .put("ephemeral_1h_input_tokens", usage.cacheWrite1h());
        json.put("output_tokens", usage.totalOutput());
        if (usage.reasoning() > 0) {
            json.putObject("output_tokens_details").put("thinking_tokens", usage.reasoning());
        }
        return json;
    }
}

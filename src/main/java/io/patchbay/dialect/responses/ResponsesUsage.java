package io.patchbay.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.ServiceTier;
import java.util.Optional;

/** Token counts. These overlap (cached tokens are within the input, reasoning within the output); ours do not. */
final class ResponsesUsage {

    private ResponsesUsage() {}

    static Optional<Usage> read(JsonNode response) {
        JsonNode usage = response.path("usage");
        if (!usage.has("input_tokens")) {
            return Optional.empty();
        }
        JsonNode details = usage.path("input_tokens_details");
        long read = count(details, "cached_tokens");
        long written = count(details, "cache_write_tokens");
        long input = count(usage, "input_tokens");
        long seen = Math.clamp(count(details, "image_tokens"), 0, Math.max(0, input - read - written));
        long output = count(usage, "output_tokens");
        JsonNode made = usage.path("output_tokens_details");
        long painted = Math.min(output, count(made, "image_tokens"));
        long reasoning = Math.min(output - painted, count(made, "reasoning_tokens"));
        return Optional.of(Usage.builder()
                .input(Math.max(0, input - read - written - seen))
                .cacheRead(read)
                .cacheWrite5m(written)
                .output(output - painted)
                .reasoning(reasoning)
                .imageInput(seen)
                .imageOutput(painted)
                .serviceTier(ServiceTier.read(response.path("service_tier")))
                .build());
    }

    private static long count(JsonNode json, String name) {
        return Math.max(0, json.path(name).asLong());
    }

    static ObjectNode write(Usage usage) {
        ObjectNode json = Json.object().put("input_tokens", usage.totalInput());
        ObjectNode details = json.putObject("input_tokens_details")
                .put("cached_tokens", usage.cacheRead())
                .put("cache_write_tokens", usage.cacheWrite5m() + usage.cacheWrite1h());
        writeImages(usage.imageInput(), details);
        json.put("output_tokens", usage.totalOutput());
        writeImages(
                usage.imageOutput(),
                json.putObject("output_tokens_details").put("reasoning_tokens", usage.reasoning()));
        return json.put("total_tokens", usage.totalInput() + usage.totalOutput());
    }

    private static void writeImages(long tokens, ObjectNode details) {
        if (tokens > 0) {
            details.put("image_tokens", tokens);
        }
    }
}

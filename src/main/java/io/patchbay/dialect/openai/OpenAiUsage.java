package io.patchbay.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.ServiceTier;
import java.util.Optional;

/**
 * Token counts. OpenAI's overlap (tokens of the cache, of sound and of pictures are within {@code prompt_tokens}, reasoning within
 * {@code completion_tokens}); ours do not.
 */
final class OpenAiUsage {

    private OpenAiUsage() {}

    static Optional<Usage> read(JsonNode answer) {
        JsonNode usage = answer.path("usage");
        if (!usage.isObject()) {
            usage = answer.path("x_groq").path("usage");
        }
        return usage.isObject() && usage.has("prompt_tokens")
                ? Optional.of(classes(usage).servedBy(tier(answer, usage)))
                : Optional.empty();
    }

    /** Mistral says it within its usage. */
    private static String tier(JsonNode answer, JsonNode usage) {
        String tier = ServiceTier.read(answer.path("service_tier"));
        return tier.isEmpty() ? ServiceTier.read(usage.path("service_tier")) : tier;
    }

    private static Usage classes(JsonNode usage) {
        JsonNode prompt = usage.path("prompt_tokens_details");
        JsonNode completion = usage.path("completion_tokens_details");
        long read = cacheRead(usage, prompt);
        long written = count(prompt, "cache_write_tokens");
        long heard = count(prompt, "audio_tokens");
        long seen = seen(usage, prompt, read + written + heard);
        long spoken = count(completion, "audio_tokens");
        long painted = count(completion, "image_tokens");
        long reasoning = count(completion, "reasoning_tokens");
        long input = readAfresh(count(usage, "prompt_tokens"), read + written + heard + seen);
        long output = Math.max(0, written(usage, reasoning) - spoken - painted);
        return Usage.builder()
                .input(input)
                .cacheRead(read)
                .cacheWrite5m(written)
                .output(output)
                .reasoning(reasoning)
                .audioInput(heard)
                .audioOutput(spoken)
                .imageInput(seen)
                .imageOutput(painted)
                .build();
    }

    /** Some of the pictures may have been in the cache, and nobody says how many. */
    private static long seen(JsonNode usage, JsonNode prompt, long others) {
        return Math.clamp(count(prompt, "image_tokens"), 0, Math.max(0, count(usage, "prompt_tokens") - others));
    }

    /** Azure's Grok counts cached tokens beside {@code prompt_tokens}, Mistral's Voxtral spoken ones: then they exceed it. */
    private static long readAfresh(long prompt, long parts) {
        return parts > prompt ? prompt : prompt - parts;
    }

    /** DeepSeek says {@code prompt_cache_hit_tokens}, Together and Hugging Face {@code cached_tokens}, Mistral a third. */
    private static long cacheRead(JsonNode usage, JsonNode prompt) {
        if (prompt.has("cached_tokens")) {
            return count(prompt, "cached_tokens");
        }
        if (usage.has("prompt_cache_hit_tokens")) {
            return count(usage, "prompt_cache_hit_tokens");
        }
        return count(usage, usage.has("num_cached_tokens") ? "num_cached_tokens" : "cached_tokens");
    }

    /** xAI counts reasoning beside {@code completion_tokens}, which its total gives away. */
    private static long written(JsonNode usage, long reasoning) {
        long completion = count(usage, "completion_tokens");
        boolean beside =
                reasoning > 0 && count(usage, "total_tokens") == count(usage, "prompt_tokens") + completion + reasoning;
        return beside ? completion + reasoning : completion;
    }

    private static long count(JsonNode json, String name) {
        return Math.max(0, json.path(name).asLong());
    }

    static ObjectNode write(Usage usage) {
        ObjectNode json = Json.object()
                .put("prompt_tokens", usage.totalInput())
                .put("completion_tokens", usage.totalOutput())
                .put("total_tokens", usage.totalInput() + usage.totalOutput());
        ObjectNode read = json.putObject("prompt_tokens_details")
                .put("cached_tokens", usage.cacheRead())
                .put("audio_tokens", usage.audioInput());
        writeImages(usage.imageInput(), read);
        ObjectNode written = json.putObject("completion_tokens_details")
                .put("reasoning_tokens", usage.reasoning())
                .put("audio_tokens", usage.audioOutput());
        writeImages(usage.imageOutput(), written);
        return json;
    }

    /** OpenAI's own answers have no such field; OpenRouter's have. */
    private static void writeImages(long tokens, ObjectNode details) {
        if (tokens > 0) {
            details.put("image_tokens", tokens);
        }
    }
}

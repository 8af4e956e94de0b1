package io.patchbay.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Json;
import java.util.Optional;

/**
 * Token counts. OpenAI's overlap (cached and spoken tokens are within {@code prompt_tokens}, reasoning within
 * {@code completion_tokens}); ours do not.
 */
final class OpenAiUsage {

    private OpenAiUsage() {}

    static Optional<Usage> read(JsonNode answer) {
        JsonNode usage = answer.path("usage");
        if (!usage.isObject()) {
            usage = answer.path("x_groq").path("usage");
        }
        return usage.isObject() && usage.has("prompt_tokens") ? Optional.of(classes(usage)) : Optional.empty();
    }

    private static Usage classes(JsonNode usage) {
        JsonNode prompt = usage.path("prompt_tokens_details");
        JsonNode completion = usage.path("completion_tokens_details");
        long read = cacheRead(usage, prompt);
        long written = count(prompt, "cache_write_tokens");
        long heard = count(prompt, "audio_tokens");
        long spoken = count(completion, "audio_tokens");
        long reasoning = count(completion, "reasoning_tokens");
        long input = readAfresh(count(usage, "prompt_tokens"), read + written + heard);
        long output = Math.max(0, written(usage, reasoning) - spoken);
        return new Usage(input, read, written, 0, output, reasoning, heard, spoken, false);
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
        json.putObject("prompt_tokens_details")
                .put("cached_tokens", usage.cacheRead())
                .put("audio_tokens", usage.audioInput());
        json.putObject("completion_tokens_details")
                .put("reasoning_tokens", usage.reasoning())
                .put("audio_tokens", usage.audioOutput());
        return json;
    }
}

package io.patchbay.dialect.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.ServiceTier;
import java.util.Optional;

/**
 * Token counts. Google's prompt holds the cached tokens, the heard and the seen ones; its candidates hold the spoken and painted ones but not
 * the thoughts; what its own tools put into the prompt is counted beside all of them.
 */
final class GoogleUsage {

    private static final String AUDIO = "AUDIO";
    private static final String IMAGE = "IMAGE";

    private GoogleUsage() {}

    static Optional<Usage> read(JsonNode answer) {
        JsonNode usage = answer.path("usageMetadata");
        return usage.has("promptTokenCount") || usage.has("totalTokenCount") || usage.has("candidatesTokenCount")
                ? Optional.of(classes(usage))
                : Optional.empty();
    }

    private static Usage classes(JsonNode usage) {
        long prompt = count(usage, "promptTokenCount");
        long cached = Math.min(prompt, count(usage, "cachedContentTokenCount"));
        long heard = Math.clamp(afresh(usage, AUDIO), 0, prompt - cached);
        long seen = Math.clamp(afresh(usage, IMAGE), 0, prompt - cached - heard);
        long thoughts = count(usage, "thoughtsTokenCount");
        long candidates = count(usage, "candidatesTokenCount");
        long spoken = Math.min(candidates, of(AUDIO, usage, "candidatesTokensDetails"));
        long painted = Math.min(candidates - spoken, of(IMAGE, usage, "candidatesTokensDetails"));
        long input = prompt - cached - heard - seen + count(usage, "toolUsePromptTokenCount");
        return Usage.builder()
                .input(input)
                .cacheRead(cached)
                .output(candidates - spoken - painted + thoughts)
                .reasoning(thoughts)
                .audioInput(heard)
                .audioOutput(spoken)
                .imageInput(seen)
                .imageOutput(painted)
                .serviceTier(ServiceTier.read(usage.path("serviceTier")))
                .build();
    }

    private static long afresh(JsonNode usage, String modality) {
        return of(modality, usage, "promptTokensDetails") - of(modality, usage, "cacheTokensDetails");
    }

    private static long of(String modality, JsonNode usage, String details) {
        for (JsonNode detail : usage.path(details)) {
            if (detail.path("modality").asText("").equals(modality)) {
                return count(detail, "tokenCount");
            }
        }
        return 0;
    }

    private static long count(JsonNode json, String name) {
        return Math.max(0, json.path(name).asLong());
    }

    static ObjectNode write(Usage usage) {
        ObjectNode json = Json.object().put("promptTokenCount", usage.totalInput());
        if (usage.cacheRead() > 0) {
            json.put("cachedContentTokenCount", usage.cacheRead());
        }
        json.put("candidatesTokenCount", usage.totalOutput() - usage.reasoning());
        if (usage.reasoning() > 0) {
            json.put("thoughtsTokenCount", usage.reasoning());
        }
        json.put("totalTokenCount", usage.totalInput() + usage.totalOutput());
        writeDetails("promptTokensDetails", usage.audioInput(), usage.imageInput(), json);
        writeDetails("candidatesTokensDetails", usage.audioOutput(), usage.imageOutput(), json);
        return json;
    }

    private static void writeDetails(String details, long audio, long image, ObjectNode json) {
        writeDetail(details, AUDIO, audio, json);
        writeDetail(details, IMAGE, image, json);
    }

    private static void writeDetail(String details, String modality, long tokens, ObjectNode json) {
        if (tokens > 0) {
            json.withArray(details).addObject().put("modality", modality).put("tokenCount", tokens);
        }
    }
}

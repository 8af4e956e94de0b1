package io.patchbay.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.Sampling;
import io.patchbay.dialect.Fields;
import java.util.Optional;

/** How the model chooses its words, how many and how often. */
final class OpenAiSampling {

    private OpenAiSampling() {}

    static Sampling read(Fields fields) {
        Sampling.Builder sampling = Sampling.builder().stop(fields.textOrTexts("stop"));
        fields.number("temperature").ifPresent(value -> sampling.temperature(value.doubleValue()));
        fields.number("top_p").ifPresent(value -> sampling.topP(value.doubleValue()));
        fields.number("frequency_penalty").ifPresent(value -> sampling.frequencyPenalty(value.doubleValue()));
        fields.number("presence_penalty").ifPresent(value -> sampling.presencePenalty(value.doubleValue()));
        fields.integer("seed", Long.MIN_VALUE).ifPresent(sampling::seed);
        fields.count("top_k", Integer.MIN_VALUE).filter(value -> value > 0).ifPresent(sampling::topK);
        fields.count("max_completion_tokens", 1)
                .or(() -> fields.count("max_tokens", 1))
                .ifPresent(sampling::maxTokens);
        fields.count("n", 1).ifPresent(sampling::n);
        logProbs(fields).ifPresent(sampling::logProbs);
        return sampling.build();
    }

    /** Together's own {@code logprobs} is a number. */
    private static Optional<Integer> logProbs(Fields fields) {
        boolean wanted = fields.any("logprobs")
                .filter(JsonNode::isBoolean)
                .map(JsonNode::booleanValue)
                .orElse(false);
        int alternatives = fields.count("top_logprobs", 0).orElse(0);
        return wanted ? Optional.of(alternatives) : Optional.empty();
    }

    static void write(Sampling sampling, ObjectNode body) {
        sampling.temperature().ifPresent(value -> body.put("temperature", value));
        sampling.topP().ifPresent(value -> body.put("top_p", value));
        sampling.seed().ifPresent(value -> body.put("seed", value));
        sampling.maxTokens().ifPresent(value -> body.put("max_tokens", value));
        sampling.n().ifPresent(value -> body.put("n", value));
        sampling.topK().ifPresent(value -> body.put("top_k", value));
        sampling.frequencyPenalty().ifPresent(value -> body.put("frequency_penalty", value));
        sampling.presencePenalty().ifPresent(value -> body.put("presence_penalty", value));
        sampling.logProbs().ifPresent(alternatives -> {
            body.put("logprobs", true);
            if (alternatives > 0) {
                body.put("top_logprobs", alternatives);
            }
        });
        if (!sampling.stop().isEmpty()) {
            ArrayNode stop = body.putArray("stop");
            sampling.stop().forEach(stop::add);
        }
    }
}

package io.patchbay.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.Sampling;
import io.patchbay.dialect.Fields;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.Unsaid;

/** How the model chooses its words. Probabilities are asked for among the things that an answer shall include. */
final class ResponsesSampling {

    private static final String INCLUDE = "include";
    private static final String PROBABILITIES = "message.output_text.logprobs";

    private ResponsesSampling() {}

    static Sampling read(Fields fields) {
        Sampling.Builder sampling = Sampling.builder();
        fields.number("temperature").ifPresent(value -> sampling.temperature(value.doubleValue()));
        fields.number("top_p").ifPresent(value -> sampling.topP(value.doubleValue()));
        fields.count("max_output_tokens", 1).ifPresent(sampling::maxTokens);
        int alternatives = fields.count("top_logprobs", 0).orElse(0);
        boolean included = fields.array(INCLUDE)
                .filter(include -> withoutProbabilities(include).size() < include.size())
                .isPresent();
        if (included || alternatives > 0) {
            sampling.logProbs(alternatives);
        }
        return sampling.build();
    }

    /** What else the answer shall include. */
    static ArrayNode withoutProbabilities(JsonNode include) {
        ArrayNode rest = Json.object().arrayNode();
        for (JsonNode word : include) {
            if (!word.asText("").equals(PROBABILITIES)) {
                rest.add(word);
            }
        }
        return rest;
    }

    static void write(Sampling sampling, ObjectNode body, Unsaid unsaid) {
        sampling.temperature().ifPresent(value -> body.put("temperature", value));
        sampling.topP().ifPresent(value -> body.put("top_p", value));
        sampling.maxTokens().ifPresent(value -> body.put("max_output_tokens", value));
        sampling.logProbs().ifPresent(alternatives -> askForProbabilities(alternatives, body));
        if (sampling.n().orElse(1) > 1) {
            throw unsaid.refused("n", "a request for several answers");
        }
        if (!sampling.stop().isEmpty()) {
            throw unsaid.refused("stop", "texts that end the answer");
        }
        sampling.topK().ifPresent(value -> unsaid.leaveOut("top_k"));
        sampling.seed().ifPresent(value -> unsaid.leaveOut("seed"));
        sampling.frequencyPenalty().ifPresent(value -> unsaid.leaveOut("frequency_penalty"));
        sampling.presencePenalty().ifPresent(value -> unsaid.leaveOut("presence_penalty"));
    }

    private static void askForProbabilities(int alternatives, ObjectNode body) {
        ArrayNode include = withoutProbabilities(body.path(INCLUDE));
        body.set(INCLUDE, include.add(PROBABILITIES));
        if (alternatives > 0) {
            body.put("top_logprobs", alternatives);
        }
    }
}

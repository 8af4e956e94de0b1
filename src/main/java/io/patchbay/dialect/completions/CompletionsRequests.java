package io.patchbay.dialect.completions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Extra;
import io.patchbay.chat.Sampling;
import io.patchbay.dialect.Billing;
import io.patchbay.dialect.Fields;
import io.patchbay.dialect.IncomingChat;
import io.patchbay.dialect.InvalidRequest;
import io.patchbay.dialect.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Requests for completions. */
public final class CompletionsRequests {

    private static final Set<String> MODELLED = Set.of(
            "model",
            "temperature",
            "top_p",
            "frequency_penalty",
            "presence_penalty",
            "seed",
            "max_tokens",
            "n",
            "stop",
            "logprobs",
            "user",
            "stream",
            "stream_options");

    /** What no chat can say: a prompt that is not one text, what stands behind the gap, and the prompt in the answer. */
    private static final Set<String> ESSENTIAL = Set.of("prompt", "suffix", "echo");

    /** Fields that tune the answer, or say what becomes of it, and that no vendor asks money for. */
    private static final Set<String> HARMLESS =
            Set.of("logit_bias", "metadata", "min_p", "repetition_penalty", "store", "suffix", "top_k");

    private CompletionsRequests() {}

    /** @throws InvalidRequest naming the field that is wrong */
    public static IncomingChat read(JsonNode body) {
        if (!body.isObject()) {
            throw InvalidRequest.body("invalid_type", "The body has to be a JSON object.");
        }
        Fields fields = new Fields(body, "");
        ChatRequest.Builder request = ChatRequest.builder()
                .message(CompletionsPrompt.read(fields))
                .sampling(sampling(fields))
                .extra(extra(body))
                .original(new ChatRequest.Original(Completions.DIALECT, (ObjectNode) body));
        fields.text("user").ifPresent(request::endUser);
        return IncomingChat.readWithStreamOptions(fields, request.build());
    }

    private static Sampling sampling(Fields fields) {
        Sampling.Builder sampling = Sampling.builder().stop(fields.textOrTexts("stop"));
        fields.number("temperature").ifPresent(value -> sampling.temperature(value.doubleValue()));
        fields.number("top_p").ifPresent(value -> sampling.topP(value.doubleValue()));
        fields.number("frequency_penalty").ifPresent(value -> sampling.frequencyPenalty(value.doubleValue()));
        fields.number("presence_penalty").ifPresent(value -> sampling.presencePenalty(value.doubleValue()));
        fields.integer("seed", Long.MIN_VALUE).ifPresent(sampling::seed);
        fields.count("max_tokens", 0).filter(value -> value > 0).ifPresent(sampling::maxTokens);
        fields.count("n", 1).ifPresent(sampling::n);
        fields.count("logprobs", 0).ifPresent(sampling::logProbs);
        return sampling.build();
    }

    private static Extra extra(JsonNode body) {
        Map<String, JsonNode> extra = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (!MODELLED.contains(field.getKey()) && says(field.getKey(), field.getValue())) {
                extra.put(field.getKey(), field.getValue());
            }
        }
        return new Extra(Optional.of(Completions.DIALECT), extra, ESSENTIAL, unpriced(extra));
    }

    /** Several prompts have an answer each; one may be the numbers of its tokens. */
    private static Set<String> unpriced(Map<String, JsonNode> extra) {
        Set<String> unpriced = Billing.beyondTokens(extra, HARMLESS);
        JsonNode prompt = extra.get("prompt");
        if (prompt != null && (prompt.size() == 1 || prompt.path(0).isNumber())) {
            unpriced.remove("prompt");
        }
        return unpriced;
    }

    /** Whether it says anything beyond words, and beyond what holds without it. */
    private static boolean says(String name, JsonNode value) {
        return switch (name) {
            case "prompt" -> !CompletionsPrompt.isOneText(value);
            case "echo" -> !value.isBoolean() || value.booleanValue();
            case "suffix" -> !value.asText("").isEmpty();
            case "best_of" -> value.asInt() != 1;
            default -> !value.isNull();
        };
    }

    /**
     * A request that came in this dialect as this dialect has it, without {@code model} and {@code stream}; its values are
     * shared with what came and not to be changed.
     */
    public static ObjectNode write(ChatRequest request) {
        Optional<ChatRequest.Original> original =
                request.original().filter(it -> it.dialect().equals(Completions.DIALECT));
        return original.isPresent() ? Json.shallowCopy(original.get().body()) : fromWords(request);
    }

    private static ObjectNode fromWords(ChatRequest request) {
        ObjectNode body =
                Json.object().put("prompt", request.messages().getFirst().text());
        request.extra().in(Completions.DIALECT).forEach(body::set);
        Sampling sampling = request.sampling();
        sampling.temperature().ifPresent(value -> body.put("temperature", value));
        sampling.topP().ifPresent(value -> body.put("top_p", value));
        sampling.frequencyPenalty().ifPresent(value -> body.put("frequency_penalty", value));
        sampling.presencePenalty().ifPresent(value -> body.put("presence_penalty", value));
        sampling.seed().ifPresent(value -> body.put("seed", value));
        sampling.maxTokens().ifPresent(value -> body.put("max_tokens", value));
        sampling.n().ifPresent(value -> body.put("n", value));
        sampling.logProbs().ifPresent(value -> body.put("logprobs", value));
        if (!sampling.stop().isEmpty()) {
            ArrayNode stop = body.putArray("stop");
            sampling.stop().forEach(stop::add);
        }
        request.user().ifPresent(user -> body.put("user", user));
        return body;
    }
}

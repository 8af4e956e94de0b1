package io.patchbay.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Extra;
import io.patchbay.chat.Message;
import io.patchbay.chat.Reasoning;
import io.patchbay.dialect.Billing;
import io.patchbay.dialect.Fields;
import io.patchbay.dialect.IncomingChat;
import io.patchbay.dialect.InvalidRequest;
import io.patchbay.dialect.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Requests for chat completions. */
public final class OpenAiRequests {

    private static final Set<String> MODELLED = Set.of(
            "model",
            "messages",
            "tools",
            "tool_choice",
            "response_format",
            "temperature",
            "top_p",
            "seed",
            "max_tokens",
            "max_completion_tokens",
            "stop",
            "n",
            "top_k",
            "frequency_penalty",
            "presence_penalty",
            "logprobs",
            "top_logprobs",
            "parallel_tool_calls",
            "modalities",
            "user",
            "stream",
            "stream_options");

    /** Modelled where they say what there is a word for; a vendor may have efforts of its own. */
    private static final Set<String> REASONING = Set.of("reasoning_effort", "reasoning");

    /** Fields without which the answer would be another one. */
    private static final Set<String> ESSENTIAL = Set.of("functions", "function_call", "audio", "web_search_options");

    /** Fields that tune the answer, or say what becomes of it, and that no vendor asks money for. */
    private static final Set<String> HARMLESS = Set.of(
            "audio",
            "clear_thinking",
            "enable_thinking",
            "include_reasoning",
            "logit_bias",
            "metadata",
            "min_p",
            "prompt_cache_key",
            "random_seed",
            "reasoning",
            "reasoning_effort",
            "reasoning_format",
            "repetition_penalty",
            "safe_prompt",
            "safety_identifier",
            "store",
            "thinking",
            "thinking_budget",
            "top_a",
            "transforms",
            "usage",
            "verbosity");

    /** The forms of an answer for which there are words. */
    private static final Set<String> MODALITIES = Set.of("text", "image", "audio");

    private OpenAiRequests() {}

    /** @throws InvalidRequest naming the field that is wrong */
    public static IncomingChat read(JsonNode body) {
        if (!body.isObject()) {
            throw InvalidRequest.body("invalid_type", "The body has to be a JSON object.");
        }
        Fields fields = new Fields(body, "");
        ChatRequest.Builder request = ChatRequest.builder()
                .messages(messages(fields))
                .tools(OpenAiTools.read(fields))
                .modalities(OpenAiFormats.modalities(fields))
                .sampling(OpenAiSampling.read(fields))
                .original(new ChatRequest.Original(OpenAi.DIALECT, (ObjectNode) body));
        OpenAiTools.choice(fields).ifPresent(request::toolChoice);
        OpenAiFormats.read(fields).ifPresent(request::responseFormat);
        Optional<Reasoning> reasoning = OpenAiReasoning.asked(fields);
        reasoning.ifPresent(request::reasoning);
        request.extra(extra(body, reasoning.isPresent() ? REASONING : Set.of()));
        fields.optionalFlag("parallel_tool_calls").ifPresent(request::parallelTools);
        fields.text("user").ifPresent(request::endUser);
        return IncomingChat.readWithStreamOptions(fields, request.build());
    }

    private static List<Message> messages(Fields fields) {
        JsonNode array = fields.array("messages").orElseThrow(() -> fields.missing("messages"));
        if (array.isEmpty()) {
            throw InvalidRequest.at(
                    "messages",
                    "empty_array",
                    "Invalid 'messages': empty array. Expected an array with at least one message.");
        }
        List<Message> messages = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            messages.add(OpenAiMessages.read(Fields.of(array.get(i), "messages[" + i + "]")));
        }
        return messages;
    }

    private static Extra extra(JsonNode body, Set<String> alsoModelled) {
        Map<String, JsonNode> extra = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (!MODELLED.contains(field.getKey()) && !alsoModelled.contains(field.getKey())) {
                extra.put(field.getKey(), field.getValue());
            }
        }
        return new Extra(Optional.of(OpenAi.DIALECT), extra, ESSENTIAL, unpriced(body, extra));
    }

    /** Sound that a message only names stands at the vendor, and says nothing of its length. */
    private static Set<String> unpriced(JsonNode body, Map<String, JsonNode> extra) {
        Set<String> unpriced = Billing.beyondTokens(extra, HARMLESS);
        for (JsonNode word : body.path("modalities")) {
            if (!MODALITIES.contains(word.asText())) {
                unpriced.add("modalities");
            }
        }
        JsonNode messages = body.path("messages");
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i).hasNonNull("audio")) {
                unpriced.add("messages[" + i + "].audio");
            }
        }
        return unpriced;
    }

    /**
     * The request as OpenAI's dialect has it, without {@code model} and {@code stream}. One that came in this dialect is
     * what came; the answer's values are shared with it and not to be changed.
     */
    public static ObjectNode write(ChatRequest request) {
        Optional<ChatRequest.Original> original =
                request.original().filter(it -> it.dialect().equals(OpenAi.DIALECT));
        return original.isPresent() ? Json.shallowCopy(original.get().body()) : fromWords(request);
    }

    private static ObjectNode fromWords(ChatRequest request) {
        ObjectNode body = Json.object();
        body.set("messages", OpenAiMessages.write(request.messages()));
        if (!request.tools().isEmpty()) {
            OpenAiTools.write(request.tools(), body.putArray("tools"));
        }
        request.toolChoice().ifPresent(choice -> OpenAiTools.write(choice, body));
        request.parallelTools().ifPresent(allowed -> body.put("parallel_tool_calls", allowed));
        request.reasoning().ifPresent(reasoning -> OpenAiReasoning.write(reasoning, body));
        OpenAiFormats.write(request.modalities(), body);
        request.responseFormat().ifPresent(format -> body.set("response_format", OpenAiFormats.write(format)));
        OpenAiSampling.write(request.sampling(), body);
        request.user().ifPresent(user -> body.put("user", user));
        request.extra().in(OpenAi.DIALECT).forEach(body::set);
        return body;
    }
}

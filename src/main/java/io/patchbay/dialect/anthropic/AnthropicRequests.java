package io.patchbay.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Extra;
import io.patchbay.chat.ResponseFormat;
import io.patchbay.chat.Sampling;
import io.patchbay.dialect.Billing;
import io.patchbay.dialect.Fields;
import io.patchbay.dialect.IncomingChat;
import io.patchbay.dialect.InvalidRequest;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.Unsaid;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Requests for messages. */
public final class AnthropicRequests {

    private static final Set<String> MODELLED = Set.of(
            "model",
            "messages",
            "system",
            "max_tokens",
            "metadata",
            "stop_sequences",
            "stream",
            "temperature",
            "top_k",
            "top_p",
            "tools",
            "tool_choice",
            "thinking",
            "output_config",
            "output_format");

    /** Fields without which the answer would be another one. */
    private static final Set<String> ESSENTIAL = Set.of("container", "mcp_servers");

    /** A conversation that the vendor keeps for a while. */
    static final String THREAD = "thread";

    private AnthropicRequests() {}

    /** @throws InvalidRequest naming the field that is wrong; {@code max_tokens} has to be there, as at Anthropic */
    public static IncomingChat read(JsonNode body) {
        IncomingChat incoming = readToCount(body);
        if (!body.hasNonNull("max_tokens")) {
            throw new Fields(body, "").missing("max_tokens");
        }
        return incoming;
    }

    /**
     * A request whose tokens are to be counted, which needs no limit.
     *
     * @throws InvalidRequest naming the field that is wrong
     */
    public static IncomingChat readToCount(JsonNode body) {
        if (!(body instanceof ObjectNode json)) {
            throw InvalidRequest.body("invalid_type", "The body has to be a JSON object.");
        }
        Fields fields = new Fields(body, "");
        ChatRequest.Builder request = ChatRequest.builder()
                .messages(AnthropicMessages.read(fields))
                .tools(AnthropicTools.read(fields))
                .sampling(sampling(fields))
                .extra(extra(fields))
                .original(new ChatRequest.Original(Anthropic.DIALECT, json));
        AnthropicTools.choice(fields).ifPresent(request::toolChoice);
        AnthropicTools.parallel(fields).ifPresent(request::parallelTools);
        AnthropicThinking.read(fields).ifPresent(request::reasoning);
        responseFormat(fields).ifPresent(request::responseFormat);
        fields.object("metadata").flatMap(it -> it.text("user_id")).ifPresent(request::endUser);
        return IncomingChat.read(fields, request.build());
    }

    /** {@code output_format} is the older place of the form that {@code output_config} holds today. */
    private static Optional<ResponseFormat> responseFormat(Fields fields) {
        return fields.object("output_config")
                .flatMap(config -> config.object("format"))
                .or(() -> fields.object("output_format"))
                .filter(format -> format.requiredText("type").equals("json_schema"))
                .map(format -> schema(format.requiredObject("schema").json()));
    }

    /** Not strict: OpenAI would refuse a schema with optional properties, which Anthropic allows. */
    private static ResponseFormat schema(JsonNode schema) {
        return new ResponseFormat.JsonSchema("answer", schema, false);
    }

    /** A limit of 0, which only fills the vendor's cache, counts as the least that the words have. */
    private static Sampling sampling(Fields fields) {
        Sampling.Builder sampling = Sampling.builder().stop(fields.texts("stop_sequences"));
        fields.count("max_tokens", 0).ifPresent(value -> sampling.maxTokens(Math.max(1, value)));
        fields.number("temperature").ifPresent(value -> sampling.temperature(value.doubleValue()));
        fields.number("top_p")
                .filter(value -> value.doubleValue() >= 0)
                .ifPresent(value -> sampling.topP(value.doubleValue()));
        fields.count("top_k", Integer.MIN_VALUE).filter(value -> value > 0).ifPresent(sampling::topK);
        return sampling.build();
    }

    /** What has no word, and of {@code output_config} the rest that has none. */
    private static Extra extra(Fields body) {
        Map<String, JsonNode> extra = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : body.json().properties()) {
            if (!MODELLED.contains(field.getKey())) {
                extra.put(field.getKey(), field.getValue());
            }
        }
        body.object("output_config").ifPresent(config -> {
            ObjectNode rest = Json.shallowCopy((ObjectNode) config.json());
            rest.remove(List.of("effort", "format"));
            if (!rest.isEmpty()) {
                extra.put("output_config", rest);
            }
        });
        return new Extra(Optional.of(Anthropic.DIALECT), extra, essential(body), unpriced(extra));
    }

    /**
     * What only takes from the conversation makes it cheaper; to shorten it is another call of a model. Five minutes in the
     * cache are priced wherever there is one.
     */
    private static Set<String> unpriced(Map<String, JsonNode> extra) {
        Set<String> unpriced = Billing.beyondTokens(extra, Set.of());
        boolean clearsAlone = true;
        for (JsonNode edit :
                extra.getOrDefault("context_management", Json.object()).path("edits")) {
            clearsAlone &= edit.path("type").asText().startsWith("clear_");
        }
        if (clearsAlone) {
            unpriced.remove("context_management");
        }
        JsonNode kept = extra.getOrDefault("cache_control", Json.object());
        if (kept.path("ttl").asText("5m").equals("5m")) {
            unpriced.remove("cache_control");
        }
        return unpriced;
    }

    /**
     * A request that begins a thread holds the whole conversation, so it is answered as well without one; one that goes on
     * with a thread holds its newest messages alone.
     *
     * @see <a href="https://platform.claude.com/docs/en/build-with-claude/message-threads">read 2026-11-21</a>
     */
    private static Set<String> essential(Fields body) {
        if (!body.json().at("/thread/type").asText().equals("continue")) {
            return ESSENTIAL;
        }
        Set<String> essential = new HashSet<>(ESSENTIAL);
        essential.add(THREAD);
        return essential;
    }

    /** The request as it came, if it came in this dialect. */
    static Optional<ObjectNode> original(ChatRequest request) {
        return request.original()
                .filter(it -> it.dialect().equals(Anthropic.DIALECT))
                .map(ChatRequest.Original::body);
    }

    /**
     * The request as Anthropic has it, without {@code model} and {@code stream}. One that came in this dialect is what
     * came, with a limit where it named none; the answer's values are shared with it and not to be changed.
     *
     * @param unsaid gathers what was left out
     * @throws io.patchbay.call.CallFailed with {@link io.patchbay.call.Failure.Unsupported} if the request asks for what
     *     Anthropic does not have
     */
    public static ObjectNode write(ChatRequest request, AnthropicModel model, Unsaid unsaid) {
        Optional<ObjectNode> original = original(request);
        if (original.isEmpty()) {
            return new AnthropicRequestWriter(request, model, unsaid).write();
        }
        ObjectNode body = Json.shallowCopy(original.get());
        body.remove(List.of("model", "stream"));
        return body.hasNonNull("max_tokens") ? body : body.put("max_tokens", model.maxTokens());
    }
}

package io.patchbay.dialect.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Extra;
import io.patchbay.dialect.Billing;
import io.patchbay.dialect.Fields;
import io.patchbay.dialect.InvalidRequest;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.Unsaid;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Requests for {@code generateContent}; which model, and whether in pieces, stands in their address. */
public final class GoogleRequests {

    private static final Set<String> MODELLED = Set.of("model", "contents", "systemInstruction", "tools");

    /** Fields without which the answer would be another one. */
    private static final Set<String> ESSENTIAL = Set.of("cachedContent");

    /** Fields of ours within which others may stand that have no word. */
    private static final Set<String> MIXED =
            Set.of("generationConfig", "thinkingConfig", "toolConfig", "functionCallingConfig");

    /** Fields that cost nothing, save those within {@code generationConfig}, which are looked at one by one. */
    private static final Set<String> HARMLESS = Set.of("labels", "safetySettings", "toolConfig", "generationConfig");

    private static final Set<String> HARMLESS_CONFIG = Set.of(
            "logprobs",
            "mediaResolution",
            "responseJsonSchema",
            "responseLogprobs",
            "responseMimeType",
            "responseSchema",
            "speechConfig",
            "thinkingConfig");

    private GoogleRequests() {}

    /** @throws InvalidRequest naming the field that is wrong */
    public static ChatRequest read(JsonNode body) {
        if (!body.isObject()) {
            throw InvalidRequest.body("invalid_type", "The body has to be a JSON object.");
        }
        ObjectNode json = (ObjectNode) GoogleNames.camelCase(body);
        Fields fields = new Fields(json, "");
        ObjectNode config = copyOf(fields, "generationConfig");
        ObjectNode toolConfig = copyOf(fields, "toolConfig");
        ChatRequest.Builder request = ChatRequest.builder()
                .messages(GoogleContentsReader.read(fields))
                .tools(GoogleTools.read(fields))
                .original(new ChatRequest.Original(Google.DIALECT, (ObjectNode) body));
        GoogleConfig.take(config, request);
        GoogleTools.takeChoice(toolConfig).ifPresent(request::toolChoice);
        ObjectNode left = Json.shallowCopy(json);
        left.remove(MODELLED);
        GoogleConfig.replace(left, "generationConfig", config);
        GoogleConfig.replace(left, "toolConfig", toolConfig);
        return request.extra(extra(left)).build();
    }

    private static ObjectNode copyOf(Fields fields, String name) {
        return fields.object(name)
                .map(object -> Json.shallowCopy((ObjectNode) object.json()))
                .orElseGet(Json::object);
    }

    private static Extra extra(ObjectNode left) {
        Map<String, JsonNode> extra = new HashMap<>();
        left.properties().forEach(field -> extra.put(field.getKey(), field.getValue()));
        return new Extra(Optional.of(Google.DIALECT), extra, ESSENTIAL, unpriced(extra, left.path("generationConfig")));
    }

    private static Set<String> unpriced(Map<String, JsonNode> extra, JsonNode config) {
        Set<String> unpriced = Billing.beyondTokens(extra, HARMLESS);
        config.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !HARMLESS_CONFIG.contains(name))
                .forEach(name -> unpriced.add("generationConfig." + name));
        return unpriced;
    }

    /**
     * The request as Google has it. One that came in this dialect is what came; the answer's values are shared with it and
     * not to be changed.
     *
     * @param model the vendor's name for the model, which tells what it takes
     * @throws io.patchbay.call.CallFailed if it asks for what Google has no form for
     */
    public static ObjectNode write(ChatRequest request, String model, Unsaid unsaid) {
        Optional<ObjectNode> original = request.original()
                .filter(it -> it.dialect().equals(Google.DIALECT))
                .map(it -> Json.shallowCopy(it.body()));
        original.ifPresent(body -> body.remove("model"));
        return original.orElseGet(() -> fromWords(request, GoogleModel.of(model), unsaid));
    }

    private static ObjectNode fromWords(ChatRequest request, GoogleModel model, Unsaid unsaid) {
        ObjectNode body = Json.object();
        GoogleContentsWriter.write(request.messages(), model, unsaid, body);
        GoogleTools.write(request.tools(), unsaid, body);
        if (!request.tools().isEmpty()) {
            request.toolChoice().ifPresent(choice -> GoogleTools.write(choice, body));
        }
        if (request.parallelTools().equals(Optional.of(false))) {
            unsaid.leaveOut("parallel_tool_calls");
        }
        request.user().ifPresent(user -> unsaid.leaveOut("user"));
        GoogleConfig.write(request, model, unsaid, body);
        request.extra().in(Google.DIALECT).forEach((name, value) -> merge(body, name, value));
        return body;
    }

    private static void merge(ObjectNode json, String name, JsonNode value) {
        if (MIXED.contains(name) && json.get(name) instanceof ObjectNode ours && value instanceof ObjectNode further) {
            further.properties().forEach(field -> merge(ours, field.getKey(), field.getValue()));
        } else {
            json.set(name, value);
        }
    }
}

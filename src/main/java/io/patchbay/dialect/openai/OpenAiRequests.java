package io.patchbay.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Message;
import io.patchbay.chat.ResponseFormat;
import io.patchbay.chat.Sampling;
import io.patchbay.chat.Tool;
import io.patchbay.chat.ToolChoice;
import io.patchbay.dialect.InvalidRequest;
import io.patchbay.dialect.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
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
            "user",
            "stream",
            "stream_options");

    private OpenAiRequests() {}

    /**
     * A request and what it says of the way in which it wants its answer.
     *
     * @param model empty where the caller leaves the choice to the gateway
     * @param streamed whether the answer shall come in pieces
     * @param includeUsage whether the stream shall tell the usage at its end
     */
    public record Incoming(Optional<String> model, ChatRequest request, boolean streamed, boolean includeUsage) {}

    /** @throws InvalidRequest naming the field that is wrong */
    public static Incoming read(JsonNode body) {
        if (!body.isObject()) {
            throw InvalidRequest.body("invalid_type", "The body has to be a JSON object.");
        }
        Fields fields = new Fields(body, "");
        ChatRequest.Builder request = ChatRequest.builder()
                .messages(messages(fields))
                .tools(tools(fields))
                .sampling(sampling(fields))
                .extra(extra(body))
                .original(new ChatRequest.Original(OpenAi.DIALECT, (ObjectNode) body));
        toolChoice(fields).ifPresent(request::toolChoice);
        responseFormat(fields).ifPresent(request::responseFormat);
        fields.text("user").ifPresent(request::endUser);
        boolean includeUsage = fields.object("stream_options")
                .map(options -> options.flag("include_usage"))
                .orElse(false);
        return new Incoming(fields.text("model"), request.build(), fields.flag("stream"), includeUsage);
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

    private static List<Tool> tools(Fields fields) {
        Optional<JsonNode> array = fields.array("tools");
        if (array.isEmpty()) {
            return List.of();
        }
        List<Tool> tools = new ArrayList<>(array.get().size());
        for (int i = 0; i < array.get().size(); i++) {
            Fields tool = Fields.of(array.get().get(i), "tools[" + i + "]");
            // Mistral's own client leaves the type out.
            if (tool.text("type").orElse("function").equals("function")) {
                tools.add(tool(tool.requiredObject("function")));
            }
        }
        return tools;
    }

    private static Tool tool(Fields function) {
        return new Tool(
                function.requiredText("name"),
                function.text("description"),
                function.any("parameters").orElseGet(Json::object),
                function.optionalFlag("strict"));
    }

    private static Optional<ToolChoice> toolChoice(Fields fields) {
        return fields.any("tool_choice").flatMap(choice -> {
            if (choice.isTextual()) {
                return switch (choice.textValue()) {
                    case "auto" -> Optional.of(new ToolChoice.Auto());
                    case "none" -> Optional.of(new ToolChoice.None());
                    case "required", "any" -> Optional.of(new ToolChoice.Required());
                    default -> Optional.empty();
                };
            }
            return Fields.of(choice, "tool_choice")
                    .object("function")
                    .map(function -> new ToolChoice.Named(function.requiredText("name")));
        });
    }

    private static Optional<ResponseFormat> responseFormat(Fields fields) {
        return fields.object("response_format").flatMap(format -> switch (format.requiredText("type")) {
            case "json_object" -> Optional.of(new ResponseFormat.JsonObject());
            case "json_schema" -> Optional.of(jsonSchema(format.requiredObject("json_schema")));
            default -> Optional.empty();
        });
    }

    private static ResponseFormat jsonSchema(Fields fields) {
        return new ResponseFormat.JsonSchema(
                fields.requiredText("name"), fields.any("schema").orElseGet(Json::object), fields.flag("strict"));
    }

    private static Sampling sampling(Fields fields) {
        Optional<Long> maxTokens = fields.integer("max_completion_tokens", 1).or(() -> fields.integer("max_tokens", 1));
        return new Sampling(
                real(fields.number("temperature")),
                real(fields.number("top_p")),
                fields.integer("seed", Long.MIN_VALUE).map(OptionalLong::of).orElseGet(OptionalLong::empty),
                count(maxTokens),
                stop(fields),
                count(fields.integer("n", 1)));
    }

    private static OptionalDouble real(Optional<Number> value) {
        return value.isPresent() ? OptionalDouble.of(value.get().doubleValue()) : OptionalDouble.empty();
    }

    private static OptionalInt count(Optional<Long> value) {
        return value.isPresent() ? OptionalInt.of((int) Math.min(Integer.MAX_VALUE, value.get())) : OptionalInt.empty();
    }

    private static List<String> stop(Fields fields) {
        Optional<JsonNode> stop = fields.any("stop");
        if (stop.isEmpty()) {
            return List.of();
        }
        if (stop.get().isTextual()) {
            return List.of(stop.get().textValue());
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode text : fields.array("stop").orElseThrow()) {
            if (!text.isTextual()) {
                throw Fields.wrongType("stop[" + texts.size() + "]", "a string", text);
            }
            texts.add(text.textValue());
        }
        return texts;
    }

    private static Map<String, JsonNode> extra(JsonNode body) {
        Map<String, JsonNode> extra = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (!MODELLED.contains(field.getKey())) {
                extra.put(field.getKey(), field.getValue());
            }
        }
        return extra;
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
        ArrayNode messages = body.putArray("messages");
        request.messages().forEach(message -> messages.add(OpenAiMessages.write(message)));
        if (!request.tools().isEmpty()) {
            ArrayNode tools = body.putArray("tools");
            request.tools().forEach(tool -> tools.add(write(tool)));
        }
        request.toolChoice().ifPresent(choice -> write(choice, body));
        request.responseFormat().ifPresent(format -> body.set("response_format", write(format)));
        write(request.sampling(), body);
        request.user().ifPresent(user -> body.put("user", user));
        request.extra().forEach(body::set);
        return body;
    }

    private static ObjectNode write(Tool tool) {
        ObjectNode json = Json.object().put("type", "function");
        ObjectNode function = json.putObject("function").put("name", tool.name());
        tool.description().ifPresent(text -> function.put("description", text));
        function.set("parameters", tool.parameters());
        tool.strict().ifPresent(strict -> function.put("strict", strict));
        return json;
    }

    private static void write(ToolChoice choice, ObjectNode body) {
        switch (choice) {
            case ToolChoice.Auto ignored -> body.put("tool_choice", "auto");
            case ToolChoice.None ignored -> body.put("tool_choice", "none");
            case ToolChoice.Required ignored -> body.put("tool_choice", "required");
            case ToolChoice.Named(String tool) ->
                body.putObject("tool_choice")
                        .put("type", "function")
                        .putObject("function")
                        .put("name", tool);
        }
    }

    private static ObjectNode write(ResponseFormat format) {
        return switch (format) {
            case ResponseFormat.JsonObject ignored -> Json.object().put("type", "json_object");
            case ResponseFormat.JsonSchema(String name, JsonNode schema, boolean strict) -> {
                ObjectNode json = Json.object().put("type", "json_schema");
                json.putObject("json_schema")
                        .put("name", name)
                        .put("strict", strict)
                        .set("schema", schema);
                yield json;
            }
        };
    }

    private static void write(Sampling sampling, ObjectNode body) {
        sampling.temperature().ifPresent(value -> body.put("temperature", value));
        sampling.topP().ifPresent(value -> body.put("top_p", value));
        sampling.seed().ifPresent(value -> body.put("seed", value));
        sampling.maxTokens().ifPresent(value -> body.put("max_tokens", value));
        sampling.n().ifPresent(value -> body.put("n", value));
        if (!sampling.stop().isEmpty()) {
            ArrayNode stop = body.putArray("stop");
            sampling.stop().forEach(stop::add);
        }
    }
}

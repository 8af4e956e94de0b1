package io.patchbay.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Content;
import io.patchbay.chat.Extra;
import io.patchbay.chat.Message;
import io.patchbay.chat.Modality;
import io.patchbay.chat.Reasoning;
import io.patchbay.chat.ResponseFormat;
import io.patchbay.chat.Sampling;
import io.patchbay.chat.Tool;
import io.patchbay.chat.ToolChoice;
import io.patchbay.dialect.Fields;
import io.patchbay.dialect.IncomingChat;
import io.patchbay.dialect.InvalidRequest;
import io.patchbay.dialect.Json;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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

    private OpenAiRequests() {}

    /** @throws InvalidRequest naming the field that is wrong */
    public static IncomingChat read(JsonNode body) {
        if (!body.isObject()) {
            throw InvalidRequest.body("invalid_type", "The body has to be a JSON object.");
        }
        Fields fields = new Fields(body, "");
        ChatRequest.Builder request = ChatRequest.builder()
                .messages(messages(fields))
                .tools(tools(fields))
                .modalities(modalities(fields))
                .sampling(sampling(fields))
                .original(new ChatRequest.Original(OpenAi.DIALECT, (ObjectNode) body));
        toolChoice(fields).ifPresent(request::toolChoice);
        responseFormat(fields).ifPresent(request::responseFormat);
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
            } else {
                tools.add(new Tool.Vendor(OpenAi.DIALECT, tool.json()));
            }
            OpenAiParts.cacheMark(tool.json()).ifPresent(mark -> tools.add(new Tool.CacheMark(mark.time())));
        }
        return tools;
    }

    private static Tool tool(Fields function) {
        return new Tool.Function(
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
        Sampling.Builder sampling = Sampling.builder().stop(stop(fields));
        fields.number("temperature").ifPresent(value -> sampling.temperature(value.doubleValue()));
        fields.number("top_p").ifPresent(value -> sampling.topP(value.doubleValue()));
        fields.number("frequency_penalty").ifPresent(value -> sampling.frequencyPenalty(value.doubleValue()));
        fields.number("presence_penalty").ifPresent(value -> sampling.presencePenalty(value.doubleValue()));
        fields.integer("seed", Long.MIN_VALUE).ifPresent(sampling::seed);
        fields.integer("top_k", Long.MIN_VALUE)
                .filter(value -> value > 0)
                .ifPresent(value -> sampling.topK(small(value)));
        fields.integer("max_completion_tokens", 1)
                .or(() -> fields.integer("max_tokens", 1))
                .ifPresent(value -> sampling.maxTokens(small(value)));
        fields.integer("n", 1).ifPresent(value -> sampling.n(small(value)));
        logProbs(fields).ifPresent(sampling::logProbs);
        return sampling.build();
    }

    private static int small(long value) {
        return (int) Math.min(Integer.MAX_VALUE, value);
    }

    /** Together's own {@code logprobs} is a number. */
    private static Optional<Integer> logProbs(Fields fields) {
        boolean wanted = fields.any("logprobs")
                .filter(JsonNode::isBoolean)
                .map(JsonNode::booleanValue)
                .orElse(false);
        Optional<Long> alternatives = fields.integer("top_logprobs", 0);
        return wanted ? Optional.of(small(alternatives.orElse(0L))) : Optional.empty();
    }

    /** A form that has no word here is left to the vendor. */
    private static Set<Modality> modalities(Fields fields) {
        Set<Modality> modalities = EnumSet.noneOf(Modality.class);
        fields.array("modalities")
                .ifPresent(words -> words.forEach(word -> {
                    switch (word.asText("")) {
                        case "text" -> modalities.add(Modality.TEXT);
                        case "image" -> modalities.add(Modality.IMAGE);
                        case "audio" -> modalities.add(Modality.AUDIO);
                        default -> {}
                    }
                }));
        return modalities;
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

    private static Extra extra(JsonNode body, Set<String> alsoModelled) {
        Map<String, JsonNode> extra = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (!MODELLED.contains(field.getKey()) && !alsoModelled.contains(field.getKey())) {
                extra.put(field.getKey(), field.getValue());
            }
        }
        return new Extra(Optional.of(OpenAi.DIALECT), extra, ESSENTIAL);
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
            write(request.tools(), body.putArray("tools"));
        }
        request.toolChoice().ifPresent(choice -> write(choice, body));
        request.parallelTools().ifPresent(allowed -> body.put("parallel_tool_calls", allowed));
        request.reasoning().ifPresent(reasoning -> OpenAiReasoning.write(reasoning, body));
        if (!request.modalities().isEmpty()) {
            ArrayNode modalities = body.putArray("modalities");
            request.modalities().stream()
                    .sorted()
                    .forEach(word -> modalities.add(word.name().toLowerCase(Locale.ROOT)));
        }
        request.responseFormat().ifPresent(format -> body.set("response_format", write(format)));
        write(request.sampling(), body);
        request.user().ifPresent(user -> body.put("user", user));
        request.extra().in(OpenAi.DIALECT).forEach(body::set);
        return body;
    }

    private static void write(List<Tool> tools, ArrayNode array) {
        for (Tool tool : tools) {
            switch (tool) {
                case Tool.Function function -> array.add(write(function));
                case Tool.Vendor vendor -> array.add(vendor.json());
                case Tool.CacheMark mark -> OpenAiParts.mark(new Content.CacheMark(mark.time()), array);
            }
        }
    }

    private static ObjectNode write(Tool.Function tool) {
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

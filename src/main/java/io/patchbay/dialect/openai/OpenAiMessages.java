package io.patchbay.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.Content;
import io.patchbay.chat.Message;
import io.patchbay.chat.Role;
import io.patchbay.dialect.InvalidRequest;
import io.patchbay.dialect.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The messages of a request, and the one of an answer, which has the same form. */
final class OpenAiMessages {

    private static final String ROLES = "system, developer, user, assistant, tool or function";

    private OpenAiMessages() {}

    static Message read(Fields message) {
        Role role = role(message);
        List<Content> content = role == Role.TOOL || role == Role.FUNCTION ? toolResult(message) : said(message);
        return new Message(role, content, message.text("name"));
    }

    private static Role role(Fields message) {
        String word = message.requiredText("role");
        return switch (word) {
            case "system" -> Role.SYSTEM;
            case "developer" -> Role.DEVELOPER;
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "tool" -> Role.TOOL;
            case "function" -> Role.FUNCTION;
            default ->
                throw InvalidRequest.at(
                        message.at("role"),
                        "invalid_value",
                        "Invalid value for '%s': expected %s.".formatted(message.at("role"), ROLES));
        };
    }

    private static List<Content> toolResult(Fields message) {
        String id = message.text("tool_call_id").or(() -> message.text("name")).orElse("");
        List<Content> content = new ArrayList<>();
        addContent(message, content);
        return List.of(new Content.ToolResult(id, content, false));
    }

    private static List<Content> said(Fields message) {
        List<Content> content = new ArrayList<>();
        reasoning(message).ifPresent(text -> content.add(new Content.Thinking(text, Optional.empty())));
        addContent(message, content);
        message.text("refusal").ifPresent(text -> content.add(new Content.Refusal(text)));
        message.array("tool_calls").ifPresent(calls -> {
            for (int i = 0; i < calls.size(); i++) {
                content.add(toolCall(Fields.of(calls.get(i), message.at("tool_calls") + "[" + i + "]")));
            }
        });
        return content;
    }

    /** DeepSeek, Z.ai and others say {@code reasoning_content}, OpenRouter, Groq and Ollama {@code reasoning}. */
    private static Optional<String> reasoning(Fields message) {
        return message.any("reasoning_content")
                .or(() -> message.any("reasoning"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(text -> !text.isEmpty());
    }

    private static Content toolCall(Fields call) {
        Optional<Fields> function = call.object("function");
        if (function.isEmpty()) {
            return new Content.Opaque(call.json());
        }
        return new Content.ToolCall(
                call.text("id").orElse(""),
                function.get().requiredText("name"),
                function.get().any("arguments").map(OpenAiMessages::asText).orElse(""));
    }

    /** Some servers write the arguments as an object instead of its text. */
    private static String asText(JsonNode arguments) {
        return arguments.isTextual() ? arguments.textValue() : arguments.toString();
    }

    private static void addContent(Fields message, List<Content> content) {
        Optional<JsonNode> value = message.any("content");
        if (value.isEmpty()) {
            return;
        }
        if (value.get().isTextual()) {
            content.add(new Content.Text(value.get().textValue()));
            return;
        }
        if (!value.get().isArray()) {
            throw Fields.wrongType(message.at("content"), "a string or an array of content parts", value.get());
        }
        for (int i = 0; i < value.get().size(); i++) {
            content.add(part(value.get().get(i), message.at("content") + "[" + i + "]"));
        }
    }

    private static Content part(JsonNode json, String path) {
        if (json.isTextual()) {
            return new Content.Text(json.textValue());
        }
        Fields part = Fields.of(json, path);
        return switch (part.requiredText("type")) {
            case "text" -> new Content.Text(part.requiredText("text"));
            case "refusal" -> new Content.Refusal(part.requiredText("refusal"));
            case "image_url" -> image(part);
            case "input_audio" -> {
                Fields audio = part.requiredObject("input_audio");
                yield new Content.Audio(
                        audio.requiredText("data"), audio.text("format").orElse(""));
            }
            default -> new Content.Opaque(json);
        };
    }

    private static Content image(Fields part) {
        Optional<String> bare =
                part.any("image_url").filter(JsonNode::isTextual).map(JsonNode::textValue);
        if (bare.isPresent()) {
            return new Content.Image(bare.get(), Optional.empty());
        }
        Fields image = part.requiredObject("image_url");
        return new Content.Image(image.requiredText("url"), image.text("detail"));
    }

    static ObjectNode write(Message message) {
        ObjectNode json = Json.object().put("role", message.role().name().toLowerCase(Locale.ROOT));
        message.name().ifPresent(name -> json.put("name", name));
        if (message.content().size() == 1 && message.content().getFirst() instanceof Content.ToolResult result) {
            json.put("tool_call_id", result.toolCallId());
            writeContent(result.content(), json);
        } else {
            writeContent(message.content(), json);
        }
        return json;
    }

    private static void writeContent(List<Content> content, ObjectNode json) {
        ArrayNode parts = Json.object().arrayNode();
        ArrayNode calls = Json.object().arrayNode();
        for (Content part : content) {
            switch (part) {
                case Content.ToolCall call -> calls.add(write(call));
                case Content.Refusal(String text) -> json.put("refusal", text);
                case Content.Thinking(String text, Optional<String> signature) -> json.put("reasoning_content", text);
                case Content.ToolResult result -> writeContent(result.content(), json);
                case Content.Text(String text) ->
                    parts.addObject().put("type", "text").put("text", text);
                case Content.Image image -> parts.add(write(image));
                case Content.Audio(String base64, String format) ->
                    parts.addObject()
                            .put("type", "input_audio")
                            .putObject("input_audio")
                            .put("data", base64)
                            .put("format", format);
                case Content.File file -> parts.add(write(file));
                case Content.Opaque(JsonNode opaque) -> parts.add(opaque);
            }
        }
        json.set("content", simplest(parts));
        if (!calls.isEmpty()) {
            json.set("tool_calls", calls);
        }
    }

    /** A lone text is written as a string, which every server understands; no content at all as null. */
    private static JsonNode simplest(ArrayNode parts) {
        if (parts.isEmpty()) {
            return parts.nullNode();
        }
        boolean loneText =
                parts.size() == 1 && parts.get(0).path("type").asText().equals("text");
        return loneText ? parts.get(0).get("text") : parts;
    }

    private static ObjectNode write(Content.ToolCall call) {
        ObjectNode json = Json.object().put("id", call.id()).put("type", "function");
        json.putObject("function").put("name", call.name()).put("arguments", call.arguments());
        return json;
    }

    private static ObjectNode write(Content.Image image) {
        ObjectNode json = Json.object().put("type", "image_url");
        ObjectNode url = json.putObject("image_url").put("url", image.url());
        image.detail().ifPresent(detail -> url.put("detail", detail));
        return json;
    }

    private static ObjectNode write(Content.File file) {
        ObjectNode json = Json.object().put("type", "file");
        ObjectNode body = json.putObject("file");
        file.filename().ifPresent(name -> body.put("filename", name));
        body.put(file.reference().startsWith("data:") ? "file_data" : "file_id", file.reference());
        return json;
    }
}

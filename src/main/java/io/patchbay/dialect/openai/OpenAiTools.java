package io.patchbay.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.Content;
import io.patchbay.chat.Tool;
import io.patchbay.chat.ToolChoice;
import io.patchbay.dialect.Fields;
import io.patchbay.dialect.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tools that a model may call, and whether it may, must or must not. */
final class OpenAiTools {

    private OpenAiTools() {}

    static List<Tool> read(Fields fields) {
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

    static Optional<ToolChoice> choice(Fields fields) {
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

    static void write(List<Tool> tools, ArrayNode array) {
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

    static void write(ToolChoice choice, ObjectNode body) {
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
}

package io.patchbay.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.Modality;
import io.patchbay.chat.ResponseFormat;
import io.patchbay.dialect.Fields;
import io.patchbay.dialect.Json;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The form of an answer: the schema that its text follows, and whether it is text at all. */
final class OpenAiFormats {

    private OpenAiFormats() {}

    static Optional<ResponseFormat> read(Fields fields) {
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

    /** A form that has no word here is left to the vendor. */
    static Set<Modality> modalities(Fields fields) {
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

    static ObjectNode write(ResponseFormat format) {
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

    static void write(Set<Modality> modalities, ObjectNode body) {
        if (!modalities.isEmpty()) {
            ArrayNode words = body.putArray("modalities");
            modalities.stream().sorted().forEach(word -> words.add(word.name().toLowerCase(Locale.ROOT)));
        }
    }
}

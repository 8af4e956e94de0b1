package io.patchbay.provider.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.dialect.Json;
import java.util.Map;

/** The smallest document that follows a schema of objects, arrays and plain values; texts are the caller's own. */
final class SchemaExample {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SchemaExample() {}

    static JsonNode of(JsonNode schema, String text) {
        if (schema.path("enum").isArray() && !schema.path("enum").isEmpty()) {
            return schema.get("enum").get(0);
        }
        JsonNode type = schema.path("type").isArray() ? schema.get("type").get(0) : schema.path("type");
        return switch (type.asText()) {
            case "object" -> object(schema, text);
            case "array" -> NODES.arrayNode().add(of(schema.path("items"), text));
            case "integer", "number" -> NODES.numberNode(schema.path("minimum").asInt(0));
            case "boolean" -> NODES.booleanNode(true);
            case "null" -> NODES.nullNode();
            default -> NODES.textNode(text);
        };
    }

    private static ObjectNode object(JsonNode schema, String text) {
        ObjectNode json = Json.object();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            json.set(property.getKey(), of(property.getValue(), text));
        }
        return json;
    }
}

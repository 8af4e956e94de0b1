package io.patchbay.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object within a request, whose fields are asked for by name and type. A field that is null counts as absent, as the
 * vendors have it.
 *
 * @param path where the object stands; empty for the request itself
 */
public record Fields(JsonNode json, String path) {

    public static Fields of(JsonNode json, String path) {
        if (!json.isObject()) {
            throw wrongType(path, "an object", json);
        }
        return new Fields(json, path);
    }

    public String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private @Nullable JsonNode find(String name) {
        JsonNode value = json.get(name);
        return value == null || value.isNull() ? null : value;
    }

    public Optional<JsonNode> any(String name) {
        return Optional.ofNullable(find(name));
    }

    public Optional<String> text(String name) {
        JsonNode value = find(name);
        if (value != null && !value.isTextual()) {
            throw wrongType(at(name), "a string", value);
        }
        return Optional.ofNullable(value).map(JsonNode::textValue);
    }

    public String requiredText(String name) {
        return text(name).orElseThrow(() -> missing(name));
    }

    public boolean flag(String name) {
        return optionalFlag(name).orElse(false);
    }

    public Optional<Boolean> optionalFlag(String name) {
        JsonNode value = find(name);
        if (value != null && !value.isBoolean()) {
            throw wrongType(at(name), "a boolean", value);
        }
        return Optional.ofNullable(value).map(JsonNode::booleanValue);
    }

    public Optional<Number> number(String name) {
        JsonNode value = find(name);
        if (value != null && !value.isNumber()) {
            throw wrongType(at(name), "a number", value);
        }
        return Optional.ofNullable(value).map(JsonNode::numberValue);
    }

    /** A whole number of at least {@code least}. */
    public Optional<Long> integer(String name, long least) {
        JsonNode value = find(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrongType(at(name), "an integer", value);
        }
        if (value.longValue() < least) {
            throw InvalidRequest.at(
                    at(name),
                    "integer_below_min_value",
                    "Invalid '%s': %d is too small, expected at least %d."
                            .formatted(at(name), value.longValue(), least));
        }
        return Optional.of(value.longValue());
    }

    /** A number of things, of at least {@code least}; more than an {@code int} holds counts as all that it holds. */
    public Optional<Integer> count(String name, int least) {
        return integer(name, least).map(value -> (int) Math.min(Integer.MAX_VALUE, value));
    }

    /** Texts in an array; none where it is absent. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : array(name).orElseGet(MissingNode::getInstance)) {
            if (!text.isTextual()) {
                throw wrongType(at(name) + "[" + texts.size() + "]", "a string", text);
            }
            texts.add(text.textValue());
        }
        return texts;
    }

    /** Texts in an array, or one that stands for itself. */
    public List<String> textOrTexts(String name) {
        JsonNode value = find(name);
        return value != null && value.isTextual() ? List.of(value.textValue()) : texts(name);
    }

    public Optional<Fields> object(String name) {
        JsonNode value = find(name);
        return value == null ? Optional.empty() : Optional.of(of(value, at(name)));
    }

    public Fields requiredObject(String name) {
        return object(name).orElseThrow(() -> missing(name));
    }

    public Optional<JsonNode> array(String name) {
        JsonNode value = find(name);
        if (value != null && !value.isArray()) {
            throw wrongType(at(name), "an array", value);
        }
        return Optional.ofNullable(value);
    }

    public InvalidRequest missing(String name) {
        return InvalidRequest.at(
                at(name), "missing_required_parameter", "Missing required parameter: '%s'.".formatted(at(name)));
    }

    public static InvalidRequest wrongType(String where, String expected, JsonNode found) {
        return InvalidRequest.at(
                where,
                "invalid_type",
                "Invalid type for '%s': expected %s, but got %s instead.".formatted(where, expected, nameOf(found)));
    }

    private static String nameOf(JsonNode json) {
        String type = json.getNodeType().name().toLowerCase(Locale.ROOT);
        return json.getNodeType() == JsonNodeType.NULL
                ? type
                : ("aeio".indexOf(type.charAt(0)) >= 0 ? "an " : "a ") + type;
    }
}

package io.patchbay.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.toml.TomlFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.patchbay.dialect.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What one file says: a tree whose leaves are texts, as they were written.
 *
 * @param origins by key
 */
record Layer(ObjectNode tree, Map<String, Origin> origins) {

    private static final Pattern HARMLESS = Pattern.compile("while [a-z ]+|Duplicate field '[\\w./:@-]{1,100}'");

    static final Layer EMPTY = new Layer(Json.object(), Map.of());

    /**
     * Reads YAML, JSON or TOML, by the ending of the file's name.
     *
     * @throws InvalidConfiguration if it is none of them
     */
    static Layer read(String file, byte[] content) {
        Map<String, Origin> origins = new HashMap<>();
        try (JsonParser parser = mapper(file).createParser(content)) {
            if (parser.nextToken() == null) {
                return EMPTY;
            }
            JsonNode tree = new Walk(parser, file, origins).value("");
            if (parser.nextToken() != null) {
                int line = parser.currentTokenLocation().getLineNr();
                throw unreadable(file, "one document is read, and another follows", line);
            }
            if (tree.isObject()) {
                return new Layer((ObjectNode) tree, origins);
            }
            throw unreadable(file, "it has to be a mapping with 'patchbay' at its top", 1);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw unreadable(file, "it can't be read: " + harmless(e), line);
        } catch (IOException e) {
            throw unreadable(file, "it can't be read as UTF-8", 0);
        }
    }

    /** Parsers quote the text around a mistake, where a key may stand; this lets their plain words through. */
    private static String harmless(JsonProcessingException e) {
        String message = e.getOriginalMessage().lines().findFirst().orElse("");
        return HARMLESS.matcher(message).matches() ? message : "it is not well-formed from here on";
    }

    static InvalidConfiguration unreadable(String file, String right, int line) {
        return new InvalidConfiguration(
                List.of(new Problem("PATCHBAY_CONFIG", file, new Origin(file, line).toString(), right)));
    }

    private static ObjectMapper mapper(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        JsonFactory factory = name.endsWith(".toml")
                ? new TomlFactory()
                : name.endsWith(".json") ? new JsonFactory() : new YAMLFactory();
        return new ObjectMapper(factory).enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
    }

    /** This layer with another laid over it: objects are merged, all else is replaced. */
    Layer under(Layer upper) {
        Map<String, Origin> all = new HashMap<>(origins);
        all.putAll(upper.origins);
        return new Layer(merged(tree, upper.tree), all);
    }

    private static ObjectNode merged(ObjectNode lower, ObjectNode upper) {
        ObjectNode result = Json.shallowCopy(lower);
        for (Map.Entry<String, JsonNode> field : upper.properties()) {
            JsonNode below = result.get(field.getKey());
            boolean both = below instanceof ObjectNode && field.getValue() instanceof ObjectNode;
            result.set(
                    field.getKey(),
                    both ? merged((ObjectNode) below, (ObjectNode) field.getValue()) : field.getValue());
        }
        return result;
    }

    /** Every scalar by its key. */
    Map<String, String> flat() {
        Map<String, String> flat = new HashMap<>();
        flatten("", tree, flat);
        return flat;
    }

    private static void flatten(String key, JsonNode json, Map<String, String> flat) {
        if (json.isObject()) {
            json.properties().forEach(field -> flatten(Key.of(key, field.getKey()), field.getValue(), flat));
        } else if (json.isArray()) {
            for (int i = 0; i < json.size(); i++) {
                flatten(Key.of(key, i), json.get(i), flat);
            }
        } else if (!json.isNull()) {
            flat.put(key, json.asText());
        }
    }

    /** Reads values token by token, for the tree alone would not tell the lines. */
    private record Walk(JsonParser parser, String file, Map<String, Origin> origins) {

        JsonNode value(String key) throws IOException {
            origins.put(
                    key,
                    new Origin(file, Math.max(0, parser.currentTokenLocation().getLineNr())));
            if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
                int line = parser.currentTokenLocation().getLineNr();
                throw unreadable(file, "aliases are not read; write out the value of " + key, line);
            }
            return switch (parser.currentToken()) {
                case START_OBJECT -> object(key);
                case START_ARRAY -> array(key);
                case VALUE_NULL -> NullNode.getInstance();
                default -> TextNode.valueOf(parser.getText());
            };
        }

        private JsonNode object(String key) throws IOException {
            ObjectNode object = Json.object();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                object.set(name, value(Key.of(key, name)));
            }
            return object;
        }

        private JsonNode array(String key) throws IOException {
            var array = Json.object().arrayNode();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(value(Key.of(key, array.size())));
            }
            return array;
        }
    }
}

package io.patchbay.config;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.catalogue.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code catalogue/<provider>.yaml}. The files are YAML in its flow style with their texts in quotes, which is
 * within what Jackson's reader of JSON takes too; that needs a quarter of the time.
 */
final class ShippedFiles {

    static final List<String> PROVIDERS = List.of(
            "openrouter",
            "siliconflow",
            "azure",
            "openai",
            "deepseek",
            "anthropic",
            "google",
            "groq",
            "mistral",
            "xai",
            "together",
            "huggingface",
            "cohere",
            "cerebras",
            "perplexity",
            "fireworks",
            "sandbox");

    private static final ModelReader MODELS = new ModelReader(Currencies.NONE);

    private static final List<String> COMMON = List.of("source", "effective-from");

    private static final ObjectMapper FLOW = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_YAML_COMMENTS)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** @param json the entry as an operator would write it */
    record Shipped(Model model, ObjectNode json) {}

    private ShippedFiles() {}

    /** By provider and wire id. */
    static Map<String, Map<String, Shipped>> read() {
        Map<String, Map<String, Shipped>> all = new LinkedHashMap<>();
        PROVIDERS.forEach(provider -> all.put(provider, read(provider)));
        return all;
    }

    private static Map<String, Shipped> read(String provider) {
        String file = "catalogue/" + provider + ".yaml";
        JsonNode tree = tree(file);
        String prefix = tree.path("prefix").asText("");
        Map<String, Shipped> models = new LinkedHashMap<>();
        for (String part : List.of("kept", "generated")) {
            JsonNode list = tree.path(part);
            for (Map.Entry<String, JsonNode> entry : list.path("models").properties()) {
                ObjectNode json = complete((ObjectNode) entry.getValue(), list).put("wire-id", entry.getKey());
                Section section = new Section(new ShippedValues(file), entry.getKey(), json);
                Model model = MODELS.read(provider, prefix + entry.getKey(), entry.getKey(), section);
                models.put(entry.getKey(), new Shipped(model, json));
            }
        }
        return models;
    }

    static JsonNode tree(String file) {
        try {
            return FLOW.readTree(Layers.resource(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A list names its commonest source and day once; here each model carries what holds for it. */
    private static ObjectNode complete(ObjectNode entry, JsonNode list) {
        for (String common : COMMON) {
            if (!entry.has(common) && list.has(common)) {
                entry.set(common, list.get(common));
            }
        }
        return entry;
    }
}

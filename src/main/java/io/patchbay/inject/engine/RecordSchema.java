package io.patchbay.inject.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import io.patchbay.dialect.Json;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema of a record: nothing beside its components, all of them required save the optional ones.
 *
 * @param strict whether it keeps to what OpenAI's strict mode takes, in which every property is required
 * @see <a href="https://platform.openai.com/docs/guides/structured-outputs">OpenAI's rules, read 2026-07-24</a>
 */
record RecordSchema(JsonNode json, boolean strict) {

    private static final Set<Class<?>> OPTIONAL =
            Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    private static final SchemaGenerator GENERATOR = generator();

    static RecordSchema of(Class<?> type) {
        JsonNode json = generate(type);
        return new RecordSchema(json, isStrict(json));
    }

    /** The generator is not safe for several threads. */
    private static JsonNode generate(Class<?> type) {
        synchronized (GENERATOR) {
            return GENERATOR.generateSchema(type);
        }
    }

    private static SchemaGenerator generator() {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule())
                .with(Option.FLATTENED_OPTIONALS)
                .with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT)
                .with(Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        config.forTypesInGeneral()
                .withCustomDefinitionProvider((type, context) -> custom(type.getErasedType()))
                // The order of the declaration, in which a model may be meant to reason before it concludes.
                .withPropertySorter((unusedOne, unusedOther) -> 0);
        config.forFields().withRequiredCheck(RecordSchema::isRequired);
        return new SchemaGenerator(config.build());
    }

    private static @Nullable CustomDefinition custom(Class<?> type) {
        ObjectNode json = Json.object();
        if (type.isEnum()) {
            ArrayNode names = json.put("type", "string").putArray("enum");
            for (Object constant : type.getEnumConstants()) {
                names.add(RecordReader.nameOf(constant));
            }
        } else if (type == OptionalInt.class || type == OptionalLong.class) {
            json.putArray("type").add("integer").add("null");
        } else if (type == OptionalDouble.class) {
            json.putArray("type").add("number").add("null");
        } else {
            return null;
        }
        return new CustomDefinition(
                json, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.YES);
    }

    private static boolean isRequired(FieldScope field) {
        return !OPTIONAL.contains(field.getDeclaredType().getErasedType());
    }

    private static boolean isStrict(JsonNode schema) {
        JsonNode properties = schema.path("properties");
        boolean isObject = schema.path("type").asText("").equals("object");
        if (isObject
                && (properties.size() != schema.path("required").size()
                        || !schema.path("additionalProperties").isBoolean())) {
            return false;
        }
        for (JsonNode part : schema) {
            if (!isStrict(part)) {
                return false;
            }
        }
        return true;
    }
}

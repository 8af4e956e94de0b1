package io.patchbay.inject.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;

/**
 * Reads records as strictly as their schema is meant: what is not {@code Optional} is there, nothing else is, and no type
 * stands in for another. Across the network this is the only check on what a provider's strict mode promised.
 */
final class RecordReader {

    private static final ObjectMapper MAPPER = mapper();

    private RecordReader() {}

    static <T> T read(JsonNode json, Class<T> type) throws JsonProcessingException {
        T value = MAPPER.treeToValue(json, type);
        if (value == null) {
            throw MismatchedInputException.from(null, type, "it is null");
        }
        return value;
    }

    /** An enum's constant as JSON has it. */
    static String nameOf(Object constant) {
        return MAPPER.convertValue(constant, String.class);
    }

    private static ObjectMapper mapper() {
        JsonMapper.Builder mapper = JsonMapper.builder()
                .addModule(new JdkTypes())
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
        return mapper.withCoercionConfig(
                        LogicalType.Textual,
                        texts -> texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .build();
    }
}

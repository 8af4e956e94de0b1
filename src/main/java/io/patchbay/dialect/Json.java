package io.patchbay.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** JSON as it is read from strangers: bounded in depth, exact in its numbers, without duplicate keys. */
public final class Json {

    private static final int MAX_DEPTH = 200;
    private static final int MAX_NUMBER_LENGTH = 1_000;
    private static final int MAX_STRING_LENGTH = 256 << 20;

    /** Jackson keeps its buffers by thread, and a call's virtual thread never has a second call. */
    private static final RecyclerPool<BufferRecycler> BUFFERS = JsonRecyclerPools.newConcurrentDequePool();

    private static final ObjectMapper STRICT = mapper(true);
    private static final ObjectMapper LENIENT = mapper(false);
    private static final ObjectReader PIECE = LENIENT.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    private static ObjectMapper mapper(boolean strict) {
        JsonFactory factory = new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxStringLength(MAX_STRING_LENGTH)
                        .build())
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
                .configure(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION, false)
                .recyclerPool(BUFFERS)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    /** Reads what a caller sent; duplicate keys are refused, since two readers could understand them differently. */
    public static JsonNode readStrictly(byte[] json) throws IOException {
        try {
            return STRICT.readTree(json);
        } catch (NumberFormatException e) {
            throw noNumber(e);
        }
    }

    /** Reads what a vendor sent. */
    public static JsonNode read(byte[] json) throws IOException {
        try {
            return LENIENT.readTree(json);
        } catch (NumberFormatException e) {
            throw noNumber(e);
        }
    }

    public static JsonNode read(String json) throws JsonProcessingException {
        try {
            return LENIENT.readTree(json);
        } catch (NumberFormatException e) {
            throw noNumber(e);
        }
    }

    /** Jackson (2.22) tells of an exponent beyond ten digits in another exception than of all else that is no JSON. */
    private static JsonProcessingException noNumber(NumberFormatException e) {
        return new JsonParseException(null, "a number's exponent is too large", e);
    }

    /** Reads what a vendor sent, token by token. */
    public static JsonParser parser(byte[] json) throws IOException {
        return LENIENT.getFactory().createParser(json);
    }

    /** The value at which the parser stands. */
    public static JsonNode value(JsonParser parser) throws IOException {
        try {
            return PIECE.readTree(parser);
        } catch (NumberFormatException e) {
            throw noNumber(e);
        }
    }

    public static byte[] write(JsonNode json) {
        try {
            return LENIENT.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A new object with the same fields; the values are shared. */
    public static ObjectNode shallowCopy(ObjectNode json) {
        return object().setAll(json);
    }
}

package io.patchbay.dialect.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.EmbeddingReply;
import io.patchbay.chat.EmbeddingReply.Embedding;
import io.patchbay.chat.Verbatim;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.VectorJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Reads an answer of vectors as it goes by, for a tree of its numbers would cost twenty times their own size. */
public final class OpenAiVectors {

    private final JsonParser parser;
    private final ObjectNode rest = Json.object();
    private final TreeMap<Integer, Embedding> byIndex = new TreeMap<>();

    private OpenAiVectors(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * @param body UTF-8
     * @throws IOException if it is no such answer
     */
    public static EmbeddingReply read(byte[] body) throws IOException {
        try (JsonParser parser = Json.parser(body)) {
            return new OpenAiVectors(parser).read(new Verbatim(OpenAi.DIALECT, body));
        }
    }

    private EmbeddingReply read(Verbatim verbatim) throws IOException {
        VectorJson.expect(JsonToken.START_OBJECT, parser.nextToken());
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            if (field.equals("data") && parser.currentToken() == JsonToken.START_ARRAY) {
                data();
            } else {
                rest.set(field, Json.value(parser));
            }
        }
        List<Embedding> embeddings = new ArrayList<>(byIndex.values());
        return new EmbeddingReply(
                rest.path("model").asText(""), embeddings, OpenAiUsage.read(rest), Optional.of(verbatim));
    }

    private void data() throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            VectorJson.expect(JsonToken.START_OBJECT, parser.currentToken());
            one(byIndex.size());
        }
    }

    private void one(int position) throws IOException {
        int index = position;
        float[] vector = {};
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("index") && value == JsonToken.VALUE_NUMBER_INT) {
                index = parser.getIntValue();
            } else if (field.equals("embedding")) {
                vector = vector(value);
            } else {
                parser.skipChildren();
            }
        }
        byIndex.put(index, new Embedding(vector));
    }

    private float[] vector(JsonToken first) throws IOException {
        if (first == JsonToken.VALUE_STRING) {
            return floats(parser.getBinaryValue());
        }
        return VectorJson.read(parser);
    }

    private static float[] floats(byte[] bytes) {
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }
}

package io.patchbay.dialect.google;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.EmbeddingReply;
import io.patchbay.chat.EmbeddingReply.Embedding;
import io.patchbay.chat.Verbatim;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.VectorJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the answer to one text or to several as it goes by, for a tree of its numbers would be many times their size. */
public final class GoogleVectors {

    private final JsonParser parser;
    private final ObjectNode rest = Json.object();
    private final List<Embedding> embeddings = new ArrayList<>();

    private GoogleVectors(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * @param body UTF-8
     * @param model the asked one, since the answer names none
     * @throws IOException if it is no such answer
     */
    public static EmbeddingReply read(byte[] body, String model) throws IOException {
        try (JsonParser parser = Json.parser(body)) {
            GoogleVectors vectors = new GoogleVectors(parser);
            vectors.readAnswer();
            Optional<Verbatim> verbatim = Optional.of(new Verbatim(Google.DIALECT, body));
            return new EmbeddingReply(model, vectors.embeddings, GoogleUsage.read(vectors.rest), verbatim);
        }
    }

    private void readAnswer() throws IOException {
        VectorJson.expect(JsonToken.START_OBJECT, parser.nextToken());
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "embedding" -> embeddings.add(embedding(value));
                case "embeddings" -> readAll(value);
                default -> rest.set(field, Json.value(parser));
            }
        }
        VectorJson.expect(JsonToken.END_OBJECT, parser.currentToken());
    }

    private void readAll(JsonToken first) throws IOException {
        VectorJson.expect(JsonToken.START_ARRAY, first);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            embeddings.add(embedding(parser.currentToken()));
        }
    }

    private Embedding embedding(JsonToken first) throws IOException {
        VectorJson.expect(JsonToken.START_OBJECT, first);
        float[] vector = {};
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            if (field.equals("values")) {
                vector = VectorJson.read(parser);
            } else {
                parser.skipChildren();
            }
        }
        if (vector.length == 0) {
            throw new IOException("a vector without numbers");
        }
        return new Embedding(vector);
    }
}

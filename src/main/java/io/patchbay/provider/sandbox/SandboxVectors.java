package io.patchbay.provider.sandbox;

import io.patchbay.catalogue.TokenCount;
import io.patchbay.chat.EmbeddingReply;
import io.patchbay.chat.EmbeddingReply.Embedding;
import io.patchbay.chat.EmbeddingRequest;
import io.patchbay.chat.EmbeddingRequest.Input;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.openai.OpenAiEmbeddings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Vectors that cost nothing: each text's groups of three letters, counted into as many boxes as the vector has places, and
 * made one long. Texts that share words lie near each other, which is enough to try a search with.
 */
final class SandboxVectors {

    static final String MODEL = "embed";

    private static final int LENGTH = 256;
    private static final int LONGEST = 4_096;
    private static final int GROUP = 3;

    private SandboxVectors() {}

    static byte[] of(OpenAiEmbeddings.Incoming asked) {
        EmbeddingRequest request = asked.request();
        int length = Math.min(LONGEST, request.dimensions().orElse(LENGTH));
        List<Embedding> vectors = request.inputs().stream()
                .map(input -> new Embedding(vector(text(input), length)))
                .toList();
        Usage usage = Usage.builder().input(TokenCount.of(request)).build();
        EmbeddingReply reply = new EmbeddingReply("sandbox/" + MODEL, vectors, Optional.of(usage), Optional.empty());
        return OpenAiEmbeddings.write(reply, asked.base64());
    }

    private static String text(Input input) {
        return switch (input) {
            case Input.Text(String text) -> text;
            case Input.Tokens tokens -> tokens.tokens().toString();
        };
    }

    private static float[] vector(String text, int length) {
        String padded = " " + text.toLowerCase(Locale.ROOT) + " ";
        float[] vector = new float[length];
        for (int i = 0; i + GROUP <= padded.length(); i++) {
            vector[Math.floorMod(padded.substring(i, i + GROUP).hashCode(), length)]++;
        }
        return ofLengthOne(vector);
    }

    private static float[] ofLengthOne(float[] vector) {
        double square = 0;
        for (float value : vector) {
            square += (double) value * value;
        }
        double norm = Math.sqrt(square);
        for (int i = 0; i < vector.length && norm > 0; i++) {
            vector[i] = (float) (vector[i] / norm);
        }
        return vector;
    }
}

package io.patchbay.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/** The numbers of a vector, read without a tree: an answer may hold millions. */
public final class VectorJson {

    private static final int USUAL_LENGTH = 1_536;

    private VectorJson() {}

    /**
     * Reads an array of numbers to its end.
     *
     * @param parser stands at the array's beginning
     * @throws IOException if it holds anything else
     */
    public static float[] read(JsonParser parser) throws IOException {
        expect(JsonToken.START_ARRAY, parser.currentToken());
        float[] vector = new float[USUAL_LENGTH];
        int length = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!parser.currentToken().isNumeric()) {
                throw new IOException("a vector holds what is no number");
            }
            if (length == vector.length) {
                vector = Arrays.copyOf(vector, 2 * length);
            }
            vector[length++] = parser.getFloatValue();
        }
        return Arrays.copyOf(vector, length);
    }

    /** @throws IOException if something else stands there */
    public static void expect(JsonToken wanted, JsonToken found) throws IOException {
        if (found != wanted) {
            throw new IOException("expected " + wanted + ", found " + found);
        }
    }
}

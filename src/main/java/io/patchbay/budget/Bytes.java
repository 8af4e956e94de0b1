package io.patchbay.budget;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.util.Map;

/**
 * Sizes that no encoding's number of tokens exceeds: no token is shorter than a byte. Some vendors rewrite characters
 * before they cut a text, and one may become eighteen (NFKC of U+FDFA), so the longer of both forms counts.
 */
final class Bytes {

    private static final int ASCII = 0x80;
    private static final int TWO_BYTES = 0x800;

    /** The comma or colon behind a value. */
    private static final int MARK = 1;

    /** Quotes or brackets around one. */
    private static final int AROUND = 2;

    private Bytes() {}

    static long of(String text) {
        long bytes = utf8(text);
        return bytes == text.length() || Normalizer.isNormalized(text, Normalizer.Form.NFKC)
                ? bytes
                : Math.max(bytes, utf8(Normalizer.normalize(text, Normalizer.Form.NFKC)));
    }

    /** A surrogate counts as the three bytes that it becomes where it stands alone; of a pair that is two too many. */
    private static long utf8(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < ASCII ? 1 : c < TWO_BYTES ? 2 : 3;
        }
        return bytes;
    }

    /** Of the JSON as it is written without white space, or less where it is written with escapes. */
    static long of(JsonNode json) {
        return switch (json.getNodeType()) {
            case STRING -> of(json.textValue()) + AROUND + MARK;
            case OBJECT -> {
                long sum = AROUND + MARK;
                for (Map.Entry<String, JsonNode> field : json.properties()) {
                    sum += of(field.getKey()) + AROUND + MARK + of(field.getValue());
                }
                yield sum;
            }
            case ARRAY -> {
                long sum = AROUND + MARK;
                for (JsonNode item : json) {
                    sum += of(item);
                }
                yield sum;
            }
            case NUMBER, BOOLEAN, NULL -> json.asText().length() + (long) MARK;
            default -> json.toString().length() + (long) MARK;
        };
    }
}

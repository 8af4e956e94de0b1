package io.patchbay.api;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.dialect.InvalidRequest;
import io.patchbay.dialect.Json;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The JSON that a caller sends, read within bounds.
 *
 * @param length bytes, as the caller announced them; negative if it did not
 * @param encoding {@code Content-Encoding}
 */
record RequestBody(InputStream stream, int length, Optional<String> encoding) {

    static RequestBody of(InputStream stream, HttpHeaders headers) {
        return new RequestBody(
                stream, headers.getLength(), Optional.ofNullable(headers.getHeaderString("Content-Encoding")));
    }

    /**
     * Blocks until the caller has sent it all.
     *
     * @param limit bytes
     * @throws RefusedBody if it is larger, or compressed
     * @throws InvalidRequest if it is no JSON, or holds a key twice, or is nested too deeply
     */
    JsonNode read(long limit) {
        encoding.filter(word -> !word.equalsIgnoreCase("identity")).ifPresent(word -> {
            throw RefusedBody.encoded(word);
        });
        if (length > limit) {
            throw RefusedBody.tooLarge(limit);
        }
        return parsed(bytes(stream, limit));
    }

    private static byte[] bytes(InputStream body, long limit) {
        try {
            byte[] bytes = body.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, limit + 1));
            if (bytes.length > limit) {
                throw RefusedBody.tooLarge(limit);
            }
            return bytes;
        } catch (IOException e) {
            throw InvalidRequest.body("incomplete_body", "The body ended before it was whole.");
        }
    }

    private static JsonNode parsed(byte[] bytes) {
        if (bytes.length == 0) {
            throw InvalidRequest.body("missing_body", "The request has no body; a JSON object is expected.");
        }
        try {
            JsonNode json = Json.readStrictly(bytes);
            if (!json.isObject()) {
                throw InvalidRequest.body("invalid_type", "The body has to be a JSON object.");
            }
            return json;
        } catch (StreamConstraintsException e) {
            throw InvalidRequest.body(
                    "invalid_json", "The body is nested too deeply or holds a number that is too long.");
        } catch (JsonParseException e) {
            throw InvalidRequest.body("invalid_json", "The body is not valid JSON" + where(e) + ".");
        } catch (IOException e) {
            throw InvalidRequest.body("invalid_json", "The body is not valid JSON.");
        }
    }

    private static String where(JsonParseException e) {
        String reason = e.getOriginalMessage() != null && e.getOriginalMessage().startsWith("Duplicate field")
                ? ": an object holds the same key twice"
                : "";
        return "%s (line %d, column %d)"
                .formatted(reason, e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }
}

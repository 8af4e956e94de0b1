package io.patchbay.api;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.dialect.InvalidRequest;
import io.patchbay.dialect.Json;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** The JSON that a caller sends, read within bounds. */
final class RequestBody {

    private RequestBody() {}

    /**
     * @param limit bytes
     * @throws RefusedBody if it is larger, or compressed
     * @throws InvalidRequest if it is no JSON, or holds a key twice, or is nested too deeply
     */
    static JsonNode read(InputStream body, HttpHeaders headers, long limit) {
        String encoding = headers.getHeaderString("Content-Encoding");
        if (encoding != null && !encoding.toLowerCase(Locale.ROOT).equals("identity")) {
            throw RefusedBody.encoded(encoding);
        }
        if (headers.getLength() > limit) {
            throw RefusedBody.tooLarge(limit);
        }
        return parsed(bytes(body, limit));
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

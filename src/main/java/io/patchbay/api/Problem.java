package io.patchbay.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.dialect.Json;
import jakarta.ws.rs.core.Response;

/**
 * Errors of Patchbay's own API.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
final class Problem {

    static final String TYPE = "application/problem+json";

    private Problem() {}

    static Response response(ErrorShape error) {
        return error.response().type(TYPE).entity(body(error)).build();
    }

    static byte[] body(ErrorShape error) {
        ObjectNode json = Json.object()
                .put("type", "about:blank")
                .put("title", error.code())
                .put("status", error.status())
                .put("detail", error.message());
        error.param().ifPresent(param -> json.put("parameter", param));
        return Json.write(json);
    }
}

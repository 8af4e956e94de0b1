package io.patchbay.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.Verbatim;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.anthropic.Anthropic;
import io.patchbay.dialect.anthropic.AnthropicErrors;
import io.patchbay.dialect.openai.OpenAi;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The form in which the clients of a path know errors. A vendor's own words go to clients of its own dialect alone. */
enum ErrorForm {
    /** {@code {"error": {message, type, param, code}}}. */
    OPENAI("application/json", "x-request-id") {
        @Override
        byte[] body(ErrorShape error, String requestId) {
            return words(error, OpenAi.DIALECT).orElseGet(() -> {
                ObjectNode json = Json.object();
                json.putObject("error")
                        .put("message", error.message())
                        .put("type", error.type())
                        .put("param", error.param().orElse(null))
                        .put("code", error.code());
                return Json.write(json);
            });
        }
    },

    /** {@code {"type": "error", "error": {type, message}, "request_id"}}. */
    ANTHROPIC("application/json", "request-id") {
        @Override
        byte[] body(ErrorShape error, String requestId) {
            return words(error, Anthropic.DIALECT).orElseGet(() -> Json.write(written(error, requestId)));
        }

        private static ObjectNode written(ErrorShape error, String requestId) {
            if (error.code().equals(ErrorShape.UNSUPPORTED) && error.param().isPresent()) {
                return AnthropicErrors.unsupported(error.param().get(), error.message(), requestId);
            }
            return AnthropicErrors.write(AnthropicErrors.typeOf(error.status()), error.message(), requestId);
        }
    },

    /**
     * Of our own API.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
     */
    PROBLEM("application/problem+json", "x-request-id") {
        @Override
        byte[] body(ErrorShape error, String requestId) {
            ObjectNode json = Json.object()
                    .put("type", "about:blank")
                    .put("title", error.code())
                    .put("status", error.status())
                    .put("detail", error.message());
            error.param().ifPresent(param -> json.put("parameter", param));
            return Json.write(json);
        }
    };

    /** The header by which Anthropic's clients can be told on paths that are OpenAI's as well. */
    static final String ANTHROPIC_VERSION = "anthropic-version";

    private static final String MESSAGES = "/v1/messages/";
    private static final String MODELS = "/v1/models/";

    private final String mediaType;
    private final String requestIdHeader;

    ErrorForm(String mediaType, String requestIdHeader) {
        this.mediaType = mediaType;
        this.requestIdHeader = requestIdHeader;
    }

    /**
     * @param path as the server sees it, such as {@code /v1/models}
     * @param anthropicVersion the caller's header {@value #ANTHROPIC_VERSION}
     */
    static ErrorForm of(String path, @Nullable String anthropicVersion) {
        String place = path + "/";
        if (place.startsWith("/api/")) {
            return PROBLEM;
        }
        boolean anthropics = place.startsWith(MESSAGES) || place.startsWith(MODELS) && anthropicVersion != null;
        return anthropics ? ANTHROPIC : OPENAI;
    }

    /** @param requestId the call's name; empty where there is no call */
    abstract byte[] body(ErrorShape error, String requestId);

    String mediaType() {
        return mediaType;
    }

    /** The header in which these clients look for the name of their call. */
    String requestIdHeader() {
        return requestIdHeader;
    }

    Response response(ErrorShape error) {
        return response(error, "");
    }

    Response response(ErrorShape error, String requestId) {
        return error.response().type(mediaType).entity(body(error, requestId)).build();
    }

    static Optional<byte[]> words(ErrorShape error, String dialect) {
        return error.said().filter(said -> said.dialect().equals(dialect)).map(Verbatim::body);
    }
}

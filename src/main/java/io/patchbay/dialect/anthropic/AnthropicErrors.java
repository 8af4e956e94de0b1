package io.patchbay.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.dialect.Json;

/**
 * Errors, as the body of an answer or as an event of a stream.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/errors">Anthropic's table, read 2026-11-21</a>
 */
public final class AnthropicErrors {

    /** The type of the event. */
    public static final String EVENT = "error";

    /** Clients answer it by sending the whole conversation again, without a thread. */
    private static final String NO_THREADS = "thread_unsupported_request";

    private AnthropicErrors() {}

    public static ObjectNode write(String type, String message, String requestId) {
        ObjectNode json = Json.object().put("type", EVENT);
        json.putObject("error").put("type", type).put("message", message);
        return json.put("request_id", requestId);
    }

    /** An error for a request whose field the model's vendor has no way to take. */
    public static ObjectNode unsupported(String field, String message, String requestId) {
        ObjectNode json = write("invalid_request_error", message, requestId);
        if (field.equals(AnthropicRequests.THREAD)) {
            json.withObject("error").putObject("details").put("error_code", NO_THREADS);
        }
        return json;
    }

    /** The word for a status. */
    public static String typeOf(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 529 -> "overloaded_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }

    /** The status that an error within a stream would have had. */
    public static int statusOf(String type) {
        return switch (type) {
            case "invalid_request_error" -> 400;
            case "authentication_error" -> 401;
            case "billing_error" -> 402;
            case "permission_error" -> 403;
            case "not_found_error" -> 404;
            case "request_too_large" -> 413;
            case "rate_limit_error" -> 429;
            case "timeout_error" -> 504;
            case "overloaded_error" -> 529;
            default -> 500;
        };
    }
}

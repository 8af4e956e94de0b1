package io.patchbay.api;

import io.patchbay.chat.Verbatim;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;

/**
 * An error as it leaves, before it takes the shape of a dialect.
 *
 * @param status HTTP's
 * @param type OpenAI's word for the kind of error
 * @param code a word for programs
 * @param param the field that is at fault
 * @param retryAfter when it is worth another try
 * @param said the vendor's own words, where they go to the caller as they are
 */
record ErrorShape(
        int status,
        String type,
        String code,
        String message,
        Optional<String> param,
        Optional<Duration> retryAfter,
        Optional<Verbatim> said) {

    static final String INVALID_REQUEST = "invalid_request_error";

    /** The code of what the model's vendor has no way to take. */
    static final String UNSUPPORTED = "unsupported_parameter";

    /** The code of what a budget does not allow. */
    static final String OVER_BUDGET = "budget_exceeded";

    static ErrorShape callerFault(int status, String code, String message, Optional<String> param) {
        return new ErrorShape(status, INVALID_REQUEST, code, message, param, Optional.empty(), Optional.empty());
    }

    static ErrorShape ours(int status, String code, String message) {
        return new ErrorShape(status, "api_error", code, message, Optional.empty(), Optional.empty(), Optional.empty());
    }

    ErrorShape retryAfter(Optional<Duration> wait) {
        return new ErrorShape(status, type, code, message, param, wait, said);
    }

    ErrorShape saying(Optional<Verbatim> words) {
        return new ErrorShape(status, type, code, message, param, retryAfter, words);
    }

    /** A response with the status and the headers, and no body yet. */
    Response.ResponseBuilder response() {
        Response.ResponseBuilder response = Response.status(status);
        if (code.equals(OVER_BUDGET)) {
            response.header("x-should-retry", "false"); // The official clients try every other 429 again.
        }
        retryAfter.ifPresent(wait -> response.header("Retry-After", Math.max(1, (wait.toMillis() + 999) / 1_000)));
        return response;
    }
}

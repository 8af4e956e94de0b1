package io.patchbay.provider.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.patchbay.call.Failure;
import io.patchbay.call.Failure.Reach;
import io.patchbay.chat.Verbatim;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.google.Google;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Google's errors: {@code {"error": {code, message, status, details}}}, which a stream may wrap into an array. A wrong key
 * is a 400, and a 403 may be the caller's fault: a file that is not there any more.
 */
final class GoogleFailures {

    private static final List<String> TOO_LONG = List.of("input token count", "exceeds the maximum number of tokens");

    private static final List<String> BAD_KEY = List.of("API key not valid", "API key expired", "API Key not found");

    /** What our account is not entitled to. */
    private static final List<String> NOT_SERVED = List.of("User location is not supported", "billing");

    private static final List<String> CALLERS_RESOURCE =
            List.of("permission to access the File", "CachedContent not found");

    /** Of a proxy in front of it. */
    private static final int OVERLOADED = 529;

    private GoogleFailures() {}

    /** What Google said of an error. */
    private record Said(String message, String status, JsonNode error) {

        static Said of(JsonNode json) {
            JsonNode error = errorIn(json);
            String message = error.isTextual()
                    ? error.textValue()
                    : error.path("message").asText("");
            return new Said(message, error.path("status").asText(""), error);
        }

        boolean mentions(List<String> words) {
            return words.stream().anyMatch(message::contains);
        }

        boolean isForKey() {
            for (JsonNode detail : error.path("details")) {
                if (detail.path("reason").asText("").startsWith("API_KEY_")) {
                    return true;
                }
            }
            return false;
        }

        String orElse(String other) {
            return message.isBlank() ? other : message;
        }

        Optional<Verbatim> verbatim() {
            return error.isObject()
                    ? Optional.of(new Verbatim(
                            Google.DIALECT, Json.write(Json.object().set("error", error))))
                    : Optional.empty();
        }
    }

    private static JsonNode errorIn(JsonNode json) {
        return (json.isArray() ? json.path(0) : json).path("error");
    }

    static Failure of(int status, Function<String, Optional<String>> headers, byte[] body) {
        return of(status, headers, Said.of(parsed(body)));
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return Json.read(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private static Failure of(int status, Function<String, Optional<String>> headers, Said said) {
        Optional<Duration> wait = RetryDelay.of(said.error(), said.message(), headers);
        if (status == 429 || status == OVERLOADED) {
            return new Failure.Throttled(said.orElse("the provider is at its limit"), wait);
        }
        if (status >= 500 || status == 408 || status == 499) {
            return new Failure.Unavailable("the provider answered with status " + status, Reach.ANSWER, wait);
        }
        if (status < 300) {
            return new Failure.Garbled("the provider answered with status " + status);
        }
        if (status < 400) {
            return new Failure.Garbled("the provider redirects, which is not followed (status " + status + ")");
        }
        return refused(status, said);
    }

    private static Failure refused(int status, Said said) {
        if (isOurs(status, said)) {
            return new Failure.Unauthenticated(
                    "the provider does not accept Patchbay's credential (status " + status + ")");
        }
        if (said.mentions(TOO_LONG)) {
            return new Failure.ContextTooLong(said.message(), said.verbatim());
        }
        if (status == 404) {
            return new Failure.ModelNotFound(said.orElse("the provider does not know the model"), said.verbatim());
        }
        return new Failure.Rejected(
                said.orElse("the provider refused the request (status " + status + ")"), status, said.verbatim());
    }

    private static boolean isOurs(int status, Said said) {
        if (status == 403) {
            return !said.mentions(CALLERS_RESOURCE);
        }
        return status == 401
                || status == 402
                || said.isForKey()
                || (status == 400 && said.mentions(BAD_KEY))
                || (said.status().equals("FAILED_PRECONDITION") && said.mentions(NOT_SERVED));
    }

    /** An error that came with a status of success, as within a stream; empty if there is none. */
    static Optional<Failure> inAnswer(JsonNode json) {
        JsonNode error = errorIn(json);
        return error.isObject() || error.isTextual()
                ? Optional.of(of(statusOf(error), name -> Optional.empty(), Said.of(json)))
                : Optional.empty();
    }

    private static int statusOf(JsonNode error) {
        int code = error.path("code").asInt();
        return code >= 400 && code < 600 ? code : statusOf(error.path("status").asText(""));
    }

    /** The codes of Google's remote procedure calls. */
    private static int statusOf(String word) {
        return switch (word) {
            case "INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE" -> 400;
            case "UNAUTHENTICATED" -> 401;
            case "PERMISSION_DENIED" -> 403;
            case "NOT_FOUND" -> 404;
            case "RESOURCE_EXHAUSTED" -> 429;
            default -> 500;
        };
    }
}

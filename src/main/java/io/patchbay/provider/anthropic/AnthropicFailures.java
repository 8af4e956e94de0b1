package io.patchbay.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.patchbay.call.Failure;
import io.patchbay.call.Failure.Reach;
import io.patchbay.chat.Verbatim;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.anthropic.Anthropic;
import io.patchbay.dialect.anthropic.AnthropicErrors;
import io.patchbay.provider.RetryAfter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Errors of the vendors that speak this dialect: {@code {"type": "error", "error": {type, message}}}. Their types repeat
 * the status; what a 400 is about only its message tells.
 */
final class AnthropicFailures {

    private static final int OVERLOADED = 529;

    /** How it says that a request does not fit the model's window. */
    private static final List<String> TOO_LONG =
            List.of("prompt is too long", "exceed context limit", "exceeds the context", "context window");

    /** How it says that the account has no money, or has reached the limit that its owner set. */
    private static final List<String> NO_MONEY = List.of("credit balance is too low", "api usage limits");

    private static final String FILTERED = "blocked by content filtering policy";

    private AnthropicFailures() {}

    /** What a vendor said of an error. */
    private record Said(String type, String message, String code) {

        static Said of(JsonNode error) {
            return new Said(
                    error.path("type").asText(""),
                    error.path("message").asText("").strip(),
                    error.at("/details/error_code").asText(""));
        }

        /** Not the model is unknown, but the thread that the caller goes on with; the caller sends all again. */
        boolean isOfThread() {
            return code.startsWith("thread_");
        }

        boolean has(List<String> words) {
            String lower = message.toLowerCase(Locale.ROOT);
            return words.stream().anyMatch(lower::contains);
        }

        String orElse(String other) {
            return message.isEmpty() ? other : message;
        }
    }

    static Failure of(int status, Function<String, Optional<String>> headers, byte[] body, Instant now) {
        JsonNode error = parsed(body).path("error");
        Optional<Verbatim> verbatim =
                error.isObject() ? Optional.of(new Verbatim(Anthropic.DIALECT, body)) : Optional.empty();
        return of(status, Said.of(error), verbatim, RetryAfter.in(headers, now));
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return Json.read(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private static Failure of(int status, Said said, Optional<Verbatim> verbatim, Optional<Duration> wait) {
        if (said.has(NO_MONEY) || status == 402) {
            return new Failure.Unauthenticated("the provider's account has no credit left");
        }
        if (status == 429 || status == OVERLOADED) {
            return new Failure.Throttled(said.orElse("the provider is at its limit"), wait);
        }
        if (status >= 500 || status == 408) {
            return new Failure.Unavailable("the provider answered with status " + status, Reach.ANSWER, wait);
        }
        if (said.has(List.of(FILTERED))) {
            return new Failure.ContentFiltered(said.message(), status, verbatim);
        }
        if (status == 401 || status == 403) {
            return new Failure.Unauthenticated(
                    "the provider does not accept Patchbay's credential (status " + status + ")");
        }
        if (status == 404 && !said.isOfThread()) {
            return new Failure.ModelNotFound(said.orElse("the provider does not know the model"), verbatim);
        }
        if (status == 400 && said.has(TOO_LONG)) {
            return new Failure.ContextTooLong(said.message(), verbatim);
        }
        if (status < 400) {
            return new Failure.Garbled("the provider answered with status " + status);
        }
        return new Failure.Rejected(
                said.orElse("the provider refused the request (status " + status + ")"), status, verbatim);
    }

    /** An error that came with a status of success, as within a stream; empty if there is none. */
    static Optional<Failure> inAnswer(JsonNode json) {
        boolean failed = json.path("type").asText().equals(AnthropicErrors.EVENT)
                || json.path("error").isObject();
        if (!failed) {
            return Optional.empty();
        }
        Said said = Said.of(json.path("error"));
        return Optional.of(of(AnthropicErrors.statusOf(said.type()), said, Optional.empty(), Optional.empty()));
    }
}

package io.patchbay.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.patchbay.call.Failure;
import io.patchbay.call.Failure.Reach;
import io.patchbay.chat.Verbatim;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.openai.OpenAi;
import io.patchbay.provider.RetryAfter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Errors of the vendors that speak this dialect. Most write {@code {"error": {message, type, param, code}}}; OpenRouter's
 * code is a number, SiliconFlow writes {@code {code, message}} or a bare string, Mistral {@code {detail}} or
 * {@code {message}}.
 */
final class OpenAiFailures {

    private static final int PROXY_LIMIT = 529;

    /** How vendors without a code of their own say that a prompt is too long. */
    private static final List<String> TOO_LONG = List.of(
            "maximum context length",
            "context length exceeded",
            "exceeds the context",
            "context window",
            "max_seq_len",
            "prompt is too long",
            "input is too long",
            "too many tokens");

    /** Codes of what a filter declined. */
    private static final Set<String> FILTERED =
            Set.of("content_filter", "content_policy_violation", "image_content_policy_violation", "bio_policy");

    /** Beginnings of codes that a failed response has for the caller's faults; it has no status and no type. */
    private static final List<String> CALLERS_FAULTS = List.of(
            "invalid_",
            "image_",
            "unsupported_",
            "empty_",
            "failed_to_download_",
            "data_residency_",
            "context_length_");

    private OpenAiFailures() {}

    /** What a vendor said of an error, whatever form it gave it. */
    private record Said(String message, String type, String code, JsonNode error) {

        static Said of(JsonNode json) {
            JsonNode error = json.path("error").isObject() ? json.get("error") : json;
            String message = firstText(error.path("message"), error.path("detail"), json.path("error"), json);
            return new Said(
                    message, error.path("type").asText(""), error.path("code").asText(""), error);
        }

        private static String firstText(JsonNode... candidates) {
            for (JsonNode candidate : candidates) {
                if (candidate.isTextual() && !candidate.textValue().isBlank()) {
                    return candidate.textValue();
                }
            }
            return "";
        }

        boolean says(String word) {
            return code.equals(word) || type.equals(word);
        }

        String orElse(String other) {
            return message.isEmpty() ? other : message;
        }
    }

    static Failure of(int status, Function<String, Optional<String>> headers, byte[] body, Instant now) {
        JsonNode json = parsed(body);
        Said said = Said.of(json);
        Optional<Verbatim> verbatim =
                json.path("error").isObject() ? Optional.of(new Verbatim(OpenAi.DIALECT, body)) : Optional.empty();
        Optional<Duration> wait = RetryAfter.in(headers, now).or(() -> RetryAfter.inMessage(said.message()));
        return of(status, said, verbatim, wait);
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return Json.read(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private static Failure of(int status, Said said, Optional<Verbatim> verbatim, Optional<Duration> wait) {
        if (said.says("insufficient_quota")) {
            return new Failure.Unauthenticated("the provider's account has no quota left");
        }
        if (status == 429 || status == PROXY_LIMIT) {
            return new Failure.Throttled(said.orElse("the provider is at its limit"), wait);
        }
        if (status >= 500 || status == 408) {
            return new Failure.Unavailable("the provider answered with status " + status, Reach.ANSWER, wait);
        }
        if (isFiltered(status, said)) {
            return new Failure.ContentFiltered(
                    said.orElse("the provider's filter declined the request"), status, verbatim);
        }
        if (status == 401 || status == 402 || status == 403) {
            return new Failure.Unauthenticated(
                    "the provider does not accept Patchbay's credential (status " + status + ")");
        }
        if (isTooLong(said)) {
            return new Failure.ContextTooLong(said.orElse("the request is too long for the model"), verbatim);
        }
        if (status == 404 || isUnknownModel(said)) {
            return new Failure.ModelNotFound(said.orElse("the provider does not know the model"), verbatim);
        }
        if (status >= 300 && status < 400) {
            return new Failure.Garbled("the provider redirects, which is not followed (status " + status + ")");
        }
        if (status < 300) {
            return new Failure.Garbled("the provider answered with status " + status);
        }
        return new Failure.Rejected(
                said.orElse("the provider refused the request (status " + status + ")"), status, verbatim);
    }

    /** OpenRouter's 403 names the reasons of its moderation; Azure's 400 says {@code content_filter}. */
    private static boolean isFiltered(int status, Said said) {
        return FILTERED.contains(said.code())
                || FILTERED.contains(said.type())
                || (status == 403 && said.error().path("metadata").has("reasons"));
    }

    private static boolean isTooLong(Said said) {
        if (said.says("context_length_exceeded")) {
            return true;
        }
        String message = said.message().toLowerCase(Locale.ROOT);
        return TOO_LONG.stream().anyMatch(message::contains);
    }

    /** SiliconFlow answers 400 with a number of its own. */
    private static boolean isUnknownModel(Said said) {
        return said.says("model_not_found") || said.says("20012");
    }

    /** An error that came with a status of success, as OpenRouter sends it in its streams; empty if there is none. */
    static Optional<Failure> inAnswer(JsonNode json) {
        JsonNode error = json.path("error");
        if (error.isMissingNode() || error.isNull()) {
            error = json.path("choices").path(0).path("error");
        }
        if (error.isObject() || error.isTextual()) {
            return Optional.of(inside(Said.of(error.isObject() ? Json.object().set("error", error) : error)));
        }
        boolean siliconFlow =
                !json.has("choices") && json.has("code") && json.path("message").isTextual();
        return siliconFlow ? Optional.of(inside(Said.of(json))) : Optional.empty();
    }

    private static Failure inside(Said said) {
        return of(statusOf(said), said, Optional.empty(), RetryAfter.inMessage(said.message()));
    }

    private static int statusOf(Said said) {
        if (said.error().path("code").isInt()) {
            int code = said.error().path("code").intValue();
            if (code >= 400 && code < 600) {
                return code;
            }
        }
        return switch (said.type()) {
            case "invalid_request_error" -> 400;
            case "rate_limit_error", "tokens", "requests" -> 429;
            default -> statusOf(said.code());
        };
    }

    private static int statusOf(String code) {
        if (code.equals("rate_limit_exceeded")) {
            return 429;
        }
        if (code.equals("invalid_api_key")) {
            return 401;
        }
        boolean callersFault =
                FILTERED.contains(code) || CALLERS_FAULTS.stream().anyMatch(code::startsWith);
        return callersFault ? 400 : 500;
    }
}

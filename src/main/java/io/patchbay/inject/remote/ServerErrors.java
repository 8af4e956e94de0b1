package io.patchbay.inject.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.patchbay.call.Failure;
import io.patchbay.call.Failure.Reach;
import io.patchbay.chat.Verbatim;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.openai.OpenAi;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The failure that a server's error tells of: by its code where that is Patchbay's own, else by the status. */
final class ServerErrors {

    private static final int UNTOLD = 500;

    private ServerErrors() {}

    /** @param retryAfter seconds, or null */
    static Failure failure(int status, @Nullable String retryAfter, byte[] body) {
        JsonNode json = parsed(body);
        Optional<Duration> wait = Optional.ofNullable(retryAfter)
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
        return of(status, json.path("error"), wait, Optional.of(new Verbatim(OpenAi.DIALECT, body)));
    }

    /** @param json an event of the form {@code {"error": {…}}} */
    static Failure inStream(JsonNode json) {
        return of(
                UNTOLD,
                json.path("error"),
                Optional.empty(),
                Optional.of(new Verbatim(OpenAi.DIALECT, Json.write(json))));
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return Json.read(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private static Failure of(int status, JsonNode error, Optional<Duration> wait, Optional<Verbatim> said) {
        String detail = error.path("message").asText("the Patchbay server answered with status " + status);
        return switch (error.path("code").asText("")) {
            case "rate_limit_exceeded" -> new Failure.Throttled(detail, wait);
            case "provider_unavailable" -> new Failure.Unavailable(detail, Reach.ANSWER, wait);
            case "provider_timeout" -> new Failure.TimedOut(detail, Failure.Clock.CALL);
            case "provider_garbled" -> new Failure.Garbled(detail);
            case "provider_unauthenticated" -> new Failure.Unauthenticated(detail);
            case "context_length_exceeded" -> new Failure.ContextTooLong(detail, said);
            case "content_filter" -> new Failure.ContentFiltered(detail, status, said);
            case "unsupported_parameter" ->
                new Failure.Unsupported(detail, error.path("param").asText("model"));
            case "model_not_found" -> new Failure.ModelNotFound(detail, said);
            case "overloaded" -> new Failure.Overloaded(detail, wait);
            case "no_provider_available" -> new Failure.NoTarget(detail, wait);
            case "ledger_unavailable" -> new Failure.LedgerUnavailable(detail);
            case "invalid_answer" -> new Failure.Invalid(detail);
            case "cancelled" -> new Failure.Cancelled(detail);
            case "stopping" -> new Failure.Stopping(detail);
            case "budget_exceeded" -> new Failure.OverBudget(detail, wait);
            case "unbounded_cost" ->
                new Failure.Unbounded(detail, error.path("param").asText("model"));
            case "unpriced_model" -> new Failure.Unpriced(detail);
            case "internal_error" -> new Failure.Unexpected(detail);
            default -> byStatus(status, detail, wait, said);
        };
    }

    private static Failure byStatus(int status, String detail, Optional<Duration> wait, Optional<Verbatim> said) {
        if (status == 429) {
            return new Failure.Throttled(detail, wait);
        }
        return status >= 400 && status < 500
                ? new Failure.Rejected(detail, status, said)
                : new Failure.Unavailable(detail, Reach.ANSWER, wait);
    }
}

package io.patchbay.api;

import io.patchbay.access.Declined;
import io.patchbay.access.Refusal;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.dialect.InvalidRequest;
import io.patchbay.gateway.CallEnded;
import io.patchbay.routing.UnknownModel;
import jakarta.ws.rs.WebApplicationException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/** Which error each thing that can go wrong is to a caller. The table is in {@code docs/failures.md}. */
final class Errors {

    private static final Logger LOG = System.getLogger(Errors.class.getName());

    private static final String NOWHERE = "There is nothing at this path. There are POST /v1/chat/completions,"
            + " GET /v1/models and more; /openapi describes all.";

    private static final int SHOWN = 64;
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private Errors() {}

    static ErrorShape of(Throwable thrown) {
        return switch (thrown) {
            case InvalidRequest e -> ErrorShape.callerFault(400, e.code(), e.detail(), e.param());
            case InvalidParameter e ->
                ErrorShape.callerFault(400, "invalid_parameter", e.detail(), Optional.of(e.parameter()));
            case Declined e -> ErrorShape.callerFault(status(e.kind()), e.code(), e.detail(), e.field());
            case RefusedBody e -> ErrorShape.callerFault(e.status(), e.code(), e.detail(), Optional.empty());
            case UnknownModel e
            when e.kind() == UnknownModel.Kind.MALFORMED ->
                ErrorShape.callerFault(400, "invalid_model_id", e.detail(), Optional.of("model"));
            case UnknownModel e
            when e.kind() == UnknownModel.Kind.NOT_ALLOWED ->
                ErrorShape.callerFault(403, "model_not_allowed", e.detail(), Optional.of("model"));
            case UnknownModel e -> ErrorShape.callerFault(404, "model_not_found", e.detail(), Optional.of("model"));
            case CallEnded e -> of(e.failure());
            case CallFailed e -> of(e.failure());
            case WebApplicationException e -> ofHttp(e.getResponse().getStatus());
            default -> unexpected(thrown);
        };
    }

    private static int status(Declined.Kind kind) {
        return switch (kind) {
            case INVALID -> 400;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case OUTDATED -> 412;
        };
    }

    /** What went wrong is for our log; its text may hold what is no caller's business. */
    private static ErrorShape unexpected(Throwable thrown) {
        LOG.log(Level.ERROR, "A request failed in Patchbay's own code", thrown);
        return ErrorShape.ours(500, "internal_error", "Patchbay failed to handle the request; its log says why.");
    }

    static ErrorShape of(Refusal refusal) {
        return refusal.status() < 500
                ? ErrorShape.callerFault(refusal.status(), refusal.code(), refusal.detail(), Optional.empty())
                : ErrorShape.ours(refusal.status(), refusal.code(), refusal.detail());
    }

    static ErrorShape ofHttp(int status) {
        return switch (status) {
            case 401 ->
                ErrorShape.callerFault(
                        401,
                        "invalid_api_key",
                        "Missing or unknown API key. Send 'Authorization: Bearer <key>'.",
                        Optional.empty());
            case 403 -> ErrorShape.callerFault(403, "forbidden", "You may not do this.", Optional.empty());
            case 404 -> ErrorShape.callerFault(404, "unknown_url", NOWHERE, Optional.empty());
            case 405 ->
                ErrorShape.callerFault(
                        405, "method_not_allowed", "This path does not take the request's method.", Optional.empty());
            case 406 ->
                ErrorShape.callerFault(
                        406,
                        "not_acceptable",
                        "The answer can't be written in a type that 'Accept' allows.",
                        Optional.empty());
            case 415 -> unsupported(Optional.empty());
            default ->
                status < 500
                        ? ErrorShape.callerFault(
                                status, "invalid_request", "The request can't be understood.", Optional.empty())
                        : ErrorShape.ours(
                                status, "internal_error", "Patchbay failed to handle the request; its log says why.");
        };
    }

    /** @param contentType as the caller sent it */
    static ErrorShape unsupported(Optional<String> contentType) {
        String came = contentType
                .map(type -> "as '%s'".formatted(type.substring(0, Math.min(SHOWN, type.length()))))
                .orElse("without a type");
        return ErrorShape.callerFault(
                415,
                "unsupported_media_type",
                "The body came %s; send it with the header 'Content-Type: application/json'.".formatted(came),
                Optional.empty());
    }

    static ErrorShape of(Failure failure) {
        String detail = failure.detail();
        return switch (failure) {
            case Failure.Throttled throttled ->
                rateLimit("rate_limit_exceeded", detail).retryAfter(throttled.retryAfter());
            case Failure.Unavailable unavailable ->
                ErrorShape.ours(503, "provider_unavailable", detail).retryAfter(unavailable.retryAfter());
            case Failure.TimedOut ignored -> ErrorShape.ours(504, "provider_timeout", detail);
            case Failure.Garbled ignored -> ErrorShape.ours(502, "provider_garbled", detail);
            case Failure.ContextTooLong tooLong ->
                ErrorShape.callerFault(400, "context_length_exceeded", detail, Optional.of("messages"))
                        .saying(tooLong.said());
            case Failure.ContentFiltered filtered ->
                ErrorShape.callerFault(filtered.status(), "content_filter", detail, Optional.empty())
                        .saying(filtered.said());
            case Failure.Unauthenticated ignored -> ErrorShape.ours(502, "provider_unauthenticated", detail);
            case Failure.ModelNotFound notFound ->
                ErrorShape.callerFault(404, "model_not_found", detail, Optional.of("model"))
                        .saying(notFound.said());
            case Failure.Unsupported unsupported ->
                ErrorShape.callerFault(400, ErrorShape.UNSUPPORTED, detail, Optional.of(unsupported.param()));
            case Failure.Rejected rejected ->
                ErrorShape.callerFault(rejected.status(), "provider_rejected", detail, Optional.empty())
                        .saying(rejected.said());
            case Failure.Overloaded overloaded ->
                ErrorShape.ours(503, "overloaded", detail).retryAfter(overloaded.retryAfter());
            case Failure.NoTarget none ->
                ErrorShape.ours(503, "no_provider_available", detail).retryAfter(none.retryAfter());
            case Failure.LedgerUnavailable ignored -> ErrorShape.ours(503, "ledger_unavailable", detail);
            case Failure.Invalid ignored -> ErrorShape.ours(502, "invalid_answer", detail);
            case Failure.Cancelled ignored -> ErrorShape.ours(503, "cancelled", detail);
            case Failure.Stopping ignored -> ErrorShape.ours(503, "stopping", detail);
            case Failure.OverBudget over ->
                overBudget(detail).retryAfter(over.renews().filter(Errors::isSoon));
            case Failure.RateLimited limited ->
                rateLimit("rate_limit_exceeded", detail).retryAfter(Optional.of(limited.retryAfter()));
            case Failure.Unbounded unbounded ->
                ErrorShape.callerFault(400, "unbounded_cost", detail, Optional.of(unbounded.param()));
            case Failure.Unpriced ignored ->
                ErrorShape.callerFault(400, "unpriced_model", detail, Optional.of("model"));
            case Failure.Unexpected ignored -> ErrorShape.ours(500, "internal_error", detail);
        };
    }

    private static ErrorShape rateLimit(String code, String detail) {
        return new ErrorShape(
                429, "rate_limit_error", code, detail, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** As OpenAI has it for an account that is used up. */
    private static ErrorShape overBudget(String detail) {
        return new ErrorShape(
                429,
                "insufficient_quota",
                ErrorShape.OVER_BUDGET,
                detail,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether a client may be told to wait for it. */
    private static boolean isSoon(Duration wait) {
        return wait.compareTo(LONGEST_WAIT) < 0;
    }
}

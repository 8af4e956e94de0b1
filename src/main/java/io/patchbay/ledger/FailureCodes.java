package io.patchbay.ledger;

import io.patchbay.call.Allowance;
import io.patchbay.call.Failure;
import io.patchbay.call.Failure.Clock;
import io.patchbay.call.Failure.Reach;
import java.time.Duration;
import java.util.Optional;

/** Failures by what the ledger writes of them. */
final class FailureCodes {

    private static final String GONE = "";

    private FailureCodes() {}

    /** One that has the code; what else it said is not known. */
    static Failure failure(String code) {
        return switch (code) {
            case "throttled" -> new Failure.Throttled(GONE, Optional.empty());
            case "unavailable" -> new Failure.Unavailable(GONE, Reach.NOWHERE);
            case "timed_out_connect" -> new Failure.TimedOut(GONE, Clock.CONNECT);
            case "timed_out_first_event" -> new Failure.TimedOut(GONE, Clock.FIRST_EVENT);
            case "timed_out_silence" -> new Failure.TimedOut(GONE, Clock.SILENCE);
            case "timed_out_call" -> new Failure.TimedOut(GONE, Clock.CALL);
            case "garbled" -> new Failure.Garbled(GONE);
            case "context_too_long" -> new Failure.ContextTooLong(GONE, Optional.empty());
            case "content_filtered" -> new Failure.ContentFiltered(GONE, 0, Optional.empty());
            case "provider_unauthenticated" -> new Failure.Unauthenticated(GONE);
            case "model_not_found" -> new Failure.ModelNotFound(GONE, Optional.empty());
            case "unsupported" -> new Failure.Unsupported(GONE, GONE);
            case "rejected" -> new Failure.Rejected(GONE, 0, Optional.empty());
            case "overloaded" -> new Failure.Overloaded(GONE, Optional.empty());
            case "no_target" -> new Failure.NoTarget(GONE, Optional.empty());
            case "ledger_unavailable" -> new Failure.LedgerUnavailable(GONE);
            case "invalid_answer" -> new Failure.Invalid(GONE);
            case "cancelled" -> new Failure.Cancelled(GONE);
            case "stopping" -> new Failure.Stopping(GONE);
            case "budget_exceeded" -> new Failure.OverBudget(GONE, Optional.empty());
            case "unbounded_cost" -> new Failure.Unbounded(GONE, GONE);
            case "unpriced_model" -> new Failure.Unpriced(GONE);
            case "rate_limited" -> new Failure.RateLimited(GONE, Duration.ZERO, Allowance.UNLIMITED);
            default -> new Failure.Unexpected(GONE);
        };
    }
}

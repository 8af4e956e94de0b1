package io.patchbay.call;

import io.patchbay.chat.Verbatim;
import java.time.Duration;
import java.util.Optional;

/** Why an attempt did not give an answer, told by what has to happen next. */
public sealed interface Failure {

    /** For people: what went wrong, without secrets and without a stack trace. */
    String detail();

    /** A short word for programs and for the ledger, such as {@code throttled}. */
    default String code() {
        return switch (this) {
            case Throttled ignored -> "throttled";
            case Unavailable ignored -> "unavailable";
            case TimedOut timedOut -> "timed_out_" + timedOut.clock().word();
            case Garbled ignored -> "garbled";
            case ContextTooLong ignored -> "context_too_long";
            case ContentFiltered ignored -> "content_filtered";
            case Unauthenticated ignored -> "provider_unauthenticated";
            case ModelNotFound ignored -> "model_not_found";
            case Unsupported ignored -> "unsupported";
            case Rejected ignored -> "rejected";
            case Overloaded ignored -> "overloaded";
            case NoTarget ignored -> "no_target";
            case LedgerUnavailable ignored -> "ledger_unavailable";
            case Invalid ignored -> "invalid_answer";
            case Cancelled ignored -> "cancelled";
            case Stopping ignored -> "stopping";
            case Unexpected ignored -> "internal_error";
            case OverBudget ignored -> "budget_exceeded";
            case Unbounded ignored -> "unbounded_cost";
            case Unpriced ignored -> "unpriced_model";
            case RateLimited ignored -> "rate_limited";
        };
    }

    /** The vendor has had enough for now: wait if the deadline allows, or go elsewhere. */
    record Throttled(String detail, Optional<Duration> retryAfter) implements Failure {}

    /**
     * The vendor is down or out of reach: go elsewhere.
     *
     * @param reach how far the attempt came
     * @param retryAfter when it is worth another try; empty if the vendor did not say
     */
    record Unavailable(String detail, Reach reach, Optional<Duration> retryAfter) implements Failure {
        public Unavailable(String detail, Reach reach) {
            this(detail, reach, Optional.empty());
        }
    }

    /** One of our clocks ran out: go elsewhere, and not to this target again. */
    record TimedOut(String detail, Clock clock) implements Failure {}

    /** What came back is no answer: unreadable, cut off, a page of HTML, nothing at all. */
    record Garbled(String detail) implements Failure {}

    /** The model's window is too small for the request: a larger one may do, this one never. */
    record ContextTooLong(String detail, Optional<Verbatim> said) implements Failure {}

    /** The vendor's filter declined the request: stop, and give its reason. */
    record ContentFiltered(String detail, int status, Optional<Verbatim> said) implements Failure {}

    /** The vendor does not accept our key or our account is empty: our fault, not the caller's; go elsewhere. */
    record Unauthenticated(String detail) implements Failure {}

    /** The vendor does not know the model: go elsewhere. */
    record ModelNotFound(String detail, Optional<Verbatim> said) implements Failure {}

    /**
     * The target can't do what is asked: elsewhere somebody may, but whoever asked this model for it has to know.
     *
     * @param param the field of the request that asks for it
     */
    record Unsupported(String detail, String param) implements Failure {

        /** A kind of call, such as {@code embeddings}, that a provider does not have. */
        public static Unsupported kind(String kind, String provider) {
            return new Unsupported("%s has no %s".formatted(provider, kind), "model");
        }
    }

    /** The caller's own fault: stop. */
    record Rejected(String detail, int status, Optional<Verbatim> said) implements Failure {}

    /** Patchbay itself has no room for the call at this provider: go elsewhere. */
    record Overloaded(String detail, Optional<Duration> retryAfter) implements Failure {}

    /** Nobody could be asked: no key, or every target is out of service. */
    record NoTarget(String detail, Optional<Duration> retryAfter) implements Failure {}

    /** The answer could not be written down, so it is not given. */
    record LedgerUnavailable(String detail) implements Failure {}

    /** The answer does not follow the schema that was asked for, after a repair as well. */
    record Invalid(String detail) implements Failure {}

    /** The caller left before the end: stop. */
    record Cancelled(String detail) implements Failure {}

    /**
     * A budget has not enough left for what an attempt can cost: a cheaper target may do.
     *
     * @param renews the time until there is new money; empty if there will be none
     */
    record OverBudget(String detail, Optional<Duration> renews) implements Failure {}

    /**
     * What is asked could cost any sum there, and would have to be paid from a budget.
     *
     * @param param the field of the request that makes it so
     */
    record Unbounded(String detail, String param) implements Failure {}

    /** Nobody knows what the model costs, and it would have to be paid from a budget. */
    record Unpriced(String detail) implements Failure {}

    /**
     * The caller has had as much as it may have within a minute: stop.
     *
     * @param retryAfter until there is room for the call
     */
    record RateLimited(String detail, Duration retryAfter, Allowance allowance) implements Failure {}

    /** The server ends, and the call with it: stop. */
    record Stopping(String detail) implements Failure {}

    /** Patchbay's own code failed; its log says how. */
    record Unexpected(String detail) implements Failure {

        /** For whoever has just written the cause to the log. */
        public static Unexpected logged() {
            return new Unexpected("Patchbay failed to handle the call; its log says why.");
        }
    }

    /** How far an attempt came before it failed. */
    enum Reach {
        /** No connection was made, so nothing was sent. */
        NOWHERE,
        /** The connection broke before a byte came back. */
        CONNECTION,
        /** The vendor answered, with an error. */
        ANSWER
    }

    /** The clocks of an attempt. */
    enum Clock {
        CONNECT("connect"),
        FIRST_EVENT("first_event"),
        SILENCE("silence"),
        CALL("call");

        private final String word;

        Clock(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}

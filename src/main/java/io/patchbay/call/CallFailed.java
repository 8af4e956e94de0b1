package io.patchbay.call;

import static java.util.Objects.requireNonNull;

/**
 * Carries a {@link Failure} up to whoever treats it. MicroProfile Fault Tolerance tells exceptions apart by their class
 * alone, so there is a subclass for each treatment. No stack trace: a failing provider is no fault of ours to be traced.
 */
public abstract sealed class CallFailed extends RuntimeException {

    private final transient Failure failure;

    private CallFailed(Failure failure) {
        super(failure.detail(), null, false, false);
        this.failure = requireNonNull(failure, "failure is null");
    }

    public Failure failure() {
        return failure;
    }

    /** The provider's fault: counts for its circuit breaker. */
    public static non-sealed class ProviderFault extends CallFailed {
        public ProviderFault(Failure failure) {
            super(failure);
        }
    }

    /** The provider's fault before a byte came back: worth one quick retry. */
    public static final class QuickRetryable extends ProviderFault {
        public QuickRetryable(Failure failure) {
            super(failure);
        }
    }

    /** It shows nothing of the provider, whose half-open breaker must not be closed by it: counts as a fault there. */
    public static final class Undecided extends ProviderFault {
        public Undecided(Failure failure) {
            super(failure);
        }
    }

    /** Go elsewhere, but hold nothing against the provider. */
    public static non-sealed class NotCounted extends CallFailed {
        public NotCounted(Failure failure) {
            super(failure);
        }
    }

    /** The caller's fault, or an end that no other target would change: stop. */
    public static final class CallerFault extends CallFailed {
        public CallerFault(Failure failure) {
            super(failure);
        }
    }

    /** The caller has seen a part of the answer, so nobody else may answer any more: stop. */
    public static final class AfterCommit extends CallFailed {
        public AfterCommit(Failure failure) {
            super(failure);
        }
    }

    /** The treatment that the failure asks for. */
    public static CallFailed of(Failure failure) {
        return switch (failure) {
            case Failure.Unavailable unavailable
            when unavailable.reach() != Failure.Reach.ANSWER -> new QuickRetryable(failure);
            case Failure.Unavailable ignored -> new ProviderFault(failure);
            case Failure.TimedOut ignored -> new ProviderFault(failure);
            case Failure.Garbled ignored -> new ProviderFault(failure);
            case Failure.Throttled ignored -> new NotCounted(failure);
            case Failure.Unauthenticated ignored -> new NotCounted(failure);
            case Failure.ModelNotFound ignored -> new NotCounted(failure);
            case Failure.ContextTooLong ignored -> new NotCounted(failure);
            case Failure.Unsupported ignored -> new NotCounted(failure);
            case Failure.Overloaded ignored -> new NotCounted(failure);
            case Failure.NoTarget ignored -> new NotCounted(failure);
            case Failure.Unexpected ignored -> new NotCounted(failure);
            case Failure.OverBudget ignored -> new NotCounted(failure);
            case Failure.Unbounded ignored -> new NotCounted(failure);
            case Failure.Unpriced ignored -> new NotCounted(failure);
            case Failure.RateLimited ignored -> new CallerFault(failure);
            case Failure.ContentFiltered ignored -> new CallerFault(failure);
            case Failure.Rejected ignored -> new CallerFault(failure);
            case Failure.LedgerUnavailable ignored -> new CallerFault(failure);
            case Failure.Invalid ignored -> new CallerFault(failure);
            case Failure.Cancelled ignored -> new CallerFault(failure);
            case Failure.Stopping ignored -> new CallerFault(failure);
        };
    }
}

package io.patchbay.gateway;

import io.patchbay.call.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the caller is told when nobody answered: the most telling failure, and the least time until somebody may. */
final class Verdict {

    private static final Duration UNSAID = Duration.ofSeconds(2);

    private Verdict() {}

    /** @param failures the last one of each target, at least one, in the order in which they happened */
    static Failure of(List<Failure> failures) {
        Failure telling = failures.stream()
                .reduce((earlier, later) -> rank(later) <= rank(earlier) ? later : earlier)
                .orElseThrow();
        return switch (telling) {
            case Failure.Throttled(String detail, Optional<Duration> ignored) ->
                new Failure.Throttled(detail, leastOfThrottled(failures));
            case Failure.Unavailable unavailable ->
                new Failure.Unavailable(unavailable.detail(), unavailable.reach(), leastOfDown(failures));
            case Failure.Overloaded(String detail, Optional<Duration> ignored) ->
                new Failure.Overloaded(detail, least(failures));
            case Failure.NoTarget(String detail, Optional<Duration> ignored) ->
                new Failure.NoTarget(detail, least(failures));
            default -> telling;
        };
    }

    /** What ends the call, then what passes, then what a vendor said for good, and last that nobody was asked. */
    private static int rank(Failure failure) {
        return switch (failure) {
            case Failure.Rejected ignored -> 0;
            case Failure.ContentFiltered ignored -> 0;
            case Failure.Invalid ignored -> 0;
            case Failure.LedgerUnavailable ignored -> 0;
            case Failure.Cancelled ignored -> 0;
            case Failure.Stopping ignored -> 0;
            case Failure.RateLimited ignored -> 0;
            case Failure.Throttled ignored -> 1;
            case Failure.Unavailable ignored -> 2;
            case Failure.TimedOut ignored -> 2;
            case Failure.Garbled ignored -> 2;
            case Failure.ContextTooLong ignored -> 3;
            case Failure.ModelNotFound ignored -> 4;
            case Failure.Unauthenticated ignored -> 5;
            case Failure.Unexpected ignored -> 6;
            case Failure.Unsupported ignored -> 7;
            case Failure.OverBudget ignored -> 8;
            case Failure.Unbounded ignored -> 9;
            case Failure.Unpriced ignored -> 9;
            case Failure.Overloaded ignored -> 10;
            case Failure.NoTarget ignored -> 11;
        };
    }

    /** A vendor that did not say how long may be back before any that did. */
    private static Optional<Duration> leastOfThrottled(List<Failure> failures) {
        boolean unsaid = failures.stream()
                .anyMatch(failure -> failure instanceof Failure.Throttled throttled
                        && throttled.retryAfter().isEmpty());
        return unsaid ? Optional.empty() : least(failures);
    }

    /** One that is down, and does not say for how long, may be back soon. */
    private static Optional<Duration> leastOfDown(List<Failure> failures) {
        boolean unsaid = failures.stream()
                .anyMatch(failure -> failure instanceof Failure.Unavailable down
                        && down.retryAfter().isEmpty());
        return Stream.concat(least(failures).stream(), unsaid ? Stream.of(UNSAID) : Stream.empty())
                .min(Duration::compareTo);
    }

    private static Optional<Duration> least(List<Failure> failures) {
        return failures.stream().flatMap(failure -> wait(failure).stream()).min(Duration::compareTo);
    }

    private static Optional<Duration> wait(Failure failure) {
        return switch (failure) {
            case Failure.Throttled throttled -> throttled.retryAfter();
            case Failure.Unavailable unavailable -> unavailable.retryAfter();
            case Failure.Overloaded overloaded -> overloaded.retryAfter();
            case Failure.NoTarget noTarget -> noTarget.retryAfter();
            default -> Optional.empty();
        };
    }
}

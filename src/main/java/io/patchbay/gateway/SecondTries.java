package io.patchbay.gateway;

import static java.util.Comparator.comparing;

import io.patchbay.call.CallFailed;
import io.patchbay.call.CallFailed.AfterCommit;
import io.patchbay.call.CallFailed.CallerFault;
import io.patchbay.call.Failure;
import io.patchbay.call.Failure.Reach;
import io.patchbay.chat.Reply;
import io.patchbay.provider.Circuit;
import io.patchbay.provider.ProviderHealth;
import io.patchbay.provider.RetryBudget;
import io.patchbay.provider.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When no other target is left: those who failed in a way that passes are asked once more, the one that is ready first
 * first. One that said nothing is not among them.
 */
@ApplicationScoped
class SecondTries {

    private static final Duration BACK_OFF_LEAST = Duration.ofMillis(200);
    private static final Duration BACK_OFF_MOST = Duration.ofMillis(600);

    /** For a vendor that has had enough and does not say for how long. */
    private static final Duration UNSAID_LEAST = Duration.ofSeconds(1);

    private static final Duration UNSAID_MOST = Duration.ofMillis(1_500);

    private final Turns turns;
    private final ProviderHealth health;
    private final RetryBudget budget;
    private final Pause pause;
    private final Clock clock;

    @Inject
    SecondTries(Turns turns, ProviderHealth health, RetryBudget budget, Pause pause, Clock clock) {
        this.turns = turns;
        this.health = health;
        this.budget = budget;
        this.pause = pause;
        this.clock = clock;
    }

    private record Chance(Target target, Instant due) {}

    /**
     * @return the answer; empty if it was streamed
     * @throws CallFailed if nobody answered
     */
    Optional<Reply> of(Progress progress) {
        List<Chance> chances = chances(progress);
        progress.letWait();
        for (Chance chance : chances) {
            if (!waited(chance, progress)) {
                continue;
            }
            try {
                return turns.at(chance.target(), progress);
            } catch (CallerFault | AfterCommit stop) {
                throw stop;
            } catch (CallFailed failed) {
                // Whoever is next may answer.
            }
        }
        throw CallFailed.of(Verdict.of(
                progress.faults().all().stream().map(Faults.Fault::failure).toList()));
    }

    private List<Chance> chances(Progress progress) {
        if (progress.wasInParts()) {
            return List.of(); // The parts that were answered would be paid twice.
        }
        return progress.faults().all().stream()
                .flatMap(fault ->
                        wait(fault.failure(), progress)
                                .map(wait ->
                                        new Chance(fault.target(), fault.at().plus(wait)))
                                .stream())
                .sorted(comparing(Chance::due))
                .toList();
    }

    /** How long the target is to be left alone; empty if it is not to be asked again. */
    private Optional<Duration> wait(Failure failure, Progress progress) {
        return switch (failure) {
            case Failure.Unavailable unavailable
            when unavailable.reach() == Reach.ANSWER -> Optional.of(pause.between(BACK_OFF_LEAST, BACK_OFF_MOST));
            case Failure.Throttled(String detail, Optional<Duration> retryAfter) ->
                retryAfter.or(() -> Optional.of(pause.between(UNSAID_LEAST, UNSAID_MOST)));
            case Failure.Overloaded ignored when !progress.mayWait() -> Optional.of(Duration.ZERO);
            default -> Optional.empty();
        };
    }

    private boolean waited(Chance chance, Progress progress) {
        Duration left = Duration.between(clock.instant(), chance.due());
        Duration wait = left.isNegative() ? Duration.ZERO : left;
        boolean open = health.circuit(chance.target().provider().id()).state() == Circuit.State.OPEN;
        if (open || !progress.mayGoOn(wait) || !affordable(chance.target(), progress)) {
            return false;
        }
        pause.of(wait);
        return true;
    }

    /** A target that refused the call before it was asked is not tried again, but for the first time. */
    private boolean affordable(Target target, Progress progress) {
        return !progress.hasAsked(target) || budget.take(target.provider());
    }
}

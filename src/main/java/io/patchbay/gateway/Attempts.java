package io.patchbay.gateway;

import io.patchbay.call.CallFailed;
import io.patchbay.call.CallFailed.AfterCommit;
import io.patchbay.call.CallFailed.Undecided;
import io.patchbay.call.Failure;
import io.patchbay.chat.Reply;
import io.patchbay.provider.Ask;
import io.patchbay.provider.Exchange;
import io.patchbay.provider.Provider;
import io.patchbay.provider.ProviderBeans;
import io.patchbay.provider.ProviderHealth;
import io.patchbay.provider.RetryBudget;
import io.patchbay.provider.Target;
import io.patchbay.provider.Turnstile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/** Puts a call to one target, and tells what Fault Tolerance says of it in our own words. */
@ApplicationScoped
class Attempts {

    private static final Logger LOG = System.getLogger(Attempts.class.getName());

    private static final Duration PROBED_FOR = Duration.ofSeconds(1);

    private final ProviderBeans providers;
    private final ProviderHealth health;
    private final RetryBudget retries;
    private final Turnstile turnstile;
    private final Clock clock;

    @Inject
    Attempts(ProviderBeans providers, ProviderHealth health, RetryBudget retries, Turnstile turnstile, Clock clock) {
        this.providers = providers;
        this.retries = retries;
        this.turnstile = turnstile;
        this.health = health;
        this.clock = clock;
    }

    /**
     * @return the answer; empty if it was streamed
     * @throws CallFailed if there is none
     */
    Optional<Reply> at(Target target, Progress progress) {
        return at(target, progress.ask(), progress);
    }

    /** The same for a part of what was asked; several threads may call it for one call. */
    Optional<Reply> at(Target target, Ask ask, Progress progress) {
        Provider provider =
                providers.find(target.provider()).orElseThrow(() -> skipped(progress, target, noRoom(target)));
        try (Turnstile.Pass pass = pass(target, ask, progress)) {
            if (!progress.hasAsked(target)) {
                retries.called(target.provider());
            }
            Optional<Tab> tab = tab(target, ask, progress);
            Trial trial = progress.begin(target, ask, tab, () -> retries.take(target.provider()));
            try {
                return at(provider, trial, progress);
            } finally {
                trial.close();
                pass.used(trial.tokens());
            }
        }
    }

    private Turnstile.Pass pass(Target target, Ask ask, Progress progress) {
        try {
            return turnstile.enter(target.provider(), ask::expectedTokens, progress.mayWait(), progress.deadline());
        } catch (CallFailed refused) {
            progress.skip(target, refused.failure());
            throw refused;
        }
    }

    private static Optional<Tab> tab(Target target, Ask ask, Progress progress) {
        try {
            return progress.payment().cover(target, ask);
        } catch (CallFailed refused) {
            progress.skip(target, refused.failure());
            throw refused;
        }
    }

    private Optional<Reply> at(Provider provider, Trial trial, Progress progress) {
        Target target = trial.target();
        try {
            Optional<Reply> reply = provider.call(new Exchange(
                    target, trial.ask(), progress.call().headers(), progress.deadline(), trial.sink(), trial));
            reply.ifPresentOrElse(trial::succeeded, trial::succeeded);
            return reply;
        } catch (Undecided probe) {
            throw ended(CallFailed.of(probe.failure()), trial, progress);
        } catch (CallFailed failed) {
            throw ended(failed, trial, progress);
        } catch (CircuitBreakerOpenException e) {
            health.refused(target.provider());
            throw shut(trial, progress);
        } catch (BulkheadException e) {
            // Its guard has as many places as the turnstile; one may be slow to come free.
            health.crowded(target.provider());
            throw skipped(progress, target, Turnstile.full(target.provider()));
        } catch (TimeoutException e) {
            Failure failure = new Failure.TimedOut(target.provider().id() + " took too long", Failure.Clock.CALL);
            throw ended(CallFailed.of(failure), trial, progress);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "An attempt at " + target + " failed in our own code", e);
            Failure failure = Failure.Unexpected.logged();
            throw ended(CallFailed.of(failure), trial, progress);
        }
    }

    private static CallFailed ended(CallFailed failed, Trial trial, Progress progress) {
        trial.failedOutside(failed.failure());
        progress.note(trial.target(), failed.failure());
        return trial.committed() ? new AfterCommit(failed.failure()) : failed;
    }

    /** Its breaker may have been opened by the try before, of which more can be told. */
    private CallFailed shut(Trial trial, Progress progress) {
        Target target = trial.target();
        Failure failure = trial.lastFailure().orElseGet(() -> open(target));
        if (trial.lastFailure().isEmpty()) {
            progress.skip(target, "circuit_open");
        }
        progress.note(target, failure);
        return CallFailed.of(failure);
    }

    private static CallFailed skipped(Progress progress, Target target, Failure failure) {
        progress.skip(target, failure);
        return CallFailed.of(failure);
    }

    private static Failure noRoom(Target target) {
        return new Failure.NoTarget(
                "there is no room for another provider (%s) before a restart"
                        .formatted(target.provider().id()),
                Optional.empty());
    }

    private Failure open(Target target) {
        Optional<Duration> wait = health.circuit(target.provider().id())
                .nextProbe()
                .map(at -> Duration.between(clock.instant(), at))
                .filter(time -> !time.isNegative())
                .or(() -> Optional.of(PROBED_FOR));
        return new Failure.NoTarget(
                "%s is out of service after repeated failures"
                        .formatted(target.provider().id()),
                wait);
    }
}

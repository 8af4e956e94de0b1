package io.patchbay.gateway;

import io.patchbay.call.CallFailed;
import io.patchbay.call.CallFailed.AfterCommit;
import io.patchbay.call.CallFailed.CallerFault;
import io.patchbay.call.Failure;
import io.patchbay.catalogue.Model;
import io.patchbay.chat.Reply;
import io.patchbay.provider.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.faulttolerance.Fallback;

/** The targets of a plan, one after another, until one answers or the caller is at fault; then some of them once more. */
@ApplicationScoped
class Chain {

    private final Turns turns;
    private final Hedging hedging;
    private final SecondTries again;

    @Inject
    Chain(Turns turns, Hedging hedging, SecondTries again) {
        this.turns = turns;
        this.hedging = hedging;
        this.again = again;
    }

    /**
     * Asks the plan's first target, and the others where it does not answer.
     *
     * @return the answer; empty if it was streamed
     * @throws CallFailed the most telling failure, if nobody answered
     */
    @Fallback(
            fallbackMethod = "others",
            skipOn = {CallerFault.class, AfterCommit.class})
    Optional<Reply> first(Progress progress) {
        return hedging.first(progress);
    }

    /** Called by Fault Tolerance. */
    Optional<Reply> others(Progress progress) {
        Target asked = progress.plan().first();
        Failure first = progress.faults().of(asked).orElseThrow();
        if (isTypo(first, asked) || first instanceof Failure.Unsupported) {
            throw CallFailed.of(first);
        }
        int tooSmall = tooSmall(first, asked, 0);
        for (Target target : progress.plan().others()) {
            if (progress.faults().of(target).isPresent()) {
                continue; // It was asked beside the first.
            }
            if (!progress.mayGoOn()) {
                progress.skip(target, "out_of_tries");
                continue;
            }
            if (window(target).orElse(Integer.MAX_VALUE) <= tooSmall) {
                progress.skip(target, "window_too_small");
                continue;
            }
            try {
                return turns.at(target, progress);
            } catch (CallerFault | AfterCommit stop) {
                throw stop;
            } catch (CallFailed failed) {
                tooSmall = tooSmall(failed.failure(), target, tooSmall);
            }
        }
        return again.of(progress);
    }

    /** A name that neither the catalogue nor the provider knows; another model's answer is not what its caller wants to pay. */
    private static boolean isTypo(Failure failure, Target target) {
        return failure instanceof Failure.ModelNotFound && target.model().isEmpty();
    }

    /** The largest window that has shown itself too small; a model of unknown size always gets its chance. */
    private static int tooSmall(Failure failure, Target target, int before) {
        return failure instanceof Failure.ContextTooLong
                ? Math.max(before, window(target).orElse(0))
                : before;
    }

    private static OptionalInt window(Target target) {
        return target.model().map(Model::contextWindow).orElseGet(OptionalInt::empty);
    }
}

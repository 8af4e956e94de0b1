package io.patchbay.gateway;

import io.patchbay.call.CallFailed;
import io.patchbay.call.CallFailed.AfterCommit;
import io.patchbay.call.CallFailed.CallerFault;
import io.patchbay.call.Failure;
import io.patchbay.chat.ChatReply;
import io.patchbay.provider.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.jspecify.annotations.Nullable;

/** The targets of a plan, one after another, until one answers or the caller is at fault. */
@ApplicationScoped
class Chain {

    private final Attempts attempts;

    @Inject
    Chain(Attempts attempts) {
        this.attempts = attempts;
    }

    /**
     * Asks the plan's first target, and the others where it does not answer.
     *
     * @return the answer; empty if it was streamed
     * @throws CallFailed the last failure, if nobody answered
     */
    @Fallback(
            fallbackMethod = "others",
            skipOn = {CallerFault.class, AfterCommit.class})
    Optional<ChatReply> first(Progress progress) {
        return attempts.at(progress.plan().first(), progress);
    }

    /** Called by Fault Tolerance. */
    Optional<ChatReply> others(Progress progress) {
        Failure last = progress.lastFailure();
        for (Target target : progress.plan().others()) {
            if (!progress.mayGoOn()) {
                break;
            }
            if (last instanceof Failure.ContextTooLong && !isLarger(target, progress)) {
                continue;
            }
            try {
                return attempts.at(target, progress);
            } catch (CallerFault | AfterCommit stop) {
                throw stop;
            } catch (CallFailed failed) {
                last = failed.failure();
            }
        }
        throw CallFailed.of(last);
    }

    /** A model of unknown size gets its chance. */
    private static boolean isLarger(Target target, Progress progress) {
        @Nullable
        Integer needed = progress.last().map(trial -> window(trial.target())).orElse(null);
        @Nullable Integer offered = window(target);
        return needed == null || offered == null || offered > needed;
    }

    private static @Nullable Integer window(Target target) {
        return target.model()
                .filter(model -> model.contextWindow().isPresent())
                .map(model -> model.contextWindow().getAsInt())
                .orElse(null);
    }
}

package io.patchbay.gateway;

import io.patchbay.budget.LimitSource;
import io.patchbay.budget.RateLimit;
import io.patchbay.call.Allowance;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.call.Settled;
import io.patchbay.ledger.Passages;
import io.patchbay.provider.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Keeps callers within what they may ask for in a minute. */
@ApplicationScoped
class Allowances {

    private final LimitSource limits;
    private final Passages passages;
    private final Clock clock;

    @Inject
    Allowances(LimitSource limits, Passages passages, Clock clock) {
        this.limits = limits;
        this.passages = passages;
        this.clock = clock;
    }

    /** What a call was let through with. */
    record Passed(List<RateLimit> limits, Instant at, long tokens) {}

    /**
     * Lets a call through, where its caller is limited, at the model that is asked first. Blocks then.
     *
     * @throws CallFailed with {@link Failure.RateLimited} if it has to wait
     */
    void take(Progress progress) {
        Target first = progress.plan().first();
        List<RateLimit> all = limits.of(progress.call().caller(), first::names);
        if (all.isEmpty()) {
            return;
        }
        boolean countsTokens = all.stream().anyMatch(limit -> limit.tokens().isPresent());
        Passed passed =
                new Passed(all, clock.instant(), countsTokens ? progress.ask().expectedTokens() : 0);
        try {
            Allowance left = passages.pass(progress.id(), progress.call(), all, passed.tokens());
            progress.payment().passed(passed, left);
        } catch (CallFailed refused) {
            if (refused.failure() instanceof Failure.RateLimited limited) {
                progress.payment().refused(limited.allowance());
            }
            throw refused;
        }
    }

    /** The call has used what it has used. */
    void correct(Progress progress, Settled settled) {
        progress.payment().passed().ifPresent(passed -> {
            long used = settled.usage().totalInput() + settled.usage().totalOutput();
            boolean countsTokens =
                    passed.limits().stream().anyMatch(limit -> limit.tokens().isPresent());
            if (countsTokens && used != passed.tokens()) {
                passages.correct(progress.id(), progress.call(), passed.limits(), passed.at(), used - passed.tokens());
            }
        });
    }
}

package io.patchbay.call;

import io.patchbay.chat.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A call that has ended, as the ledger writes it down.
 *
 * @param id the call's own, unlike its request id, which is the caller's
 * @param provider who answered, or was asked last; empty if nobody was asked
 * @param model the id of the model that answered, or was asked last
 * @param cost US dollars, unrounded; empty if the model is unpriced or nothing was used
 * @param priceVersion the version of the catalogue that {@code cost} was computed with
 * @param took from admission to the end of the answer
 * @param firstEvent from admission to the first event that the caller could see
 * @param errorCode {@link Failure#code}, where it failed
 * @param allowance what its caller may still ask for within its limits a minute; not written down
 * @param explanation how it came to whom it asked
 */
public record Settled(
        UUID id,
        Call call,
        Outcome outcome,
        Optional<String> provider,
        Optional<String> model,
        Usage usage,
        Optional<BigDecimal> cost,
        Optional<String> priceVersion,
        boolean streamed,
        Duration took,
        Optional<Duration> firstEvent,
        List<Attempt> attempts,
        Optional<String> errorCode,
        Allowance allowance,
        Explanation explanation) {
    public Settled {
        attempts = List.copyOf(attempts);
    }

    /** Whether another target than the first gave the answer. */
    public boolean fellBack() {
        if (outcome != Outcome.COMPLETED || attempts.isEmpty()) {
            return false;
        }
        Attempt first = attempts.getFirst();
        return !Optional.of(first.provider()).equals(provider)
                || !Optional.of(first.model()).equals(model);
    }
}

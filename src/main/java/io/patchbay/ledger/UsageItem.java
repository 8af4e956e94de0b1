package io.patchbay.ledger;

import io.patchbay.call.Outcome;
import io.patchbay.catalogue.Catalogue;
import io.patchbay.catalogue.Price;
import io.patchbay.catalogue.Prices;
import io.patchbay.chat.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One call as the ledger has it. Text longer than its column was clipped when it was written (request id and error code
 * to 64 characters, models to 256, all else to 128).
 *
 * @param tenant to which the caller belonged; empty if it had none, as {@code team}
 * @param keyId of the virtual key that the caller came with, if it was one
 * @param requestedModel as the caller wrote it; empty for the default model
 * @param servedModel the id of the model that answered, or was asked last; empty if none was
 * @param provider who answered, or was asked last; empty if nobody was
 * @param usage tokens that were used, by all tries together
 * @param cost US dollars, unrounded; empty if unpriced
 * @param priceVersion the version of the catalogue that {@code cost} was computed with
 * @param startedAt when the call was admitted, to the microsecond
 * @param latencyMs milliseconds from admission to the end of the answer
 * @param firstEventMs milliseconds from admission to the first event that the caller could see, of a stream
 * @param errorCode {@link io.patchbay.call.Failure#code}, where it failed
 * @param tries in their order
 */
public record UsageItem(
        String requestId,
        Optional<String> jobId,
        Optional<String> operation,
        String caller,
        Optional<String> team,
        Optional<String> tenant,
        Optional<String> keyId,
        Optional<String> requestedModel,
        Optional<String> servedModel,
        Optional<String> provider,
        Outcome outcome,
        boolean streamed,
        Usage usage,
        Optional<BigDecimal> cost,
        Optional<String> priceVersion,
        Instant startedAt,
        long latencyMs,
        Optional<Long> firstEventMs,
        Optional<String> errorCode,
        List<Try> tries) {

    /** Digits behind the point that the ledger keeps of a cost. */
    private static final int KEPT = 18;

    public UsageItem {
        tries = List.copyOf(tries);
    }

    /**
     * What it costs by that catalogue, in US dollars, computed as {@code cost} was: by that of its own version it is the same. Empty
     * if a try that used anything has no price there, or nobody knows any more which did.
     */
    public Optional<BigDecimal> costBy(Catalogue catalogue) {
        if (usedTokens() && tries.stream().allMatch(one -> one.usage().isEmpty())) {
            return Optional.empty();
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (Try one : tries) {
            Optional<BigDecimal> cost = one.costBy(catalogue);
            if (cost.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.add(cost.get());
        }
        return Optional.of(sum.setScale(KEPT, RoundingMode.HALF_UP));
    }

    boolean usedTokens() {
        return usage.totalInput() + usage.totalOutput() > 0;
    }

    /**
     * One upstream try.
     *
     * @param n 1 for the first
     * @param tookMs milliseconds, to its end or failure
     * @param firstEventMs milliseconds to the first event of its answer, where one came
     * @param errorCode empty if it gave the answer
     * @param continues whether it went on with an answer that an earlier try began
     * @param usage empty if nothing is known to have been used
     */
    public record Try(
            int n,
            String provider,
            String model,
            Instant startedAt,
            long tookMs,
            Optional<Long> firstEventMs,
            Optional<String> errorCode,
            boolean continues,
            Optional<Usage> usage) {

        /** Its price by that catalogue, on the day on which it began. */
        public Optional<Price> priceBy(Catalogue catalogue) {
            return catalogue.find(provider, model).flatMap(known -> known.price(Prices.day(startedAt)));
        }

        private Optional<BigDecimal> costBy(Catalogue catalogue) {
            return usage.isEmpty()
                    ? Optional.of(BigDecimal.ZERO)
                    : priceBy(catalogue).map(price -> price.costOf(usage.get()));
        }
    }
}

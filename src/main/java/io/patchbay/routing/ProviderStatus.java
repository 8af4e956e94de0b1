package io.patchbay.routing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a provider is.
 *
 * @param reason why it can't serve, in words that say what to do
 * @param underWay calls that are at the provider, streams to their end
 * @param waiting calls that wait for one of them to end
 * @param breaker {@code closed}, {@code open} or {@code half-open}
 * @param failures one after another, those that count for the breaker
 * @param nextProbe when an open breaker lets a call through
 * @param probed the last look at its list of models; empty if its row asks for none
 */
public record ProviderStatus(
        String id,
        String dialect,
        boolean available,
        Optional<String> reason,
        int underWay,
        int waiting,
        String breaker,
        int failures,
        Optional<String> lastFailure,
        Optional<Instant> lastFailureAt,
        Optional<Instant> nextProbe,
        Optional<Probed> probed,
        List<Rest> resting) {

    /**
     * What the provider said when it was asked for its models.
     *
     * @param models how many it has
     * @param failure why it did not tell
     */
    public record Probed(Instant at, int models, Optional<String> failure) {}

    /**
     * A model that is left alone for a while.
     *
     * @param model the provider's name for it; empty if it is all of them
     * @param refused true if it is not asked, false if it comes last
     * @param because the code of the failure that was the cause
     */
    public record Rest(Optional<String> model, Instant until, boolean refused, String because) {}

    public ProviderStatus {
        resting = List.copyOf(resting);
    }
}

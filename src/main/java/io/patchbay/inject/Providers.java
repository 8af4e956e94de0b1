package io.patchbay.inject;

import java.util.List;

/**
 * Changes the providers of the running gateway, until it stops; what is set here stays on top of a configuration that
 * changes. Only in the gateway's own process.
 */
public interface Providers {

    /**
     * Adds a provider, or replaces the one with the same id. Its models are asked for by {@code @id/model} or
     * {@code provider = "id"}. There is room for 16 providers that were not there at the start.
     *
     * @throws IllegalArgumentException if there is no such dialect, or the id is one that Patchbay keeps for itself
     */
    void register(NewProvider provider);

    /**
     * Sets the models that answer when one of the provider's does not, in order, at the same provider.
     *
     * @param models ids without a provider; empty for none
     * @throws IllegalArgumentException if there is no such provider
     */
    void fallback(String provider, List<String> models);

    /**
     * Sets who answers, anywhere, when the provider's own chain does not.
     *
     * @param steps in order; empty for none
     * @throws IllegalArgumentException if a step's provider does not exist
     */
    void crossProvider(List<Step> steps);

    /** A model at a provider. */
    record Step(String provider, String model) {
        public Step {
            if (provider.isBlank() || model.isBlank()) {
                throw new IllegalArgumentException("a step of a fallback chain names a provider and a model");
            }
        }
    }
}

package io.patchbay.inject;

import java.util.Optional;

/**
 * Whether a provider can serve.
 *
 * @param reason why it can't, in words that say what to do; empty if it can
 */
public record ProviderAvailability(String provider, boolean available, Optional<String> reason) {}

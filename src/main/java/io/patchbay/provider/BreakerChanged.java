package io.patchbay.provider;

import java.time.Instant;
import java.util.Optional;

/**
 * A provider's circuit breaker is in another state: a CDI event for whoever watches over the providers.
 *
 * @param nextProbe when an open one lets a call through
 * @param because for those who run the server: what opened it; empty if it is not open
 */
public record BreakerChanged(
        String provider, Circuit.State from, Circuit.State to, Optional<Instant> nextProbe, Optional<String> because) {}

package io.patchbay.catalogue.update;

import io.patchbay.catalogue.Capability;
import io.patchbay.catalogue.Price;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What one source says of one model at one provider.
 *
 * @param wireId the provider's own name for it
 * @param price empty if the source has none, or only zeros that it does not call free
 * @param since the day from which the source knows the price to hold
 * @param announced a later price, in words; empty if there is none
 */
record Listing(
        String wireId,
        Optional<Price> price,
        OptionalInt contextWindow,
        OptionalInt outputLimit,
        Set<Capability> capabilities,
        LocalDate since,
        boolean deprecated,
        String announced) {}

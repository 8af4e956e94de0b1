package io.patchbay.catalogue;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One model as one provider offers it.
 *
 * @param id the name that callers use, such as {@code openai/gpt-4o}
 * @param wireId the name that the provider uses, such as {@code gpt-4o}
 * @param contextWindow tokens, input and output together
 * @param outputLimit the most tokens of one answer
 * @param price empty if unknown
 * @param source where the facts are from
 * @param effectiveFrom the day from which the price holds
 * @param deprecated true if the vendor retired it or says it will
 */
public record Model(
        String provider,
        String id,
        String wireId,
        OptionalInt contextWindow,
        OptionalInt outputLimit,
        Set<Capability> capabilities,
        Optional<Price> price,
        Optional<String> source,
        Optional<LocalDate> effectiveFrom,
        boolean deprecated) {
    public Model {
        capabilities = Set.copyOf(capabilities);
    }
}

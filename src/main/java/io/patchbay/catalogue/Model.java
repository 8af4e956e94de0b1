package io.patchbay.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One model as one provider offers it.
 *
 * @param id the name that callers use, such as {@code openai/gpt-4o}
 * @param also further names that callers use, such as {@code gpt-4o}
 * @param wireId the name that the provider uses, such as {@code gpt-4o}
 * @param contextWindow tokens, input and output together
 * @param outputLimit the most tokens of one answer
 * @param prices of its own, by day
 * @param source where the price is from
 * @param effectiveFrom the day from which a price without a day of its own holds, or on which it was first seen
 * @param deprecated true if the vendor retired it or says it will
 * @param manner how its calls are treated, where an operator says
 */
public record Model(
        String provider,
        String id,
        List<String> also,
        String wireId,
        OptionalInt contextWindow,
        OptionalInt outputLimit,
        Set<Capability> capabilities,
        Prices prices,
        Optional<String> source,
        Optional<LocalDate> effectiveFrom,
        boolean deprecated,
        Manner manner) {
    public Model {
        also = List.copyOf(also);
        capabilities = Set.copyOf(capabilities);
    }

    /** What it costs on a day of UTC; empty if that is unknown, which is never the same as free. */
    public Optional<Price> price(LocalDate day) {
        return prices.on(day);
    }

    /** The same model, said to be able to do this. */
    public Model able(Set<Capability> abilities) {
        return new Model(
                provider,
                id,
                also,
                wireId,
                contextWindow,
                outputLimit,
                abilities,
                prices,
                source,
                effectiveFrom,
                deprecated,
                manner);
    }

    /** The same model, by these further names. */
    public Model called(List<String> names) {
        return new Model(
                provider,
                id,
                names,
                wireId,
                contextWindow,
                outputLimit,
                capabilities,
                prices,
                source,
                effectiveFrom,
                deprecated,
                manner);
    }
}

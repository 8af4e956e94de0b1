package io.patchbay.budget;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * The most that one attempt at one target can cost.
 *
 * @param cost US dollars, rounded up to what the ledger holds
 * @param input the most tokens that it can read, of all classes together
 * @param output the most tokens that it can write, of all answers together, thoughts included
 * @param basis by what {@code input} is known
 */
public record Ceiling(BigDecimal cost, long input, long output, Basis basis) implements Bound {
    public Ceiling {
        requireNonNull(cost, "cost is null");
        requireNonNull(basis, "basis is null");
    }
}

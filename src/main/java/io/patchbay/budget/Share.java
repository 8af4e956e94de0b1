package io.patchbay.budget;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * What one budget bears of a call.
 *
 * @param budget its number
 * @param amount US dollars
 */
public record Share(long budget, BigDecimal amount) {
    public Share {
        requireNonNull(amount, "amount is null");
    }
}

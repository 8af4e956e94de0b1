package io.patchbay.catalogue;

import io.patchbay.chat.Usage;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * US dollars per million tokens, for each class of {@link Usage}. A class without a price of its own is billed as the
 * class that it would otherwise have been: cached and spoken input as input, spoken output as output.
 */
public record Price(
        BigDecimal input,
        BigDecimal output,
        Optional<BigDecimal> cacheRead,
        Optional<BigDecimal> cacheWrite5m,
        Optional<BigDecimal> cacheWrite1h,
        Optional<BigDecimal> audioInput,
        Optional<BigDecimal> audioOutput) {

    private static final int MILLION = 6;

    public static Price of(BigDecimal input, BigDecimal output) {
        return new Price(
                input,
                output,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Cost in US dollars, unrounded. */
    public BigDecimal costOf(Usage usage) {
        return times(usage.input(), input)
                .add(times(usage.cacheRead(), cacheRead.orElse(input)))
                .add(times(usage.cacheWrite5m(), cacheWrite5m.orElse(input)))
                .add(times(usage.cacheWrite1h(), cacheWrite1h.orElse(input)))
                .add(times(usage.audioInput(), audioInput.orElse(input)))
                .add(times(usage.output(), output))
                .add(times(usage.audioOutput(), audioOutput.orElse(output)));
    }

    private static BigDecimal times(long tokens, BigDecimal perMillion) {
        return perMillion.multiply(BigDecimal.valueOf(tokens)).movePointLeft(MILLION);
    }
}

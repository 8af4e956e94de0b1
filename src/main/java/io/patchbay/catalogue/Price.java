package io.patchbay.catalogue;

import io.patchbay.chat.Usage;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a call of a model costs.
 *
 * @param tiers other rates for larger inputs, the smallest first
 * @param perRequest US dollars for each call, whatever its tokens
 */
public record Price(Rates rates, List<Tier> tiers, Optional<BigDecimal> perRequest) {

    /**
     * Rates of the whole call, its first tokens and its output too, once the input is large.
     *
     * @param above tokens of all classes of input together; a call of exactly so many is not in the tier
     */
    public record Tier(long above, Rates rates) {}

    public Price {
        tiers = tiers.stream().sorted(Comparator.comparingLong(Tier::above)).toList();
    }

    public static Price of(BigDecimal input, BigDecimal output) {
        return new Price(Rates.of(input, output), List.of(), Optional.empty());
    }

    /** Cost in US dollars, unrounded. */
    public BigDecimal costOf(Usage usage) {
        return ratesFor(usage.totalInput()).costOf(usage).add(perRequest.orElse(BigDecimal.ZERO));
    }

    /**
     * The most that a call can cost which reads and writes so much, of whatever classes, in US dollars, unrounded. Each
     * token counts as one of the dearest class, in any tier that so large an input may reach.
     */
    public BigDecimal atMost(long input, long output) {
        BigDecimal read = rates.dearestInput();
        BigDecimal written = rates.dearestOutput();
        for (Tier tier : tiers) {
            if (input > tier.above()) {
                read = read.max(tier.rates().dearestInput());
                written = written.max(tier.rates().dearestOutput());
            }
        }
        return Rates.times(input, read).add(Rates.times(output, written)).add(perRequest.orElse(BigDecimal.ZERO));
    }

    private Rates ratesFor(long input) {
        Rates reached = rates;
        for (Tier tier : tiers) {
            if (input > tier.above()) {
                reached = tier.rates();
            }
        }
        return reached;
    }
}

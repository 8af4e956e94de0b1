package io.patchbay.catalogue;

import io.patchbay.chat.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a call of a model costs.
 *
 * @param tiers other rates for larger inputs, the smallest first
 * @param perRequest US dollars for each call, whatever its tokens
 * @param serviceTiers factors on all of it, by the vendor's word for the tier that served a call
 */
public record Price(
        Rates rates, List<Tier> tiers, Optional<BigDecimal> perRequest, Map<String, BigDecimal> serviceTiers) {

    /**
     * Rates of the whole call, its first tokens and its output too, once the input is large.
     *
     * @param above tokens of all classes of input together; a call of exactly so many is not in the tier
     */
    public record Tier(long above, Rates rates) {}

    /**
     * A part of a cost.
     *
     * @param of a class of {@link Usage} as the audit calls it, or {@code request}
     * @param count tokens, or one request
     * @param price US dollars for a million tokens, or for the request
     * @param factor of the service tier
     * @param amount US dollars, unrounded
     */
    public record Line(String of, long count, BigDecimal price, BigDecimal factor, BigDecimal amount) {}

    public Price {
        tiers = tiers.stream().sorted(Comparator.comparingLong(Tier::above)).toList();
        serviceTiers = Collections.unmodifiableMap(new TreeMap<>(serviceTiers));
    }

    /** Of a vendor that serves all calls alike. */
    public Price(Rates rates, List<Tier> tiers, Optional<BigDecimal> perRequest) {
        this(rates, tiers, perRequest, Map.of());
    }

    public static Price of(BigDecimal input, BigDecimal output) {
        return new Price(Rates.of(input, output), List.of(), Optional.empty());
    }

    /** Cost in US dollars, unrounded. */
    public BigDecimal costOf(Usage usage) {
        return ratesFor(usage.totalInput())
                .costOf(usage)
                .add(perRequest.orElse(BigDecimal.ZERO))
                .multiply(factor(usage.serviceTier()));
    }

    /** What {@link #costOf} adds up. */
    public List<Line> lines(Usage usage) {
        BigDecimal factor = factor(usage.serviceTier());
        List<Line> lines = new ArrayList<>(ratesFor(usage.totalInput()).lines(usage, factor));
        perRequest.ifPresent(dollars -> lines.add(new Line("request", 1, dollars, factor, dollars.multiply(factor))));
        return lines;
    }

    /** That of a tier of which nothing is said is 1. */
    public BigDecimal factor(String serviceTier) {
        return serviceTiers.getOrDefault(serviceTier, BigDecimal.ONE);
    }

    /** The dearest of all tiers, the usual one among them. */
    public BigDecimal dearestFactor() {
        return serviceTiers.values().stream().reduce(BigDecimal.ONE, BigDecimal::max);
    }

    /**
     * The most that a call can cost which reads and writes so much, of whatever classes, in US dollars, unrounded. Each
     * token counts as one of the dearest class, in any tier that so large an input may reach. The factor of a service tier
     * is not in it.
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

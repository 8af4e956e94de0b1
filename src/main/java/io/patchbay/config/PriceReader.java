package io.patchbay.config;

import io.patchbay.catalogue.Price;
import io.patchbay.catalogue.Prices;
import io.patchbay.catalogue.Prices.Dated;
import io.patchbay.catalogue.Rates;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one price, in whatever currency it stands, as US dollars. */
final class PriceReader {

    private final Section prices;
    private final BigDecimal dollars;

    private PriceReader(Section prices, Currencies currencies) {
        this.prices = prices;
        this.dollars = currencies.dollars(prices);
    }

    /** A mapping is a price whose beginning nobody tells; a list has several, from their days on. */
    static Prices read(Section entry, Currencies currencies) {
        if (!entry.json().path("prices").isArray()) {
            return new PriceReader(entry.section("prices"), currencies)
                    .price()
                    .map(Prices::always)
                    .orElse(Prices.UNKNOWN);
        }
        List<Dated> dated = new ArrayList<>();
        Set<LocalDate> days = new HashSet<>();
        for (Section prices : entry.items("prices")) {
            Optional<LocalDate> from = day(prices, days);
            Optional<Price> price = new PriceReader(prices, currencies).whole();
            from.ifPresent(day -> price.ifPresent(found -> dated.add(new Dated(day, found))));
        }
        return new Prices(dated);
    }

    /** One of them may leave it out: it holds until the others begin. */
    private static Optional<LocalDate> day(Section prices, Set<LocalDate> days) {
        Optional<LocalDate> from = prices.text("from").isEmpty()
                ? Optional.of(LocalDate.MIN)
                : prices.value("from", "a day such as 2026-07-24 is expected", Values::date);
        from.filter(day -> !days.add(day))
                .ifPresent(day -> prices.problem(
                        "from", prices.raw("from"), "another price begins on the same day, or neither has one"));
        return from;
    }

    /** One that has to be there. */
    private Optional<Price> whole() {
        Optional<Price> price = price();
        if (!prices.has("input") && !prices.has("output")) {
            prices.problem("input", "", "a price has both, input and output");
        }
        return price;
    }

    private Optional<Price> price() {
        Optional<Rates> rates = rates(prices);
        List<Price.Tier> tiers = tiers();
        Optional<BigDecimal> perRequest = amount(prices, "per-request");
        Map<String, BigDecimal> serviceTiers = serviceTiers();
        if (rates.isEmpty() && (perRequest.isPresent() || !tiers.isEmpty())) {
            prices.problem("input", "", "a price has both, input and output");
        }
        return rates.map(found -> new Price(found, tiers, perRequest, serviceTiers));
    }

    private Optional<Rates> rates(Section section) {
        Optional<BigDecimal> input = amount(section, "input");
        Optional<BigDecimal> output = amount(section, "output");
        if (input.isPresent() != output.isPresent()) {
            section.problem(input.isPresent() ? "output" : "input", "", "a price has both, input and output");
        }
        Rates rates = new Rates(
                input.orElse(BigDecimal.ZERO),
                output.orElse(BigDecimal.ZERO),
                amount(section, "cache-read"),
                amount(section, "cache-write-5m"),
                amount(section, "cache-write-1h"),
                amount(section, "audio-input"),
                amount(section, "audio-output"),
                amount(section, "image-input"),
                amount(section, "image-output"),
                amount(section, "reasoning"));
        return input.isPresent() && output.isPresent() ? Optional.of(rates) : Optional.empty();
    }

    private Optional<BigDecimal> amount(Section section, String name) {
        Optional<BigDecimal> amount = section.price(name);
        return dollars.equals(BigDecimal.ONE) ? amount : amount.map(dollars::multiply);
    }

    private List<Price.Tier> tiers() {
        List<Price.Tier> tiers = new ArrayList<>();
        for (Section tier : prices.items("tiers")) {
            Optional<Integer> above = tier.integer("above", 1);
            Optional<Rates> rates = rates(tier);
            if (above.isPresent() && rates.isPresent()) {
                tiers.add(new Price.Tier(above.get(), rates.get()));
            } else {
                prices.problem("tiers", "", "each tier has 'above', 'input' and 'output'");
            }
        }
        return tiers;
    }

    private Map<String, BigDecimal> serviceTiers() {
        Section section = prices.section("service-tiers");
        Map<String, BigDecimal> factors = new HashMap<>();
        section.json()
                .fieldNames()
                .forEachRemaining(tier -> section.value(
                                tier, "a factor on the whole price is expected, such as 0.5", Values::price)
                        .ifPresent(factor -> factors.put(tier, factor)));
        return factors;
    }
}

package io.patchbay.config;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.patchbay.catalogue.Capability;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.Price;
import io.patchbay.catalogue.Rates;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads one entry of the catalogue. */
final class ModelReader {

    private static final Map<String, Capability> CAPABILITIES =
            Arrays.stream(Capability.values()).collect(toUnmodifiableMap(Capability::word, identity()));

    private ModelReader() {}

    /** @param wireId holds where the entry names none */
    static Model read(String provider, String id, String wireId, Section entry) {
        return new Model(
                provider,
                id,
                List.of(),
                entry.text("wire-id").orElse(wireId),
                tokens(entry, "context-window"),
                tokens(entry, "output-limit"),
                capabilities(entry),
                price(entry.section("prices")),
                entry.text("source"),
                entry.value("effective-from", "a day such as 2026-07-24 is expected", Values::date),
                entry.flag("deprecated").orElse(false),
                MannerReader.read(entry));
    }

    private static OptionalInt tokens(Section entry, String name) {
        return entry.integer(name, 1).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private static Set<Capability> capabilities(Section entry) {
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        for (String word : entry.list("capabilities")) {
            Capability known = CAPABILITIES.get(word);
            if (known == null) {
                String words = String.join(
                        ", ", CAPABILITIES.keySet().stream().sorted().toList());
                entry.problem("capabilities", word, "one of [" + words + "] is expected");
            } else {
                capabilities.add(known);
            }
        }
        return capabilities;
    }

    private static Optional<Price> price(Section prices) {
        Optional<Rates> rates = rates(prices);
        List<Price.Tier> tiers = tiers(prices);
        Optional<BigDecimal> perRequest = prices.price("per-request");
        if (rates.isEmpty() && (perRequest.isPresent() || !tiers.isEmpty())) {
            prices.problem("input", "", "a price has both, input and output");
        }
        return rates.map(found -> new Price(found, tiers, perRequest));
    }

    private static Optional<Rates> rates(Section prices) {
        Optional<BigDecimal> input = prices.price("input");
        Optional<BigDecimal> output = prices.price("output");
        if (input.isPresent() != output.isPresent()) {
            prices.problem(input.isPresent() ? "output" : "input", "", "a price has both, input and output");
        }
        Rates rates = new Rates(
                input.orElse(BigDecimal.ZERO),
                output.orElse(BigDecimal.ZERO),
                prices.price("cache-read"),
                prices.price("cache-write-5m"),
                prices.price("cache-write-1h"),
                prices.price("audio-input"),
                prices.price("audio-output"),
                prices.price("reasoning"));
        return input.isPresent() && output.isPresent() ? Optional.of(rates) : Optional.empty();
    }

    private static List<Price.Tier> tiers(Section prices) {
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
}

package io.patchbay.catalogue.update;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.patchbay.catalogue.Capability;
import io.patchbay.catalogue.Manner;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.Price;
import io.patchbay.catalogue.Prices;
import io.patchbay.catalogue.Rates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.StringJoiner;

/** An entry of the catalogue as its file has it: two or three lines, always in the same order. */
final class Yaml {

    private static final ObjectMapper MAPPER =
            new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Yaml() {}

    static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Model model(String provider, String prefix, String wireId, JsonNode entry, JsonNode list) {
        return new Model(
                provider,
                prefix + wireId,
                List.of(),
                wireId,
                Facts.tokens(entry.path("context-window")),
                Facts.tokens(entry.path("output-limit")),
                capabilities(entry.path("capabilities")),
                price(entry.path("prices")).map(Prices::always).orElse(Prices.UNKNOWN),
                Optional.of(common(entry, list, "source")),
                Optional.of(LocalDate.parse(common(entry, list, "effective-from"))),
                entry.path("deprecated").asBoolean(),
                Manner.USUAL);
    }

    private static String common(JsonNode entry, JsonNode list, String name) {
        return entry.path(name).asText(list.path(name).asText());
    }

    private static Set<Capability> capabilities(JsonNode words) {
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        for (Capability capability : Capability.values()) {
            Facts.add(capabilities, capability, Facts.lists(words, capability.word()));
        }
        return capabilities;
    }

    private static Optional<Price> price(JsonNode prices) {
        if (!prices.has("input")) {
            return Optional.empty();
        }
        List<Price.Tier> tiers = new ArrayList<>();
        prices.path("tiers")
                .forEach(tier -> tiers.add(new Price.Tier(tier.path("above").asLong(), rates(tier))));
        return Optional.of(new Price(rates(prices), tiers, decimal(prices, "per-request")));
    }

    private static Rates rates(JsonNode json) {
        return new Rates(
                decimal(json, "input").orElseThrow(),
                decimal(json, "output").orElseThrow(),
                decimal(json, "cache-read"),
                decimal(json, "cache-write-5m"),
                decimal(json, "cache-write-1h"),
                decimal(json, "audio-input"),
                decimal(json, "audio-output"),
                decimal(json, "image-input"),
                decimal(json, "image-output"),
                decimal(json, "reasoning"));
    }

    private static Optional<BigDecimal> decimal(JsonNode json, String name) {
        return Quotes.decimal(json.path(name)).map(Quotes::plain);
    }

    /** @param commonSource is left out, and so is its day */
    static String entry(Model model, String commonSource, LocalDate commonDay) {
        StringJoiner facts = new StringJoiner(", ");
        tokens(model.contextWindow(), "context-window", facts);
        tokens(model.outputLimit(), "output-limit", facts);
        facts.add("capabilities: ["
                + Arrays.stream(Capability.values())
                        .filter(model.capabilities()::contains)
                        .map(capability -> quoted(capability.word()))
                        .collect(joining(", "))
                + "]");
        StringJoiner rest = new StringJoiner(", ");
        model.prices().latest().ifPresent(price -> rest.add(prices(price)));
        model.source()
                .filter(source -> !source.equals(commonSource))
                .ifPresent(source -> rest.add("source: " + quoted(source)));
        model.effectiveFrom()
                .filter(day -> !day.equals(commonDay))
                .ifPresent(day -> rest.add("effective-from: " + quoted(day.toString())));
        if (model.deprecated()) {
            rest.add("deprecated: true");
        }
        return "    " + quoted(model.wireId()) + ": {" + facts + (rest.length() == 0 ? "" : ",\n      " + rest)
                + "},\n";
    }

    private static void tokens(OptionalInt tokens, String name, StringJoiner to) {
        tokens.ifPresent(value -> to.add(name + ": " + value));
    }

    static String quoted(String text) {
        return '"' + text + '"';
    }

    private static String prices(Price price) {
        StringJoiner joiner = rates(price.rates(), new StringJoiner(", "));
        price.perRequest().ifPresent(value -> joiner.add("per-request: " + value.toPlainString()));
        if (!price.tiers().isEmpty()) {
            joiner.add("\n        tiers: ["
                    + price.tiers().stream().map(Yaml::tier).collect(joining(", "))
                    + "]");
        }
        return "prices: {" + joiner.toString().replace(", \n", ",\n") + "}";
    }

    private static String tier(Price.Tier tier) {
        return "{" + rates(tier.rates(), new StringJoiner(", ").add("above: " + tier.above())) + "}";
    }

    private static StringJoiner rates(Rates rates, StringJoiner to) {
        to.add("input: " + rates.input().toPlainString());
        to.add("output: " + rates.output().toPlainString());
        rates.cacheRead().ifPresent(value -> to.add("cache-read: " + value.toPlainString()));
        rates.cacheWrite5m().ifPresent(value -> to.add("cache-write-5m: " + value.toPlainString()));
        rates.cacheWrite1h().ifPresent(value -> to.add("cache-write-1h: " + value.toPlainString()));
        rates.audioInput().ifPresent(value -> to.add("audio-input: " + value.toPlainString()));
        rates.audioOutput().ifPresent(value -> to.add("audio-output: " + value.toPlainString()));
        rates.imageInput().ifPresent(value -> to.add("image-input: " + value.toPlainString()));
        rates.imageOutput().ifPresent(value -> to.add("image-output: " + value.toPlainString()));
        rates.reasoning().ifPresent(value -> to.add("reasoning: " + value.toPlainString()));
        return to;
    }
}

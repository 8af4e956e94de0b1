package io.patchbay.catalogue.update;

import io.patchbay.catalogue.Capability;
import io.patchbay.catalogue.Manner;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.Price;
import io.patchbay.catalogue.Prices;
import io.patchbay.catalogue.Rates;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * One provider's models of several sources. A price is one source's; another adds what that one leaves out, such as
 * cached tokens, only if both agree on input and output.
 */
final class Merge {

    private final Row row;
    private final String prefix;
    private final Map<Source, Map<String, Listing>> listings = new EnumMap<>(Source.class);

    Merge(Row row, String prefix, Sources sources) {
        this.row = row;
        this.prefix = prefix;
        row.names().keySet().forEach(source -> listings.put(source, sources.of(source, row)));
    }

    /** By wire id. */
    SortedMap<String, Model> models() {
        SortedMap<String, Model> models = new TreeMap<>();
        ids().forEach(id -> models.put(id, model(id)));
        return models;
    }

    private SortedSet<String> ids() {
        SortedSet<String> ids = new TreeSet<>();
        for (Source source : row.members()) {
            ids.addAll(listings.getOrDefault(source, Map.of()).keySet());
        }
        return ids;
    }

    /** Prices that a source announces for later, in words. */
    List<String> announced() {
        List<String> all = new ArrayList<>();
        for (String id : ids()) {
            saying(id, row.prices()).stream()
                    .map(said -> said.listing().announced())
                    .filter(words -> !words.isEmpty())
                    .findFirst()
                    .ifPresent(words -> all.add(id + " " + words));
        }
        return all;
    }

    private record Said(Source source, Listing listing) {}

    private List<Said> saying(String id, List<Source> order) {
        return order.stream()
                .map(source -> Optional.ofNullable(
                                listings.getOrDefault(source, Map.of()).get(id))
                        .map(listing -> new Said(source, listing)))
                .flatMap(Optional::stream)
                .toList();
    }

    private Model model(String id) {
        List<Said> facts = saying(id, Row.FACTS);
        Priced priced = price(saying(id, row.prices()));
        return new Model(
                row.provider(),
                prefix + id,
                List.of(),
                id,
                first(facts, Listing::contextWindow),
                first(facts, Listing::outputLimit),
                capabilities(facts),
                priced.price().map(Prices::always).orElse(Prices.UNKNOWN),
                Optional.of(priced.sources()),
                Optional.of(priced.since()),
                facts.stream().anyMatch(said -> said.listing().deprecated()),
                Manner.USUAL);
    }

    private static OptionalInt first(List<Said> said, Function<Listing, OptionalInt> fact) {
        return said.stream()
                .map(one -> fact.apply(one.listing()))
                .filter(OptionalInt::isPresent)
                .findFirst()
                .orElse(OptionalInt.empty());
    }

    /** Those of the first source that tells any; whether an answer can be begun by the caller only LiteLLM tells. */
    private static Set<Capability> capabilities(List<Said> facts) {
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        facts.stream()
                .map(said -> said.listing().capabilities())
                .filter(told -> !told.isEmpty())
                .findFirst()
                .ifPresent(capabilities::addAll);
        if (facts.stream().anyMatch(said -> said.listing().capabilities().contains(Capability.PREFILL))) {
            capabilities.add(Capability.PREFILL);
        }
        return capabilities.isEmpty() ? Set.of(Capability.STREAMING) : capabilities;
    }

    private record Priced(Optional<Price> price, String sources, LocalDate since) {

        Priced and(Said further) {
            if (price.isEmpty() || further.listing().price().isEmpty()) {
                return this;
            }
            Price mine = price.get();
            Price filled = filled(mine, further.listing().price().get());
            return filled.equals(mine)
                    ? this
                    : new Priced(
                            Optional.of(filled),
                            sources + " + " + further.source().word(),
                            since);
        }
    }

    private static Priced price(List<Said> said) {
        Said first = said.stream()
                .filter(one -> one.listing().price().isPresent())
                .findFirst()
                .orElse(said.getFirst());
        Priced priced = new Priced(
                first.listing().price(), first.source().word(), first.listing().since());
        for (Said one : said) {
            priced = priced.and(one);
        }
        return priced;
    }

    private static Price filled(Price mine, Price other) {
        if (!agree(mine.rates(), other.rates())) {
            return mine;
        }
        List<Price.Tier> tiers = mine.tiers().isEmpty()
                ? other.tiers()
                : mine.tiers().stream().map(tier -> filled(tier, other.tiers())).toList();
        return new Price(
                filled(mine.rates(), other.rates()), tiers, mine.perRequest().or(other::perRequest));
    }

    private static Price.Tier filled(Price.Tier mine, List<Price.Tier> others) {
        return others.stream()
                .filter(other -> other.above() == mine.above() && agree(mine.rates(), other.rates()))
                .findFirst()
                .map(other -> new Price.Tier(mine.above(), filled(mine.rates(), other.rates())))
                .orElse(mine);
    }

    private static Rates filled(Rates mine, Rates other) {
        return new Rates(
                mine.input(),
                mine.output(),
                mine.cacheRead().or(other::cacheRead),
                mine.cacheWrite5m().or(other::cacheWrite5m),
                mine.cacheWrite1h().or(other::cacheWrite1h),
                mine.audioInput().or(other::audioInput),
                mine.audioOutput().or(other::audioOutput),
                mine.imageInput().or(other::imageInput),
                mine.imageOutput().or(other::imageOutput),
                mine.reasoning().or(other::reasoning));
    }

    static boolean agree(Rates a, Rates b) {
        return same(a.input(), b.input()) && same(a.output(), b.output());
    }

    private static boolean same(BigDecimal a, BigDecimal b) {
        return a.compareTo(b) == 0;
    }
}

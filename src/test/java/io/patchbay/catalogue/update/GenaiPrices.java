package io.patchbay.catalogue.update;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.patchbay.catalogue.Price;
import io.patchbay.catalogue.Rates;
import io.patchbay.catalogue.update.Quotes.Of;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Prices with the days and the context sizes from which they hold; dollars per million tokens. It keeps what vendors
 * have long retired. The other names that it has for a model are not read: among them are dated ones whose price is
 * another, such as {@code gpt-4o-2024-05-13} (seen 2026-08-21).
 *
 * @see <a href="https://github.com/pydantic/genai-prices">genai-prices</a>
 */
record GenaiPrices(JsonNode json, LocalDate day) implements SourceList {

    private static final String ROUTER = "huggingface_";
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

    private static final Map<Of, String> FIELDS = Map.of(
            Of.INPUT, "input_mtok",
            Of.OUTPUT, "output_mtok",
            Of.CACHE_READ, "cache_read_mtok",
            Of.CACHE_WRITE_5M, "cache_write_mtok",
            Of.AUDIO_INPUT, "input_audio_mtok",
            Of.AUDIO_OUTPUT, "output_audio_mtok");

    @Override
    public Map<String, Listing> at(Row row) {
        Map<String, Listing> all = new LinkedHashMap<>();
        for (JsonNode provider : json) {
            String name = provider.path("id").asText();
            if (row.namesIn(Source.GENAI_PRICES).contains(name)) {
                for (JsonNode model : provider.path("models")) {
                    String id = wireId(row, name, model.path("id").asText());
                    if (row.takes(id)) {
                        all.put(id, listing(id, model));
                    }
                }
            }
        }
        return all;
    }

    private static String wireId(Row row, String provider, String id) {
        return provider.startsWith(ROUTER) ? id + ":" + provider.substring(ROUTER.length()) : row.wireId(id);
    }

    private Listing listing(String id, JsonNode model) {
        Dated now = dated(model.path("prices"));
        return new Listing(
                id,
                price(id, now.prices()),
                Facts.tokens(model.path("context_window")),
                OptionalInt.empty(),
                Facts.isEmbedding(id) ? Facts.embeddings() : Set.of(),
                now.since(),
                model.path("deprecated").asBoolean(),
                now.announced());
    }

    private record Dated(JsonNode prices, LocalDate since, String announced) {}

    /** Prices that change with the hour are no price of a model; of dated ones, the latest that has begun holds. */
    private Dated dated(JsonNode prices) {
        if (!prices.isArray()) {
            return new Dated(prices, day, "");
        }
        Dated now = new Dated(MissingNode.getInstance(), day, "");
        for (JsonNode candidate : prices) {
            JsonNode constraint = candidate.path("constraint");
            if (constraint.has("start_time")) {
                return new Dated(MissingNode.getInstance(), day, "");
            }
            LocalDate start = constraint.has("start_date")
                    ? LocalDate.parse(constraint.path("start_date").asText())
                    : day;
            if (start.isAfter(day)) {
                return new Dated(now.prices(), now.since(), "from " + start + " " + inWords(candidate.path("prices")));
            }
            now = new Dated(candidate.path("prices"), start, "");
        }
        return now;
    }

    private static String inWords(JsonNode prices) {
        return rates("", prices, 0).map(Changes::inWords).orElse("at another price");
    }

    private static Optional<Price> price(String id, JsonNode prices) {
        Set<Long> starts = new TreeSet<>();
        FIELDS.values()
                .forEach(field -> prices.path(field)
                        .path("tiers")
                        .forEach(tier -> starts.add(tier.path("start").asLong())));
        List<Price.Tier> tiers = new ArrayList<>();
        for (long start : starts) {
            rates(id, prices, start).ifPresent(rates -> tiers.add(new Price.Tier(start, rates)));
        }
        Optional<BigDecimal> perRequest =
                Quotes.decimal(prices.path("requests_kcount")).map(value -> Quotes.plain(value.divide(THOUSAND)));
        return rates(id, prices, 0).map(rates -> new Price(rates, tiers, perRequest));
    }

    /** @param reached the tier's start; 0 for the rates of small inputs */
    private static Optional<Rates> rates(String id, JsonNode prices, long reached) {
        Quotes quotes = new Quotes();
        if (Facts.isEmbedding(id)) {
            quotes.put(Of.OUTPUT, BigDecimal.ZERO);
        }
        FIELDS.forEach((of, field) -> quotes.perMillion(of, at(prices.path(field), reached)));
        return quotes.rates();
    }

    private static JsonNode at(JsonNode price, long reached) {
        JsonNode found = price.isObject() ? price.path("base") : price;
        for (JsonNode tier : price.path("tiers")) {
            if (tier.path("start").asLong() <= reached) {
                found = tier.path("price");
            }
        }
        return found;
    }
}

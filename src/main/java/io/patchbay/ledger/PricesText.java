package io.patchbay.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.catalogue.Catalogue;
import io.patchbay.catalogue.Manner;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.Price;
import io.patchbay.catalogue.Prices;
import io.patchbay.catalogue.Prices.Dated;
import io.patchbay.catalogue.Rates;
import io.patchbay.dialect.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A catalogue as text: the names of its models and what they cost, and no more. All models are in it, since one without a price
 * hides another of the same name. Amounts are texts, which nobody rounds.
 */
final class PricesText {

    private PricesText() {}

    static String of(Catalogue catalogue) {
        ObjectNode json = Json.object();
        ArrayNode models = json.putArray("models");
        catalogue.models().forEach(model -> write(model, models.addObject()));
        return new String(Json.write(json), StandardCharsets.UTF_8);
    }

    private static void write(Model model, ObjectNode json) {
        json.put("provider", model.provider()).put("id", model.id()).put("wire_id", model.wireId());
        if (!model.also().isEmpty()) {
            model.also().forEach(json.putArray("also")::add);
        }
        ArrayNode prices = json.putArray("prices");
        model.prices().dated().forEach(dated -> write(dated, prices.addObject()));
    }

    private static void write(Dated dated, ObjectNode json) {
        if (dated.from().isAfter(LocalDate.MIN)) {
            json.put("from", dated.from().toString());
        }
        Price price = dated.price();
        write(price.rates(), json);
        put("per_request", price.perRequest(), json);
        if (!price.tiers().isEmpty()) {
            ArrayNode tiers = json.putArray("tiers");
            price.tiers().forEach(tier -> write(tier.rates(), tiers.addObject().put("above", tier.above())));
        }
        if (!price.serviceTiers().isEmpty()) {
            ObjectNode factors = json.putObject("service_tiers");
            price.serviceTiers().forEach((tier, factor) -> factors.put(tier, factor.toString()));
        }
    }

    private static void write(Rates rates, ObjectNode json) {
        json.put("input", rates.input().toString()).put("output", rates.output().toString());
        put("cache_read", rates.cacheRead(), json);
        put("cache_write_5m", rates.cacheWrite5m(), json);
        put("cache_write_1h", rates.cacheWrite1h(), json);
        put("audio_input", rates.audioInput(), json);
        put("audio_output", rates.audioOutput(), json);
        put("image_input", rates.imageInput(), json);
        put("image_output", rates.imageOutput(), json);
        put("reasoning", rates.reasoning(), json);
    }

    private static void put(String field, Optional<BigDecimal> amount, ObjectNode json) {
        amount.ifPresent(value -> json.put(field, value.toString()));
    }

    /** @throws IllegalStateException if that is no text of ours */
    static Catalogue catalogue(String version, String text) {
        try {
            List<Model> models = new ArrayList<>();
            Json.read(text).path("models").forEach(json -> models.add(model(json)));
            return new Catalogue(version, models);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the prices of version " + version + " can't be read", e);
        }
    }

    private static Model model(JsonNode json) {
        List<String> also = new ArrayList<>();
        json.path("also").forEach(name -> also.add(name.asText()));
        List<Dated> dated = new ArrayList<>();
        json.path("prices").forEach(price -> dated.add(dated(price)));
        return new Model(
                json.path("provider").asText(),
                json.path("id").asText(),
                also,
                json.path("wire_id").asText(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Set.of(),
                new Prices(dated),
                Optional.empty(),
                Optional.empty(),
                false,
                Manner.USUAL);
    }

    private static Dated dated(JsonNode json) {
        List<Price.Tier> tiers = new ArrayList<>();
        json.path("tiers")
                .forEach(tier -> tiers.add(new Price.Tier(tier.path("above").asLong(), rates(tier))));
        Map<String, BigDecimal> factors = new HashMap<>();
        json.path("service_tiers").forEachEntry((tier, factor) -> factors.put(tier, new BigDecimal(factor.asText())));
        Price price = new Price(rates(json), tiers, amount("per_request", json), factors);
        return new Dated(json.has("from") ? LocalDate.parse(json.path("from").asText()) : LocalDate.MIN, price);
    }

    private static Rates rates(JsonNode json) {
        return new Rates(
                new BigDecimal(json.path("input").asText()),
                new BigDecimal(json.path("output").asText()),
                amount("cache_read", json),
                amount("cache_write_5m", json),
                amount("cache_write_1h", json),
                amount("audio_input", json),
                amount("audio_output", json),
                amount("image_input", json),
                amount("image_output", json),
                amount("reasoning", json));
    }

    private static Optional<BigDecimal> amount(String field, JsonNode json) {
        return json.has(field) ? Optional.of(new BigDecimal(json.path(field).asText())) : Optional.empty();
    }
}

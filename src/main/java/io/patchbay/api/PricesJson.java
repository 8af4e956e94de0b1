package io.patchbay.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.Price;
import io.patchbay.catalogue.Prices.Dated;
import io.patchbay.catalogue.Rates;
import io.patchbay.dialect.Json;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What a model costs, as the API writes it. */
final class PricesJson {

    private PricesJson() {}

    /** The price in force, and those that are known to come. */
    static void put(Model model, LocalDate today, ObjectNode json) {
        Optional<Dated> inForce = model.prices().begunBy(today);
        inForce.ifPresentOrElse(dated -> json.set("prices", prices(dated.price())), () -> json.putNull("prices"));
        inForce.map(Dated::from)
                .filter(LocalDate.MIN::isBefore)
                .or(model::effectiveFrom)
                .ifPresent(day -> json.put("effective_from", day.toString()));
        List<Dated> later = model.prices().after(today);
        if (!later.isEmpty()) {
            ArrayNode announced = json.putArray("later_prices");
            later.forEach(dated ->
                    announced.addObject().put("from", dated.from().toString()).set("prices", prices(dated.price())));
        }
    }

    private static ObjectNode prices(Price price) {
        ObjectNode json = rates(price.rates(), Json.object());
        price.perRequest().ifPresent(value -> json.put("per_request", value));
        if (!price.serviceTiers().isEmpty()) {
            ObjectNode factors = json.putObject("service_tiers");
            price.serviceTiers().forEach(factors::put);
        }
        if (!price.tiers().isEmpty()) {
            ArrayNode tiers = json.putArray("tiers");
            price.tiers().forEach(tier -> rates(tier.rates(), tiers.addObject().put("above", tier.above())));
        }
        return json;
    }

    private static ObjectNode rates(Rates rates, ObjectNode json) {
        json.put("input", rates.input()).put("output", rates.output());
        rates.cacheRead().ifPresent(value -> json.put("cache_read", value));
        rates.cacheWrite5m().ifPresent(value -> json.put("cache_write_5m", value));
        rates.cacheWrite1h().ifPresent(value -> json.put("cache_write_1h", value));
        rates.audioInput().ifPresent(value -> json.put("audio_input", value));
        rates.audioOutput().ifPresent(value -> json.put("audio_output", value));
        rates.imageInput().ifPresent(value -> json.put("image_input", value));
        rates.imageOutput().ifPresent(value -> json.put("image_output", value));
        rates.reasoning().ifPresent(value -> json.put("reasoning", value));
        return json;
    }
}

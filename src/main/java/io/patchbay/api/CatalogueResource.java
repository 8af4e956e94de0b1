package io.patchbay.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.call.Role;
import io.patchbay.catalogue.Capability;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.Price;
import io.patchbay.catalogue.Prices;
import io.patchbay.catalogue.Prices.Dated;
import io.patchbay.catalogue.Rates;
import io.patchbay.dialect.Json;
import io.patchbay.routing.Offers;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** All models that are known, with window, capabilities, prices and the providers that offer them. */
@Path("/models")
@Produces(MediaType.APPLICATION_JSON)
public class CatalogueResource {

    private final Offers offers;
    private final Clock clock;

    @Inject
    public CatalogueResource(Offers offers, Clock clock) {
        this.clock = clock;
        this.offers = offers;
    }

    @GET
    @Allowed({Role.CALLER, Role.TEAM_LEAD, Role.AUDITOR})
    public byte[] list() {
        ObjectNode json = Json.object().put("catalogue_version", offers.version());
        ArrayNode items = json.putArray("items");
        LocalDate today = Prices.day(clock.instant());
        for (Offers.Offer offer : offers.all()) {
            ObjectNode item = items.addObject().put("id", offer.id()).put("available", offer.available());
            ArrayNode providers = item.putArray("providers");
            offer.providers().forEach(model -> providers.add(at(model, offer, today)));
        }
        return Json.write(json);
    }

    private static ObjectNode at(Model model, Offers.Offer offer, LocalDate today) {
        ObjectNode json = Json.object()
                .put("provider", model.provider())
                .put("available", offer.servingProviders().contains(model.provider()))
                .put("wire_id", model.wireId())
                .put("deprecated", model.deprecated());
        model.contextWindow().ifPresent(tokens -> json.put("context_window", tokens));
        model.outputLimit().ifPresent(tokens -> json.put("output_limit", tokens));
        ArrayNode capabilities = json.putArray("capabilities");
        model.capabilities().stream().map(Capability::word).sorted().forEach(capabilities::add);
        price(model, today, json);
        model.source().ifPresent(source -> json.put("source", source));
        return json;
    }

    /** The price in force, and those that are known to come. */
    private static void price(Model model, LocalDate today, ObjectNode json) {
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

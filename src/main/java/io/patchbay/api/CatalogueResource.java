package io.patchbay.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.call.Role;
import io.patchbay.catalogue.Capability;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.Price;
import io.patchbay.catalogue.Rates;
import io.patchbay.dialect.Json;
import io.patchbay.routing.Offers;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;

/** All models that are known, with window, capabilities, prices and the providers that offer them. */
@Path("/models")
@Produces(MediaType.APPLICATION_JSON)
public class CatalogueResource {

    private final Offers offers;

    @Inject
    public CatalogueResource(Offers offers) {
        this.offers = offers;
    }

    @GET
    @Allowed({Role.CALLER, Role.TEAM_LEAD, Role.AUDITOR})
    public byte[] list(@Context SecurityContext security) {
        ObjectNode json = Json.object().put("catalogue_version", offers.version());
        ArrayNode items = json.putArray("items");
        for (Offers.Offer offer : offers.all(KnownCaller.of(security).rights())) {
            ObjectNode item = items.addObject().put("id", offer.id()).put("available", offer.available());
            ArrayNode providers = item.putArray("providers");
            offer.providers().forEach(model -> providers.add(at(model, offer)));
        }
        return Json.write(json);
    }

    private static ObjectNode at(Model model, Offers.Offer offer) {
        ObjectNode json = Json.object()
                .put("provider", model.provider())
                .put("available", offer.servingProviders().contains(model.provider()))
                .put("wire_id", model.wireId())
                .put("deprecated", model.deprecated());
        model.contextWindow().ifPresent(tokens -> json.put("context_window", tokens));
        model.outputLimit().ifPresent(tokens -> json.put("output_limit", tokens));
        ArrayNode capabilities = json.putArray("capabilities");
        model.capabilities().stream().map(Capability::word).sorted().forEach(capabilities::add);
        model.price().ifPresentOrElse(price -> json.set("prices", prices(price)), () -> json.putNull("prices"));
        model.effectiveFrom().ifPresent(day -> json.put("effective_from", day.toString()));
        model.source().ifPresent(source -> json.put("source", source));
        return json;
    }

    private static ObjectNode prices(Price price) {
        ObjectNode json = rates(price.rates(), Json.object());
        price.perRequest().ifPresent(value -> json.put("per_request", value));
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
        rates.reasoning().ifPresent(value -> json.put("reasoning", value));
        return json;
    }
}

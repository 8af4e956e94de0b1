package io.patchbay.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.call.Role;
import io.patchbay.catalogue.Capability;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.Prices;
import io.patchbay.dialect.Json;
import io.patchbay.routing.Offers;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Clock;
import java.time.LocalDate;

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
    public byte[] list(@Context SecurityContext security) {
        ObjectNode json = Json.object().put("catalogue_version", offers.version());
        ArrayNode items = json.putArray("items");
        LocalDate today = Prices.day(clock.instant());
        for (Offers.Offer offer : offers.all(KnownCaller.of(security).rights())) {
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
        PricesJson.put(model, today, json);
        model.source().ifPresent(source -> json.put("source", source));
        return json;
    }
}

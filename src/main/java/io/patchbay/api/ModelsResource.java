package io.patchbay.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.dialect.Json;
import io.patchbay.routing.Offers;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The models that can be asked for now, as OpenAI lists them. */
@Path("/models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {

    private final Offers offers;

    @Inject
    public ModelsResource(Offers offers) {
        this.offers = offers;
    }

    @GET
    public byte[] list() {
        ObjectNode list = Json.object().put("object", "list");
        ArrayNode data = list.putArray("data");
        offers.available().forEach(offer -> data.add(model(offer)));
        return Json.write(list);
    }

    @GET
    @Path("/{id: .+}")
    public byte[] one(@PathParam("id") String id) {
        return offers.available().stream()
                .filter(offer -> offer.id().equals(id))
                .findFirst()
                .map(offer -> Json.write(model(offer)))
                .orElseThrow(() -> offers.unknown(id));
    }

    private static ObjectNode model(Offers.Offer offer) {
        return Json.object()
                .put("id", offer.id())
                .put("object", "model")
                .put(
                        "created",
                        offer.since().map(day -> day.toEpochDay() * 86_400).orElse(0L))
                .put("owned_by", offer.providers().getFirst().provider());
    }
}

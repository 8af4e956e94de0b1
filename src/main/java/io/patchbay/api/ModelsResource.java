package io.patchbay.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.call.Rights;
import io.patchbay.call.Role;
import io.patchbay.dialect.Json;
import io.patchbay.routing.Offers;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The models that can be asked for now, as OpenAI lists them, and as Anthropic does for a caller that names a version of its API. */
@Path("/models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {

    private final Offers offers;

    @Inject
    public ModelsResource(Offers offers) {
        this.offers = offers;
    }

    @GET
    @Allowed({Role.CALLER, Role.TEAM_LEAD})
    public byte[] list(
            @HeaderParam(ErrorForm.ANTHROPIC_VERSION) @Nullable String anthropicVersion,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after_id") @Nullable String after,
            @QueryParam("before_id") @Nullable String before,
            @Context SecurityContext security) {
        List<Offers.Offer> available = offers.available(rights(security));
        if (anthropicVersion != null) {
            return Json.write(AnthropicModels.page(available, limit, after, before));
        }
        ObjectNode list = Json.object().put("object", "list");
        ArrayNode data = list.putArray("data");
        available.forEach(offer -> data.add(model(offer)));
        return Json.write(list);
    }

    @GET
    @Allowed({Role.CALLER, Role.TEAM_LEAD})
    @Path("/{id: .+}")
    public byte[] one(
            @PathParam("id") String id,
            @HeaderParam(ErrorForm.ANTHROPIC_VERSION) @Nullable String anthropicVersion,
            @Context SecurityContext security) {
        Rights rights = rights(security);
        Offers.Offer found = offers.available(rights).stream()
                .filter(offer -> offer.id().equals(id))
                .findFirst()
                .orElseThrow(() -> offers.unknown(id, rights));
        return Json.write(anthropicVersion == null ? model(found) : AnthropicModels.model(found));
    }

    private static Rights rights(SecurityContext security) {
        return KnownCaller.of(security).rights();
    }

    private static ObjectNode model(Offers.Offer offer) {
        return Json.object()
                .put("id", offer.id())
                .put("object", "model")
                .put(
                        "created",
                        offer.since().map(day -> day.toEpochDay() * 86_400).orElse(0L))
                .put("owned_by", offer.owner());
    }
}

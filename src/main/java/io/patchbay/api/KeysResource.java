package io.patchbay.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.access.KeyAdministration;
import io.patchbay.access.NewKey;
import io.patchbay.access.VirtualKey;
import io.patchbay.call.Rights;
import io.patchbay.call.Role;
import io.patchbay.dialect.Json;
import io.patchbay.net.Network;
import io.patchbay.routing.Offers;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The database's keys. What a holder has to send is shown once, when its key is made. */
@Path("/keys")
@Produces(MediaType.APPLICATION_JSON)
public class KeysResource {

    private static final Duration USUAL_OVERLAP = Duration.ofHours(24);
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);
    private static final int PROVIDERS = 512;
    private static final int NETWORKS = 1_024;
    private static final int ROLES = 128;

    private final KeyAdministration keys;
    private final Offers offers;

    @Inject
    public KeysResource(KeyAdministration keys, Offers offers) {
        this.keys = keys;
        this.offers = offers;
    }

    @GET
    @Allowed({Role.TEAM_LEAD, Role.AUDITOR})
    public byte[] list(@Context UriInfo uri, @Context SecurityContext security) {
        return UnitPage.of(keys.all(KnownCaller.of(security)), this::json, uri.getQueryParameters(), "tenant", "team");
    }

    @POST
    @Allowed(Role.TEAM_LEAD)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream body, @Context HttpHeaders headers, @Context SecurityContext security) {
        return made(keys.make(wish(body, headers), KnownCaller.of(security)));
    }

    private NewKey wish(InputStream body, HttpHeaders headers) {
        BodyFields fields = BodyFields.read(
                body,
                headers,
                "name",
                "tenant",
                "team",
                "application",
                "roles",
                "models",
                "providers",
                "networks",
                "limits",
                "expires_at");
        BodyFields limits = fields.object("limits", "requests_per_minute", "tokens_per_minute");
        return new NewKey(
                fields.name("name").orElseThrow(() -> new InvalidParameter("name", "", "a name for the holder")),
                fields.text("tenant"),
                fields.text("team"),
                fields.text("application"),
                roles(fields),
                new Rights(fields.models("models"), providers(fields)),
                fields.list("networks", "a network such as 10.0.0.0/8 or 10.1.2.3/32", NETWORKS, Network::parse),
                new VirtualKey.Limits(limits.count("requests_per_minute"), limits.count("tokens_per_minute")),
                fields.time("expires_at"));
    }

    private static Set<Role> roles(BodyFields fields) {
        List<Role> roles = fields.list("roles", "one of caller, team-lead, auditor, operator", ROLES, Role::of);
        return roles.isEmpty() ? Set.of(Role.CALLER) : Set.copyOf(roles);
    }

    private List<String> providers(BodyFields fields) {
        Set<String> there = offers.providers();
        return fields.list(
                "providers",
                "one of " + String.join(", ", there),
                PROVIDERS,
                text -> Optional.of(text).filter(there::contains));
    }

    @GET
    @Allowed({Role.TEAM_LEAD, Role.AUDITOR})
    @Path("/{id}")
    public Response one(@PathParam("id") String id, @Context SecurityContext security) {
        VirtualKey key = keys.find(id, KnownCaller.of(security));
        return Versions.tagged(Response.ok(), key).entity(Json.write(json(key))).build();
    }

    @POST
    @Allowed(Role.TEAM_LEAD)
    @Path("/{id}/rotate")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response rotate(
            @PathParam("id") String id,
            InputStream body,
            @Context HttpHeaders headers,
            @Context SecurityContext security) {
        Duration overlap = BodyFields.read(body, headers, "overlap")
                .duration("overlap", LONGEST_OVERLAP)
                .orElse(USUAL_OVERLAP);
        return made(keys.rotate(id, overlap, Versions.wanted(headers), KnownCaller.of(security)));
    }

    @DELETE
    @Allowed(Role.TEAM_LEAD)
    @Path("/{id}")
    public Response revoke(
            @PathParam("id") String id, @Context HttpHeaders headers, @Context SecurityContext security) {
        keys.revoke(id, Versions.wanted(headers), KnownCaller.of(security));
        return Response.noContent().build();
    }

    private Response made(KeyAdministration.Made made) {
        ObjectNode json = json(made.key()).put("key", made.text());
        return Versions.tagged(Response.status(Response.Status.CREATED), made.key())
                .header("Cache-Control", "no-store")
                .entity(Json.write(json))
                .build();
    }

    private ObjectNode json(VirtualKey key) {
        return UnitJson.of(key, keys.stateOf(key));
    }
}

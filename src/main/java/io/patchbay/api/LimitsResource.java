package io.patchbay.api;

import io.patchbay.access.LimitAdministration;
import io.patchbay.access.LimitAdministration.Edit;
import io.patchbay.access.LimitAdministration.Rates;
import io.patchbay.access.LimitUnit;
import io.patchbay.call.Role;
import io.patchbay.dialect.Json;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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
import java.util.Optional;
import java.util.OptionalLong;

/** How much may be asked for in a minute. */
@Path("/limits")
@Produces(MediaType.APPLICATION_JSON)
public class LimitsResource {

    private static final String REQUESTS = "requests_per_minute";
    private static final String TOKENS = "tokens_per_minute";

    private final LimitAdministration limits;

    @Inject
    public LimitsResource(LimitAdministration limits) {
        this.limits = limits;
    }

    @GET
    @Allowed({Role.TEAM_LEAD, Role.AUDITOR})
    public byte[] list(@Context UriInfo uri, @Context SecurityContext security) {
        return UnitPage.of(
                limits.all(KnownCaller.of(security)), UnitJson::of, uri.getQueryParameters(), "tenant", "team");
    }

    @GET
    @Allowed({Role.TEAM_LEAD, Role.AUDITOR})
    @Path("/{id}")
    public Response one(@PathParam("id") String id, @Context SecurityContext security) {
        return answer(Response.ok(), limits.find(id, KnownCaller.of(security)));
    }

    @POST
    @Allowed(Role.OPERATOR)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream body, @Context HttpHeaders headers) {
        BodyFields fields = BodyFields.read(body, headers, "tenant", "team", "key", "models", REQUESTS, TOKENS);
        Rates rates = rates(fields)
                .orElseThrow(() -> new InvalidParameter(REQUESTS, "", "a whole number from 1, here or as " + TOKENS));
        return answer(
                Response.status(Response.Status.CREATED), limits.add(fields.whose(), fields.models("models"), rates));
    }

    private static Optional<Rates> rates(BodyFields fields) {
        Rates rates = new Rates(number(fields, REQUESTS), number(fields, TOKENS));
        return Optional.of(rates)
                .filter(given -> given.requests().isPresent() || given.tokens().isPresent());
    }

    private static OptionalLong number(BodyFields fields, String field) {
        return fields.count(field).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /** Both rates are given anew, or neither. */
    @PATCH
    @Allowed(Role.OPERATOR)
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response change(
            @PathParam("id") String id,
            InputStream body,
            @Context HttpHeaders headers,
            @Context SecurityContext security) {
        BodyFields fields = BodyFields.read(body, headers, REQUESTS, TOKENS, "active");
        Edit edit = new Edit(rates(fields), fields.flag("active"), Versions.wanted(headers));
        return answer(Response.ok(), limits.change(id, edit, KnownCaller.of(security)));
    }

    /** It holds nobody back from now on. */
    @DELETE
    @Allowed(Role.OPERATOR)
    @Path("/{id}")
    public void end(@PathParam("id") String id, @Context HttpHeaders headers, @Context SecurityContext security) {
        Edit edit = new Edit(Optional.empty(), Optional.of(false), Versions.wanted(headers));
        limits.change(id, edit, KnownCaller.of(security));
    }

    private static Response answer(Response.ResponseBuilder response, LimitUnit unit) {
        return Versions.tagged(response, unit)
                .entity(Json.write(UnitJson.of(unit)))
                .build();
    }
}

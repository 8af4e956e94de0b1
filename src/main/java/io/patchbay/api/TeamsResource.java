package io.patchbay.api;

import io.patchbay.access.Administration;
import io.patchbay.access.Team;
import io.patchbay.call.Role;
import io.patchbay.dialect.Json;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
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

/** Tenants' teams. */
@Path("/teams")
@Produces(MediaType.APPLICATION_JSON)
public class TeamsResource {

    private final Administration directory;

    @Inject
    public TeamsResource(Administration directory) {
        this.directory = directory;
    }

    @GET
    @Allowed({Role.TEAM_LEAD, Role.AUDITOR})
    public byte[] list(@Context UriInfo uri, @Context SecurityContext security) {
        return UnitPage.of(
                directory.all(Team.class, KnownCaller.of(security)), UnitJson::of, uri.getQueryParameters(), "tenant");
    }

    @POST
    @Allowed(Role.OPERATOR)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream body, @Context HttpHeaders headers) {
        BodyFields fields = BodyFields.read(body, headers, "tenant", "id", "name");
        return answer(
                Response.status(Response.Status.CREATED),
                directory.addTeam(
                        fields.requiredText("tenant", "the id of a tenant that there is"),
                        id(fields),
                        fields.name("name").orElse(id(fields))));
    }

    private static String id(BodyFields fields) {
        return fields.requiredText("id", "an id of your own, such as search");
    }

    @GET
    @Allowed({Role.TEAM_LEAD, Role.AUDITOR})
    @Path("/{tenant}/{id}")
    public Response one(
            @PathParam("tenant") String tenant, @PathParam("id") String id, @Context SecurityContext security) {
        return answer(Response.ok(), directory.find(Team.class, tenant + "/" + id, KnownCaller.of(security)));
    }

    @PATCH
    @Allowed(Role.OPERATOR)
    @Path("/{tenant}/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response change(
            @PathParam("tenant") String tenant,
            @PathParam("id") String id,
            InputStream body,
            @Context HttpHeaders headers,
            @Context SecurityContext security) {
        BodyFields fields = BodyFields.read(body, headers, "name", "active");
        Administration.Edit edit =
                new Administration.Edit(fields.name("name"), fields.flag("active"), Versions.wanted(headers));
        return answer(Response.ok(), directory.change(Team.class, tenant + "/" + id, edit, KnownCaller.of(security)));
    }

    private static Response answer(Response.ResponseBuilder response, Team team) {
        return Versions.tagged(response, team)
                .entity(Json.write(UnitJson.of(team)))
                .build();
    }
}

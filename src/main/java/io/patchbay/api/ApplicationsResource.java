package io.patchbay.api;

import io.patchbay.access.Administration;
import io.patchbay.access.Application;
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

/** Tenants' programs. */
@Path("/applications")
@Produces(MediaType.APPLICATION_JSON)
public class ApplicationsResource {

    private final Administration directory;

    @Inject
    public ApplicationsResource(Administration directory) {
        this.directory = directory;
    }

    @GET
    @Allowed({Role.TEAM_LEAD, Role.AUDITOR})
    public byte[] list(@Context UriInfo uri, @Context SecurityContext security) {
        return UnitPage.of(
                directory.all(Application.class, KnownCaller.of(security)),
                UnitJson::of,
                uri.getQueryParameters(),
                "tenant",
                "team");
    }

    @POST
    @Allowed(Role.OPERATOR)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream body, @Context HttpHeaders headers) {
        BodyFields fields = BodyFields.read(body, headers, "tenant", "id", "team", "name");
        return answer(
                Response.status(Response.Status.CREATED),
                directory.addApplication(
                        fields.requiredText("tenant", "the id of a tenant that there is"),
                        id(fields),
                        fields.text("team"),
                        fields.name("name").orElse(id(fields))));
    }

    private static String id(BodyFields fields) {
        return fields.requiredText("id", "an id of your own, such as portal");
    }

    @GET
    @Allowed({Role.TEAM_LEAD, Role.AUDITOR})
    @Path("/{tenant}/{id}")
    public Response one(
            @PathParam("tenant") String tenant, @PathParam("id") String id, @Context SecurityContext security) {
        return answer(Response.ok(), directory.find(Application.class, tenant + "/" + id, KnownCaller.of(security)));
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
        return answer(
                Response.ok(), directory.change(Application.class, tenant + "/" + id, edit, KnownCaller.of(security)));
    }

    private static Response answer(Response.ResponseBuilder response, Application application) {
        return Versions.tagged(response, application)
                .entity(Json.write(UnitJson.of(application)))
                .build();
    }
}

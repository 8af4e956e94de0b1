package io.patchbay.api;

import io.patchbay.access.Administration;
import io.patchbay.access.Tenant;
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

/** Companies that know nothing of each other. */
@Path("/tenants")
@Produces(MediaType.APPLICATION_JSON)
public class TenantsResource {

    private final Administration directory;

    @Inject
    public TenantsResource(Administration directory) {
        this.directory = directory;
    }

    @GET
    @Allowed({Role.TEAM_LEAD, Role.AUDITOR})
    public byte[] list(@Context UriInfo uri, @Context SecurityContext security) {
        return UnitPage.of(
                directory.all(Tenant.class, KnownCaller.of(security)), UnitJson::of, uri.getQueryParameters());
    }

    @POST
    @Allowed(Role.OPERATOR)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream body, @Context HttpHeaders headers) {
        BodyFields fields = BodyFields.read(body, headers, "id", "name");
        return answer(
                Response.status(Response.Status.CREATED),
                directory.addTenant(id(fields), fields.name("name").orElse(id(fields))));
    }

    private static String id(BodyFields fields) {
        return fields.requiredText("id", "an id of your own, such as acme");
    }

    @GET
    @Allowed({Role.TEAM_LEAD, Role.AUDITOR})
    @Path("/{id}")
    public Response one(@PathParam("id") String id, @Context SecurityContext security) {
        return answer(Response.ok(), directory.find(Tenant.class, id, KnownCaller.of(security)));
    }

    @PATCH
    @Allowed(Role.OPERATOR)
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response change(
            @PathParam("id") String id,
            InputStream body,
            @Context HttpHeaders headers,
            @Context SecurityContext security) {
        BodyFields fields = BodyFields.read(body, headers, "name", "active");
        Administration.Edit edit =
                new Administration.Edit(fields.name("name"), fields.flag("active"), Versions.wanted(headers));
        return answer(Response.ok(), directory.change(Tenant.class, id, edit, KnownCaller.of(security)));
    }

    private static Response answer(Response.ResponseBuilder response, Tenant tenant) {
        return Versions.tagged(response, tenant)
                .entity(Json.write(UnitJson.of(tenant)))
                .build();
    }
}

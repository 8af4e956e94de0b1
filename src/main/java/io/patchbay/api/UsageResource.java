package io.patchbay.api;

import io.patchbay.ledger.UsageReader;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/**
 * The ledger's calls and their sums. Reads block on Liberty's own thread: they take milliseconds, and the connection pool
 * bounds how many run at once.
 */
@Path("/usage")
@Produces(MediaType.APPLICATION_JSON)
public class UsageResource {

    private final UsageReader reader;

    @Inject
    public UsageResource(UsageReader reader) {
        this.reader = reader;
    }

    @GET
    public byte[] page(@Context UriInfo uri) {
        return UsageJson.page(reader.page(UsageParameters.query(uri.getQueryParameters())));
    }

    @GET
    @Path("/summary")
    public byte[] summary(@Context UriInfo uri) {
        UsageParameters.Summary asked = UsageParameters.summary(uri.getQueryParameters());
        return UsageJson.summary(reader.summary(asked.by(), asked.filter()));
    }
}

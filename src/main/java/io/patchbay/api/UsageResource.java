package io.patchbay.api;

import io.patchbay.ledger.UsageReader;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * The ledger's calls and their sums. Reads block on Liberty's own thread: they take milliseconds, and the connection pool
 * bounds how many run at once.
 */
@Path("/usage")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Patchbay")
public class UsageResource {

    private final UsageReader reader;

    @Inject
    public UsageResource(UsageReader reader) {
        this.reader = reader;
    }

    @GET
    @Operation(
            summary = "The calls, the latest first",
            description = "Filters: request_id, job_id, operation, model, provider, caller, from, to;"
                    + " limit and next for the page. See docs/ledger.md.")
    public byte[] page(@Context UriInfo uri) {
        return UsageJson.page(reader.page(UsageParameters.query(uri.getQueryParameters())));
    }

    @GET
    @Path("/summary")
    @Operation(summary = "Sums over the calls, by model, provider, caller or day")
    public byte[] summary(@Context UriInfo uri) {
        UsageParameters.Summary asked = UsageParameters.summary(uri.getQueryParameters());
        return UsageJson.summary(reader.summary(asked.by(), asked.filter()));
    }
}

package io.patchbay.api;

import io.patchbay.dialect.Json;
import io.patchbay.ledger.UsageReader;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.function.Supplier;

/**
 * The ledger's calls and their sums. Reads block on Liberty's own thread: they take milliseconds, and the connection pool
 * bounds how many run at once.
 */
@Path("/usage")
public class UsageResource {

    private final UsageReader reader;

    @Inject
    public UsageResource(UsageReader reader) {
        this.reader = reader;
    }

    @GET
    public Response page(@Context UriInfo uri) {
        return answer(() -> UsageJson.page(reader.page(UsageParameters.query(uri.getQueryParameters()))));
    }

    @GET
    @Path("/summary")
    public Response summary(@Context UriInfo uri) {
        return answer(() -> {
            UsageParameters.Summary asked = UsageParameters.summary(uri.getQueryParameters());
            return UsageJson.summary(reader.summary(asked.by(), asked.filter()));
        });
    }

    private static Response answer(Supplier<byte[]> json) {
        try {
            return Response.ok(json.get(), MediaType.APPLICATION_JSON).build();
        } catch (InvalidParameter e) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .type("application/problem+json")
                    .entity(problem(e))
                    .build();
        }
    }

    private static byte[] problem(InvalidParameter invalid) {
        return Json.write(Json.object()
                .put("type", "about:blank")
                .put("title", "Invalid parameter")
                .put("status", Response.Status.BAD_REQUEST.getStatusCode())
                .put("detail", invalid.getMessage())
                .put("parameter", invalid.parameter()));
    }
}

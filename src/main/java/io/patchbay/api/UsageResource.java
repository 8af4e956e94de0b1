package io.patchbay.api;

import io.patchbay.call.Role;
import io.patchbay.ledger.Scope;
import io.patchbay.ledger.TooManyGroupsException;
import io.patchbay.ledger.UsageReader;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;

/**
 * The ledger's calls and their sums, as far as its reader may see them. Reads block on Liberty's own thread: they take milliseconds, and the connection pool
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
    @Allowed({Role.CALLER, Role.TEAM_LEAD, Role.AUDITOR})
    public byte[] page(@Context UriInfo uri, @Context SecurityContext security) {
        return UsageJson.page(reader.page(UsageParameters.query(uri.getQueryParameters()), scope(security)));
    }

    @GET
    @Allowed({Role.CALLER, Role.TEAM_LEAD, Role.AUDITOR})
    @Path("/summary")
    public byte[] summary(@Context UriInfo uri, @Context SecurityContext security) {
        MultivaluedMap<String, String> given = uri.getQueryParameters();
        try {
            return UsageJson.summary(reader.summary(UsageParameters.summary(given), scope(security)));
        } catch (TooManyGroupsException e) {
            throw new InvalidParameter(
                    "by",
                    given.getFirst("by"),
                    "something of which there is less, or the summary be of a shorter time (from, to)");
        }
    }

    private static Scope scope(SecurityContext security) {
        return Scope.of(KnownCaller.of(security));
    }
}

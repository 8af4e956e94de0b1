package io.patchbay.api;

import io.patchbay.call.Role;
import io.patchbay.ledger.DeletedCallsException;
import io.patchbay.ledger.Scope;
import io.patchbay.ledger.TooManyCallsException;
import io.patchbay.ledger.TooManyGroupsException;
import io.patchbay.ledger.UsageExports;
import io.patchbay.ledger.UsageFilter;
import io.patchbay.ledger.UsageListing;
import io.patchbay.ledger.UsageReader;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;

/**
 * The ledger's calls and their sums, as far as its reader may see them. Reads block on Liberty's own thread: they take milliseconds, and the connection pool
 * bounds how many run at once.
 */
@Path("/usage")
@Produces(MediaType.APPLICATION_JSON)
public class UsageResource {

    /** How many calls a file has. Without as many it is not whole, since a response that breaks off may end like any other. */
    private static final String CALLS = "x-patchbay-calls";

    private final UsageReader reader;
    private final UsageExports exports;
    private final ExportSlot slot;

    @Inject
    public UsageResource(UsageReader reader, UsageExports exports, ExportSlot slot) {
        this.reader = reader;
        this.exports = exports;
        this.slot = slot;
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
        } catch (DeletedCallsException e) {
            throw InvalidParameter.deleted(given.getFirst("from"), e.since());
        }
    }

    @GET
    @Allowed({Role.CALLER, Role.TEAM_LEAD, Role.AUDITOR})
    @Path("/export")
    @Produces(MediaType.WILDCARD)
    public Response export(@Context UriInfo uri, @Context SecurityContext security) {
        MultivaluedMap<String, String> given = uri.getQueryParameters();
        UsageFilter filter = UsageParameters.export(given);
        ExportFormat format = UsageParameters.format(given);
        slot.take();
        UsageListing listing = list(filter, scope(security), given);
        return Response.ok(new UsageExport(listing, format))
                .type(format.mediaType())
                .header(CALLS, listing.size())
                .header("Content-Disposition", "attachment; filename=\"usage." + format.word() + "\"")
                .build();
    }

    private UsageListing list(UsageFilter filter, Scope scope, MultivaluedMap<String, String> given) {
        try {
            return exports.list(filter, scope);
        } catch (TooManyCallsException e) {
            String from = given.getFirst("from");
            throw new InvalidParameter(
                    "from",
                    from == null ? "" : from,
                    "later, or to be earlier: a million calls, found in half a minute, is the most of one file");
        }
    }

    private static Scope scope(SecurityContext security) {
        return Scope.of(KnownCaller.of(security));
    }
}

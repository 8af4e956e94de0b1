package io.patchbay.api;

import io.patchbay.access.Declined;
import io.patchbay.call.RequestId;
import io.patchbay.call.Role;
import io.patchbay.gateway.Receipts;
import io.patchbay.ledger.CallItem;
import io.patchbay.ledger.CallReader;
import io.patchbay.ledger.Scope;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;

/** How calls came about, for those who may see them. Reads block on Liberty's own thread, as those of the usage do. */
@Path("/calls")
@Produces(MediaType.APPLICATION_JSON)
public class CallsResource {

    private final CallReader reader;
    private final Receipts receipts;

    @Inject
    public CallsResource(CallReader reader, Receipts receipts) {
        this.reader = reader;
        this.receipts = receipts;
    }

    @GET
    @Allowed({Role.CALLER, Role.TEAM_LEAD, Role.AUDITOR})
    @Path("/{id}")
    public byte[] named(@PathParam("id") String id, @Context SecurityContext security) {
        List<CallItem> calls = RequestId.isValid(id) ? reader.named(id, Scope.of(KnownCaller.of(security))) : List.of();
        if (calls.isEmpty()) {
            throw Declined.notFound();
        }
        return CallJson.write(calls, receipts);
    }
}

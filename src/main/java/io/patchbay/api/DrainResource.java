package io.patchbay.api;

import io.patchbay.access.Operators;
import io.patchbay.dialect.Json;
import io.patchbay.gateway.Drain;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;

/** Takes the server out of its balancer before it ends. For operators. */
@Path("/drain")
@Produces(MediaType.APPLICATION_JSON)
public class DrainResource {

    private final Drain drain;
    private final Operators operators;

    @Inject
    public DrainResource(Drain drain, Operators operators) {
        this.drain = drain;
        this.operators = operators;
    }

    @POST
    public byte[] begin(@Context SecurityContext security) {
        requireOperator(security);
        drain.begin();
        return state();
    }

    @DELETE
    public byte[] callOff(@Context SecurityContext security) {
        requireOperator(security);
        drain.callOff();
        return state();
    }

    @GET
    public byte[] state(@Context SecurityContext security) {
        requireOperator(security);
        return state();
    }

    private byte[] state() {
        return Json.write(Json.object().put("draining", drain.isDraining()).put("under_way", drain.underWay()));
    }

    private void requireOperator(SecurityContext security) {
        if (!operators.include(security.getUserPrincipal())) {
            throw new ForbiddenException();
        }
    }
}

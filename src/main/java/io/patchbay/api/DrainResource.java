package io.patchbay.api;

import io.patchbay.call.Role;
import io.patchbay.dialect.Json;
import io.patchbay.gateway.Drain;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Takes the server out of its balancer before it ends. For operators. */
@Path("/drain")
@Produces(MediaType.APPLICATION_JSON)
public class DrainResource {

    private final Drain drain;

    @Inject
    public DrainResource(Drain drain) {
        this.drain = drain;
    }

    @POST
    @Allowed(Role.OPERATOR)
    public byte[] begin() {
        drain.begin();
        return state();
    }

    @DELETE
    @Allowed(Role.OPERATOR)
    public byte[] callOff() {
        drain.callOff();
        return state();
    }

    @GET
    @Allowed(Role.OPERATOR)
    public byte[] state() {
        return Json.write(Json.object().put("draining", drain.isDraining()).put("under_way", drain.underWay()));
    }
}

package io.patchbay.api;

import io.patchbay.call.Caller;
import io.patchbay.call.Role;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;

/** For a server that has the ledger alone, and no doors. */
@PreMatching
public class LetsEveryoneReadAll implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        Caller operator = Caller.ANONYMOUS.with(Role.OPERATOR);
        request.setSecurityContext(new KnownCaller(operator, request.getSecurityContext()));
    }
}

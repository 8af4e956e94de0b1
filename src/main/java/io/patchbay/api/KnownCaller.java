package io.patchbay.api;

import io.patchbay.call.Caller;
import io.patchbay.call.Role;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Set;

/** A request's caller, as JAX-RS hands it on. */
record KnownCaller(Caller caller, SecurityContext original) implements SecurityContext {

    private static final Caller NOBODY =
            new Caller(Caller.ANONYMOUS.name(), Caller.ANONYMOUS.tenant(), Caller.ANONYMOUS.team(), Set.of());

    private record Holder(Caller caller) implements Principal {
        @Override
        public String getName() {
            return caller.name();
        }
    }

    /** Who it is; nobody, who may do nothing, where {@link AccessFilter} has not let them in. */
    static Caller of(SecurityContext security) {
        return security.getUserPrincipal() instanceof Holder holder ? holder.caller() : NOBODY;
    }

    @Override
    public Principal getUserPrincipal() {
        return new Holder(caller);
    }

    @Override
    public boolean isUserInRole(String role) {
        for (Role known : Role.values()) {
            if (known.word().equals(role)) {
                return caller.is(known);
            }
        }
        return false;
    }

    @Override
    public boolean isSecure() {
        return original.isSecure();
    }

    @Override
    public String getAuthenticationScheme() {
        return original.getAuthenticationScheme();
    }
}

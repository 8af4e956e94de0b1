package io.patchbay.inject.local;

import io.patchbay.access.KnownPrincipal;
import io.patchbay.call.Caller;
import io.patchbay.inject.CallOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import java.security.Principal;
import java.util.Optional;

/** Who makes a call from Java. */
@ApplicationScoped
class Callers {

    /** Liberty's name for nobody, where it does not say null. */
    private static final String NOBODY = "UNAUTHENTICATED";

    private final Optional<SecurityContext> security;

    @Inject
    Callers(Instance<SecurityContext> security) {
        // Once, for an object that the instance makes anew each time would be kept as long as this bean.
        this.security = security.isResolvable() ? Optional.of(security.get()) : Optional.empty();
    }

    /** The container's, under the name that the options give it. */
    Caller of(CallOptions options) {
        Caller known = known();
        return options.caller().map(known::named).orElse(known);
    }

    private Caller known() {
        return security.map(SecurityContext::getCallerPrincipal)
                .map(Callers::known)
                .orElse(Caller.ANONYMOUS);
    }

    /** One whose key or token we read ourselves has its tenant, its rights and its budgets here as well. */
    private static Caller known(Principal principal) {
        return principal instanceof KnownPrincipal holder ? holder.caller() : named(principal.getName());
    }

    private static Caller named(String name) {
        return name.isBlank() || name.equals(NOBODY) ? Caller.ANONYMOUS : new Caller(name);
    }
}

package io.patchbay.inject.local;

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

    /** The caller that the options name, or else the container's. */
    Caller of(CallOptions options) {
        return options.caller().or(this::name).map(Caller::new).orElse(Caller.ANONYMOUS);
    }

    private Optional<String> name() {
        return security.map(SecurityContext::getCallerPrincipal)
                .map(Principal::getName)
                .filter(name -> !name.isBlank() && !name.equals(NOBODY));
    }
}

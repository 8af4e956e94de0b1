package io.patchbay.access;

import io.patchbay.call.Caller;
import jakarta.security.enterprise.CallerPrincipal;

/** What the container knows a caller by; whoever is called on its thread finds the whole caller in it. */
public final class KnownPrincipal extends CallerPrincipal {

    private static final long serialVersionUID = 1L;

    private final transient Caller caller;

    KnownPrincipal(Caller caller) {
        super(caller.name());
        this.caller = caller;
    }

    public Caller caller() {
        return caller;
    }
}

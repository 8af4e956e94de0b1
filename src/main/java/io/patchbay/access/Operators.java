package io.patchbay.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Those who run the server. On a server whose callers need not be known, everyone is one. */
@ApplicationScoped
public class Operators {

    private final AccessSettings settings;

    @Inject
    Operators(AccessSettings settings) {
        this.settings = settings;
    }

    /** @param caller null for one that nobody knows */
    public boolean include(@Nullable Principal caller) {
        return !settings.required() || caller != null && settings.operators().contains(caller.getName());
    }
}

package io.patchbay.access;

import io.patchbay.call.Caller;
import io.patchbay.call.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Who has which roles by the configuration. */
@ApplicationScoped
class Roles {

    private final AccessSettings settings;

    @Inject
    Roles(AccessSettings settings) {
        this.settings = settings;
    }

    /** The caller with the roles that its name gives it. A virtual key's gives none: whoever makes it, names it. */
    Caller granted(Caller caller) {
        if (caller.key().isPresent()) {
            return caller;
        }
        Caller granted = caller;
        if (settings.operators().contains(caller.name())) {
            granted = granted.with(Role.OPERATOR);
        }
        if (settings.auditors().contains(caller.name())) {
            granted = granted.with(Role.AUDITOR);
        }
        return granted;
    }
}

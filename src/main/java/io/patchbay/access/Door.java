package io.patchbay.access;

import io.patchbay.call.Caller;
import io.patchbay.call.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Whether a request may come in. */
@ApplicationScoped
public class Door {

    private final AccessSettings settings;

    @Inject
    Door(AccessSettings settings) {
        this.settings = settings;
    }

    /** Who comes where nobody has to say who they are: whoever it is has the machine to themselves, and may do all. */
    public static final Caller VISITOR = Caller.ANONYMOUS.with(Role.OPERATOR);

    /**
     * Why the request is turned away; empty if it may come in.
     *
     * @param known whether {@link Authentication} knows who sent it
     * @param whyUnknown what Authentication said of somebody whom it does not know
     */
    public Optional<Refusal> refusal(boolean known, Optional<Refusal> whyUnknown) {
        if (settings.closed()) {
            return Optional.of(Refusal.CLOSED);
        }
        if (known || !settings.required()) {
            return Optional.empty();
        }
        return Optional.of(whyUnknown.orElse(Refusal.NO_KEY));
    }
}

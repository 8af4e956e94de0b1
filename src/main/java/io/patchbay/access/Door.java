package io.patchbay.access;

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

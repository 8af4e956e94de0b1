package io.patchbay.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
     * @param header finds a header by its name, null if it was not sent
     */
    public Optional<Refusal> refusal(boolean known, Function<String, @Nullable String> header) {
        if (settings.closed()) {
            return Optional.of(Refusal.CLOSED);
        }
        if (known || !settings.required()) {
            return Optional.empty();
        }
        return Optional.of(Credential.of(header).isPresent() ? Refusal.UNKNOWN_KEY : Refusal.NO_KEY);
    }
}

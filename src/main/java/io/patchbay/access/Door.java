package io.patchbay.access;

import io.patchbay.call.Caller;
import io.patchbay.call.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Whether a request may come in. */
@ApplicationScoped
public class Door {

    /** With a key that is not known, clients come to a server that asks for none. */
    private static final Set<Refusal> OF_STRANGERS = EnumSet.of(Refusal.NO_KEY, Refusal.UNKNOWN_KEY);

    private final AccessSettings settings;
    private final Directory directory;

    @Inject
    Door(AccessSettings settings, Directory directory) {
        this.settings = settings;
        this.directory = directory;
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
        Refusal why = whyUnknown.orElse(Refusal.NO_KEY);
        boolean free = !settings.required() && !directory.guarded() && OF_STRANGERS.contains(why);
        return known || free ? Optional.empty() : Optional.of(why);
    }
}

package io.patchbay.catalogue;

import java.util.Optional;

/** How the calls of a model, or of an alias, are to be treated, as far as it says. */
public record Manner(Optional<OnCut> onCut, Patience patience) {

    public static final Manner USUAL = new Manner(Optional.empty(), Patience.USUAL);

    /** This, and the other's where this says nothing. */
    public Manner or(Manner other) {
        return new Manner(onCut.or(other::onCut), patience.or(other.patience));
    }
}

package io.patchbay.ledger;

import io.patchbay.catalogue.Catalogue;
import java.util.Optional;

/** The prices that held, by the version of their catalogue. */
@FunctionalInterface
public interface PriceVersions {

    /** Empty if nobody has them: no row names that version, or only rows from before versions were kept. */
    Optional<Catalogue> find(String version);
}

package io.patchbay.access;

import java.util.Optional;

/** What has a name of its own, and whose keys can be shut out as one. */
public sealed interface Named<T extends Named<T>> extends Unit permits Tenant, Team, Application {

    /** The same, one version on. */
    T edited(Optional<String> newName, Optional<Boolean> nowActive);
}

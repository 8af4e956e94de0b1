package io.patchbay.catalogue.update;

import java.util.Map;

/** A source that was read. */
interface SourceList {

    /**
     * The chat and embedding models at a provider, by wire id.
     *
     * @return empty if the source knows nothing of the provider
     */
    Map<String, Listing> at(Row row);
}

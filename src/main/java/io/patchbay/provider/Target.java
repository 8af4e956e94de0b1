package io.patchbay.provider;

import io.patchbay.catalogue.Model;
import java.util.Optional;

/**
 * A model at a provider: where an attempt goes.
 *
 * @param modelId the id that the caller and the catalogue use
 * @param wireId the provider's own name for it
 * @param model what the catalogue knows of it
 */
public record Target(ProviderSettings provider, String modelId, String wireId, Optional<Model> model) {

    public static Target of(ProviderSettings provider, String modelId, Optional<Model> model) {
        return new Target(provider, modelId, model.map(Model::wireId).orElseGet(() -> provider.wireId(modelId)), model);
    }

    public boolean samePlace(Target other) {
        return provider.id().equals(other.provider.id()) && wireId.equals(other.wireId);
    }

    @Override
    public String toString() {
        return "@" + provider.id() + "/" + modelId;
    }
}

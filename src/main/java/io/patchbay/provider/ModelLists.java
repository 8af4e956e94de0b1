package io.patchbay.provider;

import io.patchbay.call.CallFailed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/** Asks providers for their models. Outside their circuit breakers: that one can list them says nothing of its answers. */
@ApplicationScoped
public class ModelLists {

    private final Wire wire;

    @Inject
    ModelLists(Wire wire) {
        this.wire = wire;
    }

    /**
     * The names of the provider's models, as it knows them. Nothing is billed for it.
     *
     * @param limit of the time that it may take
     * @throws CallFailed if it gives no list
     */
    public List<String> of(ProviderSettings provider, Duration limit) {
        return wire.models(provider, limit);
    }
}

package io.patchbay.routing;

import io.patchbay.call.Rights;
import io.patchbay.provider.Circuit;
import io.patchbay.provider.ProviderHealth;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.Turnstile;
import io.patchbay.routing.ProviderStatus.Rest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the providers are, for those who look after them. */
@ApplicationScoped
public class ProviderStatuses {

    private final Router router;
    private final ProviderHealth health;
    private final Probes probes;
    private final Turnstile turnstile;

    @Inject
    ProviderStatuses(Router router, ProviderHealth health, Probes probes, Turnstile turnstile) {
        this.router = router;
        this.health = health;
        this.probes = probes;
        this.turnstile = turnstile;
    }

    /** All providers, in the order of the configuration. */
    public List<ProviderStatus> all() {
        return router.routes().providers().values().stream().map(this::of).toList();
    }

    /** The model that serves the calls that name none. */
    public Optional<String> defaultModel() {
        return router.routes().defaultModel();
    }

    /** The provider that serves the default model; empty if none can. */
    public Optional<String> current() {
        try {
            return Optional.of(
                    router.resolve(Optional.empty(), Rights.ALL).provider().id());
        } catch (UnknownModel e) {
            return Optional.empty();
        }
    }

    private List<Rest> resting(String provider) {
        return health.coolings(provider).entrySet().stream()
                .map(entry -> new Rest(
                        Optional.of(entry.getKey()).filter(model -> !model.isEmpty()),
                        entry.getValue().until(),
                        entry.getValue().refused(),
                        entry.getValue().because()))
                .toList();
    }

    private ProviderStatus of(ProviderSettings provider) {
        Circuit circuit = health.circuit(provider.id());
        Turnstile.Crowd crowd = turnstile.crowd(provider);
        return new ProviderStatus(
                provider.id(),
                provider.dialect(),
                provider.available(),
                provider.unavailableBecause(),
                crowd.within(),
                crowd.waiting(),
                circuit.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                circuit.failures(),
                circuit.lastFailure(),
                circuit.lastFailureAt(),
                circuit.nextProbe(),
                probes.found(provider),
                resting(provider.id()));
    }
}

package io.patchbay.inject.local;

import io.patchbay.inject.NewProvider;
import io.patchbay.inject.Providers;
import io.patchbay.routing.Registration;
import io.patchbay.routing.Registrations;
import io.patchbay.routing.Router;
import io.patchbay.routing.Routes.FallbackSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** Changes the routes of the gateway beside it. */
@ApplicationScoped
class LocalProviders implements Providers {

    private final Router router;
    private final Registrations registrations;

    @Inject
    LocalProviders(Router router, Registrations registrations) {
        this.router = router;
        this.registrations = registrations;
    }

    @Override
    public void register(NewProvider provider) {
        registrations.register(new Registration(
                provider.id(),
                provider.dialect(),
                provider.baseUrl(),
                provider.key(),
                provider.headers(),
                provider.structuredOutput() == NewProvider.StructuredOutput.JSON_SCHEMA,
                new Registration.Clocks(
                        provider.clocks().connect(),
                        provider.clocks().firstEvent(),
                        provider.clocks().silence(),
                        provider.clocks().wholeAnswer(),
                        provider.clocks().call()),
                new Registration.Breaker(
                        provider.breaker().failures(),
                        provider.breaker().delay(),
                        provider.breaker().successes()),
                provider.maxConcurrent()));
    }

    @Override
    public void fallback(String provider, List<String> models) {
        requireKnown(provider);
        List<String> chain = List.copyOf(models);
        router.chains(before -> before.withModels(Map.of(provider, chain)));
    }

    @Override
    public void crossProvider(List<Step> steps) {
        steps.forEach(step -> requireKnown(step.provider()));
        List<FallbackSettings.Step> chain = steps.stream()
                .map(step -> new FallbackSettings.Step(step.provider(), step.model()))
                .toList();
        router.chains(before -> new FallbackSettings(before.models(), chain));
    }

    private void requireKnown(String provider) {
        if (!router.routes().providers().containsKey(provider)) {
            throw new IllegalArgumentException("there is no provider '%s'; there are: %s"
                    .formatted(
                            provider,
                            String.join(", ", router.routes().providers().keySet())));
        }
    }
}

package io.patchbay.routing;

import io.patchbay.call.Rights;
import io.patchbay.catalogue.Model;
import io.patchbay.provider.Circuit;
import io.patchbay.provider.Cooling;
import io.patchbay.provider.ProviderHealth;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Holds the routes that are in force, and plans calls by them. */
@ApplicationScoped
public class Router {

    private final ProviderHealth health;
    private final Clock clock;
    private final Map<String, ProviderSettings> registered = new LinkedHashMap<>();
    private UnaryOperator<Routes.FallbackSettings> chains = UnaryOperator.identity();
    private @Nullable Routes configured;
    private volatile @Nullable Routes inForce;

    @Inject
    Router(ProviderHealth health, Clock clock) {
        this.health = health;
        this.clock = clock;
    }

    /** @throws IllegalStateException before the configuration was read */
    public Routes routes() {
        Routes routes = inForce;
        if (routes == null) {
            throw new IllegalStateException("the configuration has not been read yet");
        }
        return routes;
    }

    /** Whether there are routes in force. */
    public boolean ready() {
        return inForce != null;
    }

    /** Puts new routes in force; what was registered in Java stays on top of them. */
    public synchronized void use(Routes routes) {
        configured = routes;
        apply();
    }

    /** Adds a provider, or replaces it, until the server stops. */
    public synchronized void register(ProviderSettings provider) {
        registered.put(provider.id(), provider);
        apply();
    }

    /** Changes the fallback chains, until the server stops. */
    public synchronized void chains(UnaryOperator<Routes.FallbackSettings> change) {
        UnaryOperator<Routes.FallbackSettings> before = chains;
        chains = settings -> change.apply(before.apply(settings));
        apply();
    }

    private void apply() {
        if (configured == null) {
            return;
        }
        Routes fresh = configured.withProviders(registered).withFallback(chains.apply(configured.fallback()));
        Routes before = inForce;
        inForce = fresh;
        if (before != null) {
            fresh.changedFrom(before).forEach(health::forget);
        }
    }

    /**
     * Plans a call.
     *
     * @param modelId as the caller wrote it; empty for the default model
     * @param useFallback false for the first target alone
     * @throws UnknownModel if no provider can serve it, or none that the caller may ask
     * @throws io.patchbay.call.CallFailed if all who could are out of service
     */
    public Plan plan(Optional<String> modelId, boolean useFallback, Rights rights) {
        return within(rights, modelId, planning -> planning.plan(modelId, useFallback));
    }

    /**
     * Plans a call that only the one model can answer, such as for vectors.
     *
     * @see #plan
     */
    public Plan planOneModel(Optional<String> modelId, boolean useFallback, Rights rights) {
        return within(rights, modelId, planning -> planning.planOneModel(modelId, useFallback));
    }

    /** The target that the id leads to, whether or not it is well at the moment. */
    public Target resolve(Optional<String> modelId, Rights rights) {
        return within(rights, modelId, planning -> planning.resolve(modelId));
    }

    private <T> T within(Rights rights, Optional<String> modelId, Function<Planning, T> step) {
        Planning planning = planning(rights);
        try {
            return step.apply(planning);
        } catch (UnknownModel unknown) {
            throw planning.forWhomItIs(unknown, planning(Rights.ALL), modelId);
        }
    }

    private Planning planning(Rights rights) {
        return new Planning(routes().within(rights), health, clock.instant(), rights);
    }

    /**
     * Where the next call of the model goes first.
     *
     * @throws UnknownModel if no provider can serve it
     */
    public Destination destination(Optional<String> modelId) {
        Target target = resolve(modelId, Rights.ALL);
        boolean open = health.circuit(target.provider().id()).state() == Circuit.State.OPEN;
        boolean refused = health.cooling(target).filter(Cooling::refused).isPresent();
        return new Destination(
                target.provider().id(),
                target.modelId(),
                target.model().map(Model::contextWindow).orElseGet(OptionalInt::empty),
                !open && !refused);
    }

    /** The alias's models that somebody serves now who may. */
    List<Target> served(Alias alias, Rights rights) {
        return planning(rights).served(alias);
    }

    UnknownModel unknown(String modelId, Rights rights) {
        try {
            resolve(Optional.of(modelId), rights);
        } catch (UnknownModel others) {
            if (others.kind() == UnknownModel.Kind.NOT_ALLOWED) {
                return others;
            }
        }
        return planning(rights).unknown(modelId);
    }
}

package io.patchbay.provider;

import io.patchbay.provider.ProviderSettings.Breaker;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The models, and the providers as a whole, that are left alone for a while. A later cause never shortens the time. */
final class Coolings {

    /** The most that is kept. */
    static final int MOST = 4_096;

    private static final Duration SOON = Duration.ofMinutes(5);

    private final Map<Place, ModelState> states = new ConcurrentHashMap<>();

    /** The providers that did not tell their models. */
    private final Map<String, Cooling> gone = new ConcurrentHashMap<>();

    private record Place(String provider, String wireId) {

        static Place of(Target target) {
            return new Place(target.provider().id(), target.wireId());
        }

        static Place whole(ProviderSettings provider) {
            return new Place(provider.id(), "");
        }

        boolean isSiblingOf(Place other) {
            return provider.equals(other.provider) && !wireId.equals(other.wireId);
        }
    }

    /**
     * @param faults one after another
     * @param lastFault when the last of them was
     */
    private record ModelState(int faults, Instant lastFault, Optional<Cooling> cooling) {

        Optional<Cooling> coolingAt(Instant now) {
            return cooling.filter(it -> it.until().isAfter(now));
        }

        boolean failedAfter(Instant time) {
            return faults > 0 && lastFault.isAfter(time);
        }
    }

    Optional<Cooling> of(Target target, Instant now) {
        return of(Place.of(target), now)
                .or(() -> of(Place.whole(target.provider()), now))
                .or(() -> gone(target.provider().id(), now));
    }

    private Optional<Cooling> gone(String provider, Instant now) {
        return Optional.ofNullable(gone.get(provider))
                .filter(cooling -> cooling.until().isAfter(now));
    }

    private Optional<Cooling> of(Place place, Instant now) {
        return Optional.ofNullable(states.get(place)).flatMap(state -> state.coolingAt(now));
    }

    /** All of a provider by the model's wire id, which is empty for the provider as a whole. */
    SortedMap<String, Cooling> of(String provider, Instant now) {
        SortedMap<String, Cooling> all = new TreeMap<>();
        gone(provider, now).ifPresent(cooling -> all.put("", cooling));
        states.forEach((place, state) -> {
            if (place.provider().equals(provider)) {
                state.coolingAt(now).ifPresent(cooling -> all.put(place.wireId(), cooling));
            }
        });
        return all;
    }

    void model(Target target, Instant now, Cooling cooling) {
        cool(Place.of(target), now, cooling);
    }

    void provider(ProviderSettings provider, Instant now, Cooling cooling) {
        cool(Place.whole(provider), now, cooling);
    }

    /** The provider does not tell its models. */
    void gone(ProviderSettings provider, Cooling cooling) {
        gone.put(provider.id(), cooling);
    }

    /** The provider tells its models again; what calls have found stays, for many a list asks for no key. */
    void back(ProviderSettings provider) {
        gone.remove(provider.id());
    }

    private void cool(Place place, Instant now, Cooling cooling) {
        if (hasRoom(now)) {
            states.merge(
                    place,
                    new ModelState(0, now, Optional.of(cooling)),
                    (before, fresh) -> before.coolingAt(cooling.until()).isPresent() ? before : fresh);
        }
    }

    /** Callers may name what they like, so what has ended is swept out, and beyond the most nothing is kept. */
    private boolean hasRoom(Instant now) {
        if (states.size() >= MOST) {
            states.values().removeIf(state -> state.coolingAt(now).isEmpty() && !state.failedAfter(now.minus(SOON)));
        }
        return states.size() < MOST;
    }

    /**
     * A model failed that may be alone in this; after as many faults as open a breaker it is left alone.
     *
     * @return whether it is alone: no other model of the provider has failed within the breaker's delay
     */
    boolean failedAlone(Target target, String because, Instant now) {
        Breaker breaker = target.provider().circuitBreaker();
        Place place = Place.of(target);
        if (hasRoom(now)) {
            states.compute(place, (key, before) -> failedOnceMore(before, breaker, because, now));
        }
        Instant longAgo = now.minus(breaker.delay());
        return states.entrySet().stream()
                .noneMatch(entry ->
                        entry.getKey().isSiblingOf(place) && entry.getValue().failedAfter(longAgo));
    }

    private static ModelState failedOnceMore(
            @Nullable ModelState before, Breaker breaker, String because, Instant now) {
        int faults = before == null ? 1 : before.faults() + 1;
        Optional<Cooling> earlier = before == null ? Optional.empty() : before.coolingAt(now);
        if (faults < breaker.failures()) {
            return new ModelState(faults, now, earlier);
        }
        Instant until = now.plus(breaker.delay());
        return new ModelState(
                faults,
                now,
                earlier.filter(it -> it.until().isAfter(until))
                        .or(() -> Optional.of(new Cooling(until, true, because))));
    }

    void succeeded(Target target) {
        states.remove(Place.of(target));
        states.remove(Place.whole(target.provider()));
        gone.remove(target.provider().id());
    }

    void forget(String provider) {
        gone.remove(provider);
        states.keySet().removeIf(place -> place.provider().equals(provider));
    }
}

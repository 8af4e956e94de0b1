package io.patchbay.provider;

import io.patchbay.provider.ProviderSettings.Breaker;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The models, and the providers as a whole, that are left alone for a while. A later cause never shortens the time. */
final class Coolings {

    /** The most that is kept. */
    static final int MOST = 4_096;

    private static final Duration SOON = Duration.ofMinutes(5);

    private final Map<Place, ModelState> states = new ConcurrentHashMap<>();

    private record Place(String provider, String wireId) {

        static Place of(Target target) {
            return new Place(target.provider().id(), target.wireId());
        }
        static Place wholeProvider(Target target) {
            return new Place(target.provider().id(), "");
        }
        boolean isSiblingOf(Place other) {
            return provider.equals(other.provider) && !wireId.equals(other.wireId);
        }
    }

    /**
     * @param faults one after another
     * @param lastFault when the last of them was
     * @param cooling until when the model is left alone; null if it is not
     * @param fault whether it cools because it was failing; otherwise it was not to be had
     */
    private record ModelState(
            int faults, Instant lastFault, @Nullable Instant cooling, boolean fault) {

        boolean coolsBeyond(@Nullable Instant until) {
            return cooling != null && (until == null || cooling.isAfter(until));
        }
        boolean failedAfter(Instant time) {
            return faults > 0 && lastFault.isAfter(time);
        }
    }

    Optional<Cooling> of(Target target, Instant now) {
        ModelState ofModel = states.get(Place.of(target));
        ModelState ofProvider = states.get(Place.wholeProvider(target));
        return of(ofModel, now).or(() -> of(ofProvider, now));
    }

    private static Optional<Cooling> of(@Nullable ModelState state, Instant now) {
        if (state == null || state.cooling() == null || !state.cooling().isAfter(now)) {
            return Optional.empty();
        }
        return Optional.of(new Cooling(state.cooling(), state.fault()));
    }

    /** The model comes last for so long. */
    void model(Target target, Instant now, Instant until) {
        cool(Place.of(target), now, until);
    }

    /** All models of the provider come last for so long. */
    void provider(Target target, Instant now, Instant until) {
        cool(Place.wholeProvider(target), now, until);
    }

    private void cool(Place place, Instant now, Instant until) {
        if (!hasRoom(now)) {
            return;
        }
        states.merge(
                place,
                new ModelState(0, now, until, false),
                (before, fresh) -> before.coolsBeyond(until) ? before : fresh);
    }

    /** Callers may name what they like, so what has ended is swept out, and beyond the most nothing is kept. */
    private boolean hasRoom(Instant now) {
        if (states.size() >= MOST) {
            states.values().removeIf(state -> !state.coolsBeyond(now) && !state.failedAfter(now.minus(SOON)));
        }
        return states.size() < MOST;
    }

    /**
     * A model failed that may be alone in this; after as many faults as open a breaker it is left alone.
     *
     * @return whether it is alone: no other model of the provider has failed within the breaker's delay
     */
    boolean failedAlone(Target target, Instant now) {
        Breaker breaker = target.provider().circuitBreaker();
        Place place = Place.of(target);
        if (hasRoom(now)) {
            states.compute(place, (key, before) -> faultyOnceMore(before, breaker, now));
        }
        Instant longAgo = now.minus(breaker.delay());
        return states.entrySet().stream()
                .noneMatch(entry ->
                        entry.getKey().isSiblingOf(place) && entry.getValue().failedAfter(longAgo));
    }

    private static ModelState faultyOnceMore(@Nullable ModelState before, Breaker breaker, Instant now) {
        int faults = before == null ? 1 : before.faults() + 1;
        Instant until = faults >= breaker.failures() ? now.plus(breaker.delay()) : null;
        return before != null && before.coolsBeyond(until)
                ? new ModelState(faults, now, before.cooling(), before.fault())
                : new ModelState(faults, now, until, true);
    }

    void succeeded(Target target) {
        states.remove(Place.of(target));
        states.remove(Place.wholeProvider(target));
    }

    void forget(String provider) {
        states.keySet().removeIf(place -> place.provider().equals(provider));
    }
}

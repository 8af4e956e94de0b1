package io.patchbay.provider;

import io.patchbay.call.CallFailed;
import io.patchbay.call.CallFailed.NotCounted;
import io.patchbay.call.CallFailed.ProviderFault;
import io.patchbay.call.Failure;
import io.patchbay.call.Failure.Reach;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the calls have shown of the providers: each one's circuit breaker as seen from outside, for which MicroProfile
 * Fault Tolerance has no API, and the models that are left alone for a while.
 */
@ApplicationScoped
public class ProviderHealth {

    /** How long a provider that does not take our key, or a model that it does not know, comes last. */
    static final Duration COOL = Duration.ofSeconds(60);

    private static final Logger LOG = System.getLogger(ProviderHealth.class.getName());

    private final Clock clock;
    private final Map<String, Circuit> circuits = new ConcurrentHashMap<>();
    private final Map<Place, ModelState> models = new ConcurrentHashMap<>();

    private record Place(String provider, String wireId) {}

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
    }

    /**
     * @param state as MicroProfile names them
     * @param lastFailure for those who run the server: where no connection came about, with the address that was tried
     * @param nextProbe when an open breaker lets a call through
     */
    public record Circuit(
            State state,
            int failures,
            Optional<String> lastFailure,
            Optional<Instant> lastFailureAt,
            Optional<Instant> nextProbe) {
        static final Circuit CLOSED =
                new Circuit(State.CLOSED, 0, Optional.empty(), Optional.empty(), Optional.empty());

        private boolean letsNobodyThrough(Instant now) {
            return nextProbe.filter(at -> at.isAfter(now)).isPresent();
        }

        /** The states of a circuit breaker. */
        public enum State {
            CLOSED,
            OPEN,
            HALF_OPEN
        }
    }

    /**
     * Whether and why a target is better left alone.
     *
     * @param refused true if it must not be asked, false if it comes last
     */
    public record Cooling(Instant until, boolean refused) {}

    @Inject
    ProviderHealth(Clock clock) {
        this.clock = clock;
    }

    /** The provider's breaker as its calls have shown it. */
    public Circuit circuit(String provider) {
        Circuit circuit = circuits.getOrDefault(provider, Circuit.CLOSED);
        boolean due =
                circuit.nextProbe().filter(at -> !at.isAfter(clock.instant())).isPresent();
        return circuit.state() == Circuit.State.OPEN && due
                ? new Circuit(
                        Circuit.State.HALF_OPEN,
                        circuit.failures(),
                        circuit.lastFailure(),
                        circuit.lastFailureAt(),
                        Optional.empty())
                : circuit;
    }

    /** Why the target should be left alone now, if it should. */
    public Optional<Cooling> cooling(Target target) {
        ModelState ofModel = models.get(placeOf(target));
        ModelState ofProvider = models.get(wholeProvider(target));
        return coolingOf(ofModel).or(() -> coolingOf(ofProvider));
    }

    private Optional<Cooling> coolingOf(@Nullable ModelState state) {
        if (state == null || state.cooling() == null || !state.cooling().isAfter(clock.instant())) {
            return Optional.empty();
        }
        return Optional.of(new Cooling(state.cooling(), state.fault()));
    }

    /** Forgets what a provider did under a row that is no longer in force; its breaker, if open, stays open. */
    public void forget(String provider) {
        models.keySet().removeIf(place -> place.provider().equals(provider));
    }

    /**
     * Takes note of what a provider said when it was asked whether it is there. One that is not comes last until it is
     * asked again; its breaker waits for calls to decide.
     */
    public void probed(ProviderSettings provider, Optional<Failure> failure, Duration untilNext) {
        Place place = new Place(provider.id(), "");
        if (failure.isPresent()) {
            cool(place, untilNext, false);
        } else {
            models.remove(place);
        }
    }

    void succeeded(Target target) {
        circuits.computeIfPresent(
                target.provider().id(), (id, before) -> before.failures() == 0 ? before : closed(id, before));
        models.remove(placeOf(target));
        models.remove(wholeProvider(target));
    }

    private static Circuit closed(String provider, Circuit before) {
        if (before.state() == Circuit.State.OPEN) {
            LOG.log(Level.INFO, "The circuit breaker of " + provider + " is closed again");
        }
        return new Circuit(Circuit.State.CLOSED, 0, before.lastFailure(), before.lastFailureAt(), Optional.empty());
    }

    /** The breaker refused a call, so it is open, whatever it looked like from here. */
    public void refused(ProviderSettings provider) {
        circuits.compute(provider.id(), (id, before) -> {
            Circuit known = before == null ? Circuit.CLOSED : before;
            Instant now = clock.instant();
            return known.letsNobodyThrough(now) ? known : open(known, provider, now, "its cause was not seen");
        });
    }

    /** Takes note of a failure, and answers the exception that treats it as this provider and model deserve. */
    CallFailed judged(Target target, CallFailed failed) {
        switch (failed.failure()) {
            case Failure.ModelNotFound ignored -> {
                if (target.model().isPresent()) {
                    cool(placeOf(target), COOL, false);
                }
            }
            case Failure.Unauthenticated ignored -> cool(wholeProvider(target), COOL, false);
            default -> {}
        }
        CallFailed judged = isOfOneModel(target, failed) ? new NotCounted(failed.failure()) : failed;
        if (judged instanceof ProviderFault) {
            counted(target.provider(), failed.failure());
        }
        return judged;
    }

    /** An aggregator's models fail one by one, until a second one fails as well. */
    private boolean isOfOneModel(Target target, CallFailed failed) {
        if (!target.provider().aggregator() || !(failed instanceof ProviderFault) || isOfConnection(failed.failure())) {
            return false;
        }
        ProviderSettings.Breaker breaker = target.provider().circuitBreaker();
        Place place = placeOf(target);
        Instant now = clock.instant();
        models.compute(place, (key, before) -> {
            int faults = before == null ? 1 : before.faults() + 1;
            Instant until = faults >= breaker.failures() ? now.plus(breaker.delay()) : null;
            return before != null && before.coolsBeyond(until)
                    ? new ModelState(faults, now, before.cooling(), before.fault())
                    : new ModelState(faults, now, until, true);
        });
        return models.entrySet().stream()
                .noneMatch(entry -> entry.getKey().provider().equals(place.provider())
                        && !entry.getKey().equals(place)
                        && entry.getValue().faults() > 0
                        && entry.getValue().lastFault().plus(breaker.delay()).isAfter(now));
    }

    private static boolean isOfConnection(Failure failure) {
        return switch (failure) {
            case Failure.Unavailable(String detail, Reach reach) -> reach == Reach.CONNECTION;
            case Failure.TimedOut(String detail, Failure.Clock which) -> which == Failure.Clock.CONNECT;
            default -> false;
        };
    }

    private void counted(ProviderSettings provider, Failure failure) {
        Instant now = clock.instant();
        circuits.compute(provider.id(), (id, before) -> {
            Circuit known = before == null ? Circuit.CLOSED : before;
            Circuit failing = new Circuit(
                    known.state(),
                    known.failures() + 1,
                    Optional.of(failure.detail() + placeTried(provider, failure)),
                    Optional.of(now),
                    known.nextProbe());
            return failing.failures() >= provider.circuitBreaker().failures()
                    ? open(failing, provider, now, failure.code() + placeTried(provider, failure))
                    : failing;
        });
    }

    /** Host and port where a connection was tried, and nothing else of the address. */
    private static String placeTried(ProviderSettings provider, Failure failure) {
        return provider.baseUrl()
                .filter(address -> isOfConnection(failure) && address.getHost() != null)
                .map(address -> " (%s:%d)".formatted(address.getHost(), port(address)))
                .orElse("");
    }

    private static int port(URI address) {
        int usual = "https".equals(address.getScheme()) ? 443 : 80;
        return address.getPort() < 0 ? usual : address.getPort();
    }

    /** Opens it, or puts the next probe off. The log has one line for each time that calls begin to be refused. */
    private static Circuit open(Circuit circuit, ProviderSettings provider, Instant now, String cause) {
        Instant probe = now.plus(provider.circuitBreaker().delay());
        if (!circuit.letsNobodyThrough(now)) {
            LOG.log(
                    Level.WARNING,
                    "The circuit breaker of %s is open: %s; next probe at %s".formatted(provider.id(), cause, probe));
        }
        return new Circuit(
                Circuit.State.OPEN,
                circuit.failures(),
                circuit.lastFailure(),
                circuit.lastFailureAt(),
                Optional.of(probe));
    }

    /** A later cause never shortens the time. */
    private void cool(Place place, Duration time, boolean fault) {
        Instant now = clock.instant();
        models.merge(place, new ModelState(0, now, now.plus(time), fault), (before, fresh) -> {
            boolean longer = before.cooling() != null && before.cooling().isAfter(now.plus(time));
            return longer ? before : fresh;
        });
    }

    private static Place placeOf(Target target) {
        return new Place(target.provider().id(), target.wireId());
    }

    private static Place wholeProvider(Target target) {
        return new Place(target.provider().id(), "");
    }
}

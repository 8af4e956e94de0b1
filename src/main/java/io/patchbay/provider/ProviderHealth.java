package io.patchbay.provider;

import static java.util.Objects.requireNonNull;

import io.patchbay.call.CallFailed;
import io.patchbay.call.CallFailed.NotCounted;
import io.patchbay.call.CallFailed.ProviderFault;
import io.patchbay.call.CallFailed.Undecided;
import io.patchbay.call.Failure;
import io.patchbay.call.Failure.Reach;
import io.patchbay.provider.ProviderSettings.Breaker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What the calls have shown of the providers: each one's circuit breaker, and the models that are left alone for a while. */
@ApplicationScoped
public class ProviderHealth {

    /** How long a provider that does not take our key, or a model that it does not know, comes last. */
    static final Duration COOL = Duration.ofSeconds(60);

    /** How long a model comes last that its vendor throttled without a word of when to come back. */
    static final Duration REST = Duration.ofSeconds(5);

    /** However long a vendor asks for, it may change its mind. */
    static final Duration LONGEST_REST = Duration.ofMinutes(5);

    private final Clock clock;
    private final Consumer<BreakerChanged> changes;
    private final Map<String, AtomicReference<Circuit>> circuits = new ConcurrentHashMap<>();
    private final Coolings coolings = new Coolings();

    @Inject
    ProviderHealth(Clock clock, Event<BreakerChanged> changes) {
        this(clock, changes::fire);
    }

    ProviderHealth(Clock clock, Consumer<BreakerChanged> changes) {
        this.clock = clock;
        this.changes = changes;
    }

    /** The provider's breaker as its calls have shown it. */
    public Circuit circuit(String provider) {
        return requireNonNull(inside(provider).get()).at(clock.instant());
    }

    /** Why the target should be left alone now, if it should. */
    public Optional<Cooling> cooling(Target target) {
        return coolings.of(target, clock.instant());
    }

    /** The provider's models that are left alone now, by the names that it has for them; all of them under an empty one. */
    public SortedMap<String, Cooling> coolings(String provider) {
        return coolings.of(provider, clock.instant());
    }

    /** Forgets what a provider did under a row that is no longer in force; its breaker, if open, stays open. */
    public void forget(String provider) {
        coolings.forget(provider);
    }

    /** The breaker let a call through. */
    void passed(ProviderSettings provider) {
        Breaker rule = provider.circuitBreaker();
        Instant now = clock.instant();
        change(provider, "", circuit -> circuit.passed(rule, now));
    }

    /** The breaker refused a call. */
    public void refused(ProviderSettings provider) {
        Breaker rule = provider.circuitBreaker();
        Instant now = clock.instant();
        change(provider, "its cause was not seen", circuit -> circuit.refused(rule, now));
    }

    /** The breaker let a call through to a provider that had no room for it, which counts as an answer. */
    public void crowded(ProviderSettings provider) {
        passed(provider);
        answered(provider);
    }

    /**
     * Takes note of what a provider said when it was asked whether it is there. One that is not comes last until it is
     * asked again; its breaker waits for calls to decide. One that is there still rests for what calls have found: that it tells
     * its models does not show that it takes our key.
     */
    public void probed(ProviderSettings provider, Optional<Failure> failure, Duration untilNext) {
        Instant now = clock.instant();
        failure.ifPresentOrElse(
                why -> coolings.gone(provider, new Cooling(now.plus(untilNext), false, why.code())),
                () -> coolings.back(provider));
    }

    void succeeded(Target target) {
        answered(target.provider());
        coolings.succeeded(target);
    }

    /** The provider answered, with a failure that tells nothing against it or the model. */
    CallFailed answered(ProviderSettings provider, CallFailed failed) {
        answered(provider);
        return failed;
    }

    private void answered(ProviderSettings provider) {
        change(provider, "", circuit -> circuit.answered(provider.circuitBreaker()));
    }

    /** Takes note of a failure, and answers the exception that treats it as this provider and model deserve. */
    CallFailed judged(Target target, CallFailed failed) {
        Instant now = clock.instant();
        cool(target, failed.failure(), now);
        if (!(failed instanceof ProviderFault)) {
            return answered(target.provider(), failed);
        }
        if (isOfOneModel(target, failed.failure())
                && coolings.failedAlone(target, failed.failure().code(), now)) {
            return undecided(target.provider(), failed);
        }
        Breaker rule = target.provider().circuitBreaker();
        String why = failed.failure().detail() + placeTried(target.provider(), failed.failure());
        String cause = failed.failure().code() + placeTried(target.provider(), failed.failure());
        change(target.provider(), cause, circuit -> circuit.failed(rule, why, now));
        return failed;
    }

    private void cool(Target target, Failure failure, Instant now) {
        switch (failure) {
            case Failure.ModelNotFound ignored -> {
                if (target.model().isPresent()) {
                    coolings.model(target, now, comesLast(now.plus(COOL), failure));
                }
            }
            case Failure.Throttled throttled ->
                coolings.model(target, now, comesLast(now.plus(rest(throttled)), failure));
            case Failure.Unauthenticated ignored ->
                coolings.provider(target.provider(), now, comesLast(now.plus(COOL), failure));
            default -> {}
        }
    }

    private static Cooling comesLast(Instant until, Failure failure) {
        return new Cooling(until, false, failure.code());
    }

    private static Duration rest(Failure.Throttled throttled) {
        Duration asked = throttled.retryAfter().orElse(REST);
        return asked.compareTo(LONGEST_REST) < 0 ? asked : LONGEST_REST;
    }

    /**
     * Takes note of an end that shows nothing of the provider. It counts as an answer, save in a half-open breaker, which
     * must not be closed by it and so opens again: MicroProfile has no third way.
     */
    CallFailed undecided(ProviderSettings provider, CallFailed failed) {
        Breaker rule = provider.circuitBreaker();
        Instant now = clock.instant();
        String why = "the probe showed nothing: " + failed.failure().detail();
        Circuit before = change(
                provider,
                "the probe showed nothing",
                circuit -> circuit.state() == Circuit.State.HALF_OPEN
                        ? circuit.failed(rule, why, now)
                        : circuit.answered(rule));
        if (before.state() == Circuit.State.HALF_OPEN) {
            return new Undecided(failed.failure());
        }
        return failed instanceof ProviderFault ? new NotCounted(failed.failure()) : failed;
    }

    /** An aggregator's models fail one by one, but its connection is all models' own. */
    private static boolean isOfOneModel(Target target, Failure failure) {
        return target.provider().aggregator() && !isOfConnection(failure);
    }

    private static boolean isOfConnection(Failure failure) {
        return switch (failure) {
            case Failure.Unavailable unavailable -> unavailable.reach() != Reach.ANSWER;
            case Failure.TimedOut(String detail, Failure.Clock which) -> which == Failure.Clock.CONNECT;
            default -> false;
        };
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

    private AtomicReference<Circuit> inside(String provider) {
        return circuits.computeIfAbsent(provider, id -> new AtomicReference<>(Circuit.CLOSED));
    }

    /** @return the circuit as it was before */
    private Circuit change(ProviderSettings provider, String cause, UnaryOperator<Circuit> step) {
        Circuit before = inside(provider.id()).getAndUpdate(step);
        Circuit after = step.apply(before);
        if (after.state() != before.state()) {
            Optional<String> because = Optional.of(cause).filter(words -> after.state() == Circuit.State.OPEN);
            changes.accept(
                    new BreakerChanged(provider.id(), before.state(), after.state(), after.nextProbe(), because));
        }
        return before;
    }
}

package io.patchbay.provider;

import io.patchbay.provider.ProviderSettings.Breaker;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A provider's circuit breaker as its calls show it, for which MicroProfile Fault Tolerance has no API. It does with each
 * outcome what Open Liberty's own does (26.0.0.5, {@code CircuitBreakerStateImpl}); {@code BreakerIT} holds the two together.
 *
 * @param state as MicroProfile names them
 * @param failures one after another, those that count
 * @param successes of probes, in a half-open breaker
 * @param lastFailure for those who run the server: where no connection came about, with the address that was tried
 * @param nextProbe when an open breaker lets a call through
 */
public record Circuit(
        State state,
        int failures,
        int successes,
        Optional<String> lastFailure,
        Optional<Instant> lastFailureAt,
        Optional<Instant> nextProbe) {

    static final Circuit CLOSED = new Circuit(State.CLOSED, 0, 0, Optional.empty(), Optional.empty(), Optional.empty());

    /** A call that the breaker let through just before it opened may be seen this much later. */
    private static final Duration SETTLED = Duration.ofSeconds(1);

    /** The states of a circuit breaker. */
    public enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    /** How it looks at a moment: an open one whose time has come awaits its probe. */
    Circuit at(Instant now) {
        return state == State.OPEN && !letsNobodyThrough(now) ? halfOpen() : this;
    }

    /** The breaker let a call through. */
    Circuit passed(Breaker rule, Instant now) {
        if (state != State.OPEN) {
            return this;
        }
        if (!letsNobodyThrough(now)) {
            return halfOpen();
        }
        boolean settled =
                now.isAfter(nextProbe.orElseThrow().minus(rule.delay()).plus(SETTLED));
        return settled ? closed() : this;
    }

    /** The breaker let a call not through, so it is open, whatever it looked like from here. */
    Circuit refused(Breaker rule, Instant now) {
        return state == State.CLOSED ? open(rule, now) : this;
    }

    /** What a call ended in does not count as a failure. */
    Circuit answered(Breaker rule) {
        return switch (state) {
            case CLOSED -> failures == 0 ? this : closed();
            case OPEN -> this;
            case HALF_OPEN -> successes + 1 < rule.successes() ? withSuccess() : closed();
        };
    }

    /** A call failed. An open breaker has no ear for it: the time of its probe stands. */
    Circuit failed(Breaker rule, String why, Instant now) {
        int count = state == State.OPEN ? failures : failures + 1;
        Circuit failing = new Circuit(state, count, successes, Optional.of(why), Optional.of(now), nextProbe);
        return switch (state) {
            case CLOSED -> count < rule.failures() ? failing : failing.open(rule, now);
            case OPEN -> failing;
            case HALF_OPEN -> failing.open(rule, now);
        };
    }

    private boolean letsNobodyThrough(Instant now) {
        return nextProbe.filter(at -> at.isAfter(now)).isPresent();
    }

    private Circuit open(Breaker rule, Instant now) {
        return new Circuit(State.OPEN, failures, 0, lastFailure, lastFailureAt, Optional.of(now.plus(rule.delay())));
    }

    private Circuit halfOpen() {
        return new Circuit(State.HALF_OPEN, failures, 0, lastFailure, lastFailureAt, Optional.empty());
    }

    private Circuit withSuccess() {
        return new Circuit(state, failures, successes + 1, lastFailure, lastFailureAt, nextProbe);
    }

    private Circuit closed() {
        return new Circuit(State.CLOSED, 0, 0, lastFailure, lastFailureAt, Optional.empty());
    }
}

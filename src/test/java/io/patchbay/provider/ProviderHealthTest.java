package io.patchbay.provider;

import static io.patchbay.testing.Rows.BREAKER;
import static io.patchbay.testing.Rows.aggregator;
import static io.patchbay.testing.Rows.listed;
import static io.patchbay.testing.Rows.provider;
import static io.patchbay.testing.Rows.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.call.Failure.Reach;
import io.patchbay.provider.Circuit.State;
import io.patchbay.provider.ProviderSettings.Breaker;
import io.patchbay.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProviderHealthTest {

    private static final Failure DOWN = new Failure.Unavailable("down", Reach.ANSWER);
    private static final Failure REFUSED = new Failure.Unavailable("refused", Reach.CONNECTION);
    private static final Failure LEFT = new Failure.Cancelled("the caller left");
    private static final Failure UNKNOWN = new Failure.ModelNotFound("unknown", Optional.empty());
    private static final Failure BAD_KEY = new Failure.Unauthenticated("bad key");

    private final TestClock clock = new TestClock();
    private final List<BreakerChanged> changes = new ArrayList<>();
    private final ProviderHealth health = new ProviderHealth(clock, changes::add);

    @Test
    void opensAfterItsNumberOfFailures() {
        Target target = target(provider("one"), "m");

        fail(target, DOWN, BREAKER.failures() - 1);
        assertThat(state("one")).isEqualTo(State.CLOSED);

        fail(target, DOWN, 1);
        assertThat(state("one")).isEqualTo(State.OPEN);
        assertThat(state("two")).isEqualTo(State.CLOSED);
    }

    @Test
    void aSuccessStartsTheCountAnew() {
        Target target = target(provider("one"), "m");
        fail(target, DOWN, BREAKER.failures() - 1);

        health.succeeded(target);
        fail(target, DOWN, BREAKER.failures() - 1);

        assertThat(state("one")).isEqualTo(State.CLOSED);
    }

    @Test
    void letsAProbeThroughAfterTheDelay() {
        Target target = target(provider("one"), "m");
        fail(target, DOWN, BREAKER.failures());

        clock.advance(BREAKER.delay().minusMillis(1));
        assertThat(state("one")).isEqualTo(State.OPEN);
        clock.advance(Duration.ofMillis(1));
        assertThat(state("one")).isEqualTo(State.HALF_OPEN);

        health.passed(target.provider());
        health.succeeded(target);
        assertThat(state("one")).isEqualTo(State.CLOSED);
    }

    @Test
    void whatDoesNotCountStandsBetweenTheFailuresThatDo() {
        Target target = target(provider("one"), "m");

        fail(target, DOWN, BREAKER.failures() - 1);
        fail(target, new Failure.Throttled("slow down", Optional.empty()), 1);
        fail(target, DOWN, BREAKER.failures() - 1);

        assertThat(state("one")).isEqualTo(State.CLOSED);
        assertThat(health.circuit("one").failures()).isEqualTo(BREAKER.failures() - 1);
    }

    @Test
    void aLaterFailureNeverMovesTheProbe() {
        Target target = target(provider("one"), "m");
        fail(target, DOWN, BREAKER.failures());
        var probe = health.circuit("one").nextProbe();
        clock.advance(Duration.ofSeconds(10));

        fail(target, DOWN, 5);

        assertThat(health.circuit("one").nextProbe()).isEqualTo(probe).isPresent();
    }

    @Test
    void theAnswersOfEarlierCallsCloseNothing() {
        Target target = target(provider("one"), "m");
        fail(target, DOWN, BREAKER.failures());

        health.succeeded(target);
        assertThat(state("one")).isEqualTo(State.OPEN);

        clock.advance(BREAKER.delay());
        health.succeeded(target);
        assertThat(state("one")).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void refusalsBesideAProbeDoNotPutTheNextOneOff() {
        Target target = target(provider("one"), "m");
        fail(target, DOWN, BREAKER.failures());
        clock.advance(BREAKER.delay());
        health.passed(target.provider());

        health.refused(target.provider());

        assertThat(state("one")).isEqualTo(State.HALF_OPEN);
        health.succeeded(target);
        assertThat(state("one")).isEqualTo(State.CLOSED);
    }

    @Test
    void aProbeThatShowsNothingOpensTheBreakerAgain() {
        Target target = target(provider("one"), "m");
        fail(target, DOWN, BREAKER.failures());
        clock.advance(BREAKER.delay());
        health.passed(target.provider());

        CallFailed treated = health.undecided(target.provider(), CallFailed.of(LEFT));

        assertThat(treated).isInstanceOf(CallFailed.Undecided.class);
        assertThat(treated.failure()).isEqualTo(LEFT);
        assertThat(health.circuit("one").nextProbe()).contains(clock.instant().plus(BREAKER.delay()));
    }

    @Test
    void whatShowsNothingIsNoFaultOfAProviderThatIsNotProbed() {
        ProviderSettings provider = provider("one");

        assertThat(health.undecided(provider, CallFailed.of(DOWN))).isInstanceOf(CallFailed.NotCounted.class);
        assertThat(health.undecided(provider, CallFailed.of(LEFT))).isInstanceOf(CallFailed.CallerFault.class);
        assertThat(health.circuit("one").failures()).isZero();
    }

    @Test
    void theProbeOfAnAggregatorIsNotDecidedByOneModel() {
        Target sick = target(aggregator("agg"), "sick");
        fail(target(aggregator("agg"), "m"), REFUSED, BREAKER.failures());
        clock.advance(BREAKER.delay());
        health.passed(sick.provider());

        CallFailed treated = fail(sick, DOWN, 1);

        assertThat(treated).isInstanceOf(CallFailed.Undecided.class);
        assertThat(state("agg")).isEqualTo(State.OPEN);
    }

    @Test
    void asManyProbesAsTheRowSaysCloseIt() {
        ProviderSettings row = provider("one").toBuilder()
                .circuitBreaker(new Breaker(1, Duration.ofSeconds(30), 2))
                .build();
        Target target = target(row, "m");
        fail(target, DOWN, 1);
        clock.advance(Duration.ofSeconds(30));
        health.passed(row);

        health.succeeded(target);
        assertThat(state("one")).isEqualTo(State.HALF_OPEN);
        health.succeeded(target);
        assertThat(state("one")).isEqualTo(State.CLOSED);
    }

    @Test
    void aCallThatIsLetThroughShowsThatTheBreakerIsNotOpen() {
        Target target = target(provider("one"), "m");
        fail(target, DOWN, BREAKER.failures());

        health.passed(target.provider());
        assertThat(state("one")).as("it may have been on its way").isEqualTo(State.OPEN);

        clock.advance(Duration.ofSeconds(2));
        health.passed(target.provider());
        assertThat(state("one")).isEqualTo(State.CLOSED);
    }

    @Test
    void aProviderWithoutRoomIsProbedAllTheSame() {
        Target target = target(provider("one"), "m");
        fail(target, DOWN, BREAKER.failures());
        clock.advance(BREAKER.delay());

        health.crowded(target.provider());

        assertThat(state("one")).as("as Fault Tolerance has it").isEqualTo(State.CLOSED);
    }

    @Test
    void whatIsNotTheProvidersFaultIsNotCounted() {
        Target target = target(provider("one"), "m");

        fail(target, new Failure.Throttled("slow down", Optional.empty()), 10);
        fail(target, new Failure.Rejected("no", 400, Optional.empty()), 10);
        fail(target, UNKNOWN, 10);
        fail(target, BAD_KEY, 10);

        assertThat(state("one")).isEqualTo(State.CLOSED);
    }

    @Test
    void oneSickModelOfAnAggregatorIsNotASickProvider() {
        Target sick = target(aggregator("agg"), "sick");

        CallFailed judged = fail(sick, DOWN, 10);

        assertThat(judged).isInstanceOf(CallFailed.NotCounted.class);
        assertThat(state("agg")).isEqualTo(State.CLOSED);
        assertThat(health.cooling(sick).orElseThrow().refused()).isTrue();
        assertThat(health.cooling(target(aggregator("agg"), "other"))).isEmpty();
    }

    @Test
    void aModelOfAnAggregatorCoolsAfterAsManyFailuresAsItsBreakerAllows() {
        Target sick = target(aggregator("agg"), "sick");

        fail(sick, DOWN, BREAKER.failures() - 1);
        assertThat(health.cooling(sick)).isEmpty();

        fail(sick, DOWN, 1);
        assertThat(health.cooling(sick)).isPresent();

        clock.advance(BREAKER.delay());
        assertThat(health.cooling(sick)).isEmpty();
    }

    @Test
    void twoSickModelsAreASickProvider() {
        fail(target(aggregator("agg"), "sick"), DOWN, 1);

        CallFailed judged = fail(target(aggregator("agg"), "sick-too"), DOWN, 1);

        assertThat(judged).isInstanceOf(CallFailed.ProviderFault.class);
        assertThat(health.circuit("agg").failures()).isEqualTo(1);
    }

    @Test
    void aModelThatWasSickLongAgoIsForgotten() {
        fail(target(aggregator("agg"), "sick"), DOWN, 1);
        clock.advance(BREAKER.delay());

        CallFailed judged = fail(target(aggregator("agg"), "sick-too"), DOWN, 1);

        assertThat(judged).isInstanceOf(CallFailed.NotCounted.class);
    }

    @Test
    void aModelThatRecoveredIsNotCountedWithAnother() {
        Target once = target(aggregator("agg"), "once");
        fail(once, DOWN, 1);
        health.succeeded(once);

        CallFailed judged = fail(target(aggregator("agg"), "sick"), DOWN, 1);

        assertThat(judged).isInstanceOf(CallFailed.NotCounted.class);
    }

    @Test
    void theConnectionBelongsToTheWholeAggregator() {
        CallFailed judged = fail(target(aggregator("agg"), "m"), REFUSED, 1);

        assertThat(judged).isInstanceOf(CallFailed.ProviderFault.class);
    }

    @Test
    void aModelThatItsVendorRetiredComesLastForAWhile() {
        Target target = listed(provider("one"), "retired");

        fail(target, UNKNOWN, 1);

        assertThat(health.cooling(target).orElseThrow().refused()).isFalse();
        assertThat(health.cooling(target(provider("one"), "known"))).isEmpty();
        clock.advance(ProviderHealth.COOL);
        assertThat(health.cooling(target)).isEmpty();
    }

    @Test
    void aNameThatNobodyKnowsIsNotKept() {
        Target target = target(provider("one"), "typo");

        fail(target, UNKNOWN, 1);

        assertThat(health.cooling(target)).isEmpty();
    }

    @Test
    void aKeyThatIsNotTakenCoolsTheWholeProvider() {
        fail(target(provider("one"), "m"), BAD_KEY, 1);

        assertThat(health.cooling(target(provider("one"), "other"))).isPresent();
        assertThat(health.cooling(target(provider("two"), "m"))).isEmpty();
    }

    @Test
    void aModelThatItsVendorThrottlesComesLastForAsLongAsItAsks() {
        Target target = target(provider("one"), "m");

        fail(target, new Failure.Throttled("slow down", Optional.of(Duration.ofSeconds(20))), 1);

        assertThat(health.cooling(target)).contains(new Cooling(clock.instant().plusSeconds(20), false, "throttled"));
        assertThat(health.cooling(target(provider("one"), "other"))).isEmpty();
    }

    @Test
    void aVendorThatAsksForMuchOrForNothingIsGivenAUsualTime() {
        Target asks = target(provider("one"), "asks");
        Target saysNothing = target(provider("one"), "says-nothing");

        fail(asks, new Failure.Throttled("slow down", Optional.of(Duration.ofHours(9))), 1);
        fail(saysNothing, new Failure.Throttled("slow down", Optional.empty()), 1);

        assertThat(health.cooling(asks).orElseThrow().until())
                .isEqualTo(clock.instant().plus(ProviderHealth.LONGEST_REST));
        assertThat(health.cooling(saysNothing).orElseThrow().until())
                .isEqualTo(clock.instant().plus(ProviderHealth.REST));
    }

    @Test
    void namesThatCallersThinkUpDoNotFillTheMemory() {
        for (int i = 0; i < 3 * Coolings.MOST; i++) {
            fail(target(provider("one"), "m" + i), new Failure.Throttled("slow down", Optional.empty()), 1);
        }
        Target late = target(provider("one"), "late");

        fail(late, new Failure.Throttled("slow down", Optional.empty()), 1);
        assertThat(health.cooling(late)).isEmpty();

        clock.advance(ProviderHealth.REST);
        fail(late, new Failure.Throttled("slow down", Optional.empty()), 1);
        assertThat(health.cooling(late)).isPresent();
    }

    @Test
    void aSuccessEndsTheCooling() {
        Target target = target(provider("one"), "m");
        fail(target, BAD_KEY, 1);

        health.succeeded(target);

        assertThat(health.cooling(target)).isEmpty();
    }

    @Test
    void aLaterFailureNeverShortensACooling() {
        Target sick = listed(aggregator("agg"), "sick");
        fail(sick, UNKNOWN, 1);
        var before = health.cooling(sick).orElseThrow().until();

        fail(sick, DOWN, 1);

        assertThat(health.cooling(sick))
                .hasValueSatisfying(cooling -> assertThat(cooling.until()).isAfterOrEqualTo(before));
    }

    @Test
    void aRefusalOfTheBreakerShowsThatItIsOpen() {
        health.refused(provider("one"));

        assertThat(state("one")).isEqualTo(State.OPEN);
        assertThat(health.circuit("one").nextProbe()).contains(clock.instant().plus(BREAKER.delay()));
    }

    @Test
    void furtherRefusalsDoNotPutTheProbeOff() {
        fail(target(provider("one"), "m"), DOWN, BREAKER.failures());
        var probe = health.circuit("one").nextProbe();
        clock.advance(Duration.ofSeconds(10));

        health.refused(provider("one"));

        assertThat(health.circuit("one").nextProbe()).isEqualTo(probe);
    }

    @Test
    void aRowThatChangedStartsWithoutCoolings() {
        Target target = target(provider("one"), "m");
        fail(target, BAD_KEY, 1);

        health.forget("one");

        assertThat(health.cooling(target)).isEmpty();
    }

    @Test
    void tellsThoseWhoRunTheServerWhereNoConnectionCameAbout() {
        fail(target(provider("one"), "m"), REFUSED, 1);
        fail(target(provider("two"), "m"), DOWN, 1);

        assertThat(health.circuit("one").lastFailure()).contains("refused (127.0.0.1:9)");
        assertThat(health.circuit("two").lastFailure()).contains("down");
    }

    @Test
    void tellsOnceOfEachChange() {
        Target target = target(provider("one"), "m");
        var probe = Optional.of(clock.instant().plus(BREAKER.delay()));
        fail(target, REFUSED, BREAKER.failures() + 20);
        health.refused(provider("one"));
        clock.advance(BREAKER.delay());
        health.passed(target.provider());
        health.succeeded(target);
        health.succeeded(target);

        assertThat(changes)
                .containsExactly(
                        new BreakerChanged(
                                "one", State.CLOSED, State.OPEN, probe, Optional.of("unavailable (127.0.0.1:9)")),
                        new BreakerChanged("one", State.OPEN, State.HALF_OPEN, Optional.empty(), Optional.empty()),
                        new BreakerChanged("one", State.HALF_OPEN, State.CLOSED, Optional.empty(), Optional.empty()));
    }

    @Test
    void tellsThatAProbeFailed() {
        Target target = target(provider("one"), "m");
        fail(target, DOWN, BREAKER.failures());
        clock.advance(BREAKER.delay());
        health.passed(target.provider());

        fail(target, DOWN, 1);

        assertThat(changes)
                .last()
                .isEqualTo(new BreakerChanged(
                        "one",
                        State.HALF_OPEN,
                        State.OPEN,
                        Optional.of(clock.instant().plus(BREAKER.delay())),
                        Optional.of("unavailable")));
    }

    private CallFailed fail(Target target, Failure failure, int times) {
        CallFailed judged = null;
        for (int i = 0; i < times; i++) {
            judged = health.judged(target, CallFailed.of(failure));
        }
        return judged;
    }

    private State state(String provider) {
        return health.circuit(provider).state();
    }
}

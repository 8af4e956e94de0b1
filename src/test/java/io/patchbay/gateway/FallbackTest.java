package io.patchbay.gateway;

import static io.patchbay.gateway.ScriptedProvider.answering;
import static io.patchbay.gateway.ScriptedProvider.breakingConnections;
import static io.patchbay.gateway.ScriptedProvider.failing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.call.Attempt;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.call.Failure.Reach;
import io.patchbay.call.Outcome;
import io.patchbay.call.Settled;
import io.patchbay.catalogue.Price;
import io.patchbay.catalogue.Prices;
import io.patchbay.catalogue.Prices.Dated;
import io.patchbay.chat.ChatReply;
import io.patchbay.gateway.Gateway.Answered;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FallbackTest {

    private static final Failure DOWN = new Failure.Unavailable("down", Reach.ANSWER);

    private final GatewayBench bench = new GatewayBench();

    static List<Failure> thatOthersMayMend() {
        return List.of(
                DOWN,
                new Failure.Throttled("slow down", Optional.empty()),
                new Failure.TimedOut("late", Failure.Clock.FIRST_EVENT),
                new Failure.Garbled("html"),
                new Failure.Unauthenticated("key"),
                new Failure.ModelNotFound("unknown", Optional.empty()));
    }

    static List<Failure> thatNobodyMends() {
        return List.of(
                new Failure.Rejected("no", 400, Optional.empty()),
                new Failure.ContentFiltered("filtered", 400, Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("thatOthersMayMend")
    void theNextTargetAnswers(Failure failure) {
        bench.provider("first", failing(failure)).provider("second", answering("here"));

        Answered<ChatReply> answered = bench.gateway().chat(bench.call(), GatewayBench.HI);

        assertThat(answered.reply().text()).isEqualTo("here");
        assertThat(answered.settled().provider()).contains("second");
        assertThat(answered.settled().attempts()).extracting(Attempt::provider).containsExactly("first", "second");
        assertThat(answered.settled().attempts().getFirst().failure()).contains(failure);
    }

    @ParameterizedTest
    @MethodSource("thatNobodyMends")
    void theCallersFaultStopsTheChain(Failure failure) {
        ScriptedProvider second = answering("never");
        bench.provider("first", failing(failure)).provider("second", second);

        assertThatThrownBy(() -> bench.gateway().chat(bench.call(), GatewayBench.HI))
                .isInstanceOfSatisfying(
                        CallEnded.class, e -> assertThat(e.failure()).isEqualTo(failure));
        assertThat(second.asked()).isZero();
    }

    @Test
    void aNameThatNobodyKnowsIsNotAnsweredByAnotherModel() {
        Failure unknown = new Failure.ModelNotFound("no such model", Optional.empty());
        ScriptedProvider second = answering("never");
        bench.provider("first", failing(unknown)).provider("second", second);

        assertThatThrownBy(() -> bench.gateway().chat(bench.call("@first/mm"), GatewayBench.HI))
                .isInstanceOfSatisfying(
                        CallEnded.class, e -> assertThat(e.failure()).isEqualTo(unknown));
        assertThat(second.asked()).isZero();
    }

    @Test
    void withoutFallbackNobodyElseIsAsked() {
        ScriptedProvider second = answering("never");
        bench.provider("first", failing(DOWN)).provider("second", second);

        assertThatThrownBy(() -> bench.gateway().chat(bench.call(false, Optional.empty()), GatewayBench.HI))
                .isInstanceOf(CallEnded.class);
        assertThat(second.asked()).isZero();
    }

    @Test
    void theMostTellingFailureIsTold() {
        Failure throttled = new Failure.Throttled("slow down", Optional.of(Duration.ofSeconds(90)));
        bench.provider("first", failing(throttled)).provider("second", failing(DOWN));

        assertThatThrownBy(() -> bench.gateway().chat(bench.call(), GatewayBench.HI))
                .isInstanceOfSatisfying(
                        CallEnded.class, e -> assertThat(e.failure()).isEqualTo(throttled));
    }

    @Test
    void theWholeChainHasOneAttemptBudget() {
        ScriptedProvider third = answering("never");
        bench.provider("first", failing(DOWN))
                .provider("second", failing(DOWN))
                .provider("third", third)
                .maxAttempts(2);

        assertThatThrownBy(() -> bench.gateway().chat(bench.call(), GatewayBench.HI))
                .isInstanceOf(CallEnded.class);
        assertThat(third.asked()).isZero();
    }

    @Test
    void aQuickRetryIsOneOfTheCallsAttempts() {
        bench.provider("first", breakingConnections())
                .provider("second", breakingConnections())
                .maxAttempts(3);

        assertThat(attemptsOfAFailure()).extracting(Attempt::provider).containsExactly("first", "first", "second");
    }

    @Test
    void oneAttemptIsOneTry() {
        bench.provider("first", breakingConnections()).maxAttempts(1);

        assertThat(attemptsOfAFailure()).hasSize(1);
    }

    @Test
    void aQuickRetryIsNotMadeShortBeforeTheDeadline() {
        bench.provider("first", breakingConnections());

        assertThatThrownBy(() ->
                        bench.gateway().chat(bench.call(true, Optional.of(Duration.ofMillis(100))), GatewayBench.HI))
                .isInstanceOf(CallEnded.class);

        assertThat(bench.ledger.getFirst().attempts()).hasSize(1);
    }

    @Test
    void aQuickRetryIsPaidFromTheProvidersRetryBudget() {
        bench.provider("first", breakingConnections()).retryBudget(0);

        assertThat(attemptsOfAFailure()).hasSize(1);
    }

    @Test
    void andOnceEvenIfItFails() {
        Gateway gateway = bench.provider("first", breakingConnections())
                .retryBudget(0.001)
                .gateway();

        for (int kept = 10; kept > 0; kept--) {
            assertThat(attemptsOfAFailure(gateway)).hasSize(2);
        }
        assertThat(attemptsOfAFailure(gateway)).hasSize(1);
    }

    private List<Attempt> attemptsOfAFailure() {
        return attemptsOfAFailure(bench.gateway());
    }

    private List<Attempt> attemptsOfAFailure(Gateway gateway) {
        assertThatThrownBy(() -> gateway.chat(bench.call(), GatewayBench.HI)).isInstanceOf(CallEnded.class);
        return bench.ledger.getLast().attempts();
    }

    @Test
    void theWholeChainHasOneDeadline() {
        ScriptedProvider second = answering("never");
        bench.provider("first", new ScriptedProvider(exchange -> {
                    bench.clock.advance(Duration.ofSeconds(5));
                    throw CallFailed.of(DOWN);
                }))
                .provider("second", second);

        assertThatThrownBy(() ->
                        bench.gateway().chat(bench.call(true, Optional.of(Duration.ofSeconds(5))), GatewayBench.HI))
                .isInstanceOf(CallEnded.class);
        assertThat(second.asked()).isZero();
    }

    @Test
    void aTooLongPromptGoesToALargerModelOnly() {
        ScriptedProvider small = answering("never");
        bench.provider("first", 1_000, failing(new Failure.ContextTooLong("long", Optional.empty())))
                .provider("small", 1_000, small)
                .provider("large", 2_000, answering("enough room"));

        Answered<ChatReply> answered = bench.gateway().chat(bench.call(), GatewayBench.HI);

        assertThat(answered.reply().text()).isEqualTo("enough room");
        assertThat(small.asked()).isZero();
    }

    @Test
    void aTooLongPromptIsStillTooLongAfterALargerModelWasDown() {
        ScriptedProvider small = answering("never");
        bench.provider("first", 1_000, failing(new Failure.ContextTooLong("long", Optional.empty())))
                .provider("large", 2_000, failing(DOWN))
                .provider("small", 1_000, small);

        assertThatThrownBy(() -> bench.gateway().chat(bench.call(), GatewayBench.HI))
                .isInstanceOf(CallEnded.class);
        assertThat(small.asked()).isZero();
    }

    @Test
    void aCallThatFailsHasItsRow() {
        bench.provider("first", failing(DOWN));

        assertThatThrownBy(() -> bench.gateway().chat(bench.call(), GatewayBench.HI))
                .isInstanceOf(CallEnded.class);

        Settled row = bench.ledger.getFirst();
        assertThat(row.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(row.errorCode()).contains("unavailable");
        assertThat(row.usage().totalInput()).isZero();
    }

    @Test
    void anAnswerThatCannotBeWrittenDownIsNotGiven() {
        Failure away = new Failure.LedgerUnavailable("the database is away");
        bench.provider("first", answering("secret")).ledger(settled -> {
            throw CallFailed.of(away);
        });

        assertThatThrownBy(() -> bench.gateway().chat(bench.call(), GatewayBench.HI))
                .isInstanceOfSatisfying(
                        CallEnded.class, e -> assertThat(e.failure()).isEqualTo(away));
    }

    @Test
    void theRowHoldsTokensAndCost() {
        bench.provider("first", answering("here"));

        Settled row = bench.gateway().chat(bench.call(), GatewayBench.HI).settled();

        assertThat(row.usage().input()).isEqualTo(10);
        assertThat(row.cost().orElseThrow()).isEqualByComparingTo("0.00002");
        assertThat(row.priceVersion()).contains("v1");
        assertThat(bench.ledger).containsExactly(row);
    }

    @Test
    void aSurpriseInOurOwnCodeGoesToTheNextTargetOrEndsInAnErrorWithARow() {
        bench.provider("first", new ScriptedProvider(exchange -> {
            throw new IllegalStateException("a bug");
        }));

        assertThatThrownBy(() -> bench.gateway().chat(bench.call(), GatewayBench.HI))
                .isInstanceOfSatisfying(
                        CallEnded.class, e -> assertThat(e.failure().detail()).doesNotContain("a bug"));
        assertThat(bench.ledger).hasSize(1);
    }

    @Test
    void aSurpriseOutsideOfAttemptsEndsInARowToo() throws Exception {
        ScriptedProvider strange = new ScriptedProvider(exchange -> Optional.empty()); // Whole, it has no answer.
        bench.provider("first", strange);

        CallEnded ended =
                catchThrowableOfType(CallEnded.class, () -> bench.gateway().chat(bench.call(), GatewayBench.HI));

        assertThat(ended.failure()).isInstanceOf(Failure.Unexpected.class);
        assertThat(bench.ledger).extracting(Settled::errorCode).containsExactly(Optional.of("internal_error"));
    }

    @Test
    void eachTryIsPricedByTheDayOnWhichItBegan() {
        LocalDate today = Prices.day(bench.clock.instant());
        Prices doubled = new Prices(List.of(
                new Dated(today, Price.of(BigDecimal.ONE, BigDecimal.TWO)),
                new Dated(today.plusDays(1), Price.of(BigDecimal.TWO, new BigDecimal(4)))));
        bench.provider("first", answering("here")).priced(doubled);

        BigDecimal before = cost();
        bench.clock.advance(Duration.ofDays(1));
        BigDecimal after = cost();

        assertThat(before).isPositive();
        assertThat(after).isEqualByComparingTo(before.multiply(BigDecimal.TWO));
    }

    private BigDecimal cost() {
        return bench.gateway()
                .chat(bench.call(), GatewayBench.HI)
                .settled()
                .cost()
                .orElseThrow();
    }

    @Test
    void aTryBeforeTheFirstPriceIsUnpriced() {
        LocalDate tomorrow = Prices.day(bench.clock.instant()).plusDays(1);
        bench.provider("first", answering("here"))
                .priced(new Prices(List.of(new Dated(tomorrow, Price.of(BigDecimal.ONE, BigDecimal.TWO)))));

        assertThat(bench.gateway().chat(bench.call(), GatewayBench.HI).settled().cost())
                .isEmpty();
    }
}

package io.patchbay.gateway;

import static io.patchbay.gateway.ScriptedProvider.FINISHED;
import static io.patchbay.gateway.ScriptedProvider.STARTED;
import static io.patchbay.gateway.ScriptedProvider.answering;
import static io.patchbay.gateway.ScriptedProvider.breaking;
import static io.patchbay.gateway.ScriptedProvider.breakingConnections;
import static io.patchbay.gateway.ScriptedProvider.failing;
import static io.patchbay.gateway.ScriptedProvider.push;
import static io.patchbay.gateway.ScriptedProvider.streaming;
import static io.patchbay.gateway.ScriptedProvider.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.TextNode;
import io.patchbay.call.Failure;
import io.patchbay.call.Failure.Clock;
import io.patchbay.call.Failure.Reach;
import io.patchbay.call.Outcome;
import io.patchbay.catalogue.OnCut;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.EmbeddingRequest;
import io.patchbay.chat.Usage;
import io.patchbay.gateway.ChatStream.Next;
import io.patchbay.routing.Hedge;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls that are paid from a budget: each try is covered before it is made, and what is not known counts at its most. */
@Timeout(30)
class FundsTest {

    private static final ChatRequest SHORT =
            ChatRequest.builder().user("Hi").maxTokens(50).build();

    /** Ten tokens read and five written, at one dollar and two for a million. */
    private static final BigDecimal COST = new BigDecimal("0.00002");

    private static final Failure CUT = new Failure.Garbled("cut");

    private final GatewayBench bench = new GatewayBench().retryBudget(0).budget("1");

    private BigDecimal most() {
        return bench.quotes().of(bench.call(), SHORT).largest().orElseThrow();
    }

    private String ask() {
        return bench.gateway().chat(bench.call(), SHORT).reply().text();
    }

    private CallEnded refused() {
        return catchThrowableOfType(CallEnded.class, this::ask);
    }

    @Test
    void isCoveredBeforeItIsMadeAndChargedForWhatItUsed() {
        bench.provider("first", answering("Hello"));

        assertThat(ask()).isEqualTo("Hello");

        assertThat(bench.purse.log).containsExactly("reserve", "settle");
        assertThat(bench.purse.spent).isEqualByComparingTo(COST);
        assertThat(bench.purse.reserved).isZero();
        assertThat(bench.ledger).hasSize(1);
    }

    @Test
    void whatDoesNotFitIsRefusedAndNobodyAsked() {
        ScriptedProvider provider = answering("never");
        bench.provider("first", provider).budget("0.001");

        CallEnded refused = refused();

        assertThat(refused.failure()).isInstanceOf(Failure.OverBudget.class);
        assertThat(refused.settled().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(provider.asked()).isZero();
        assertThat(bench.purse.log).containsOnly("reserve");
        assertThat(bench.ledger).hasSize(1);
    }

    @Test
    void aStreamIsRefusedBeforeItBegins() throws InterruptedException {
        bench.provider("first", streaming(STARTED, text("never"), FINISHED)).budget("0.001");

        ChatStream stream = bench.stream(SHORT);

        assertThat(stream.next(Duration.ZERO).orElseThrow())
                .isInstanceOfSatisfying(
                        Next.Failed.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(Failure.OverBudget.class));
    }

    @Test
    void modelsOfNoBudgetCostNothing() {
        bench.provider("first", answering("Hello")).budget("0", "other*");

        assertThat(ask()).isEqualTo("Hello");
        assertThat(bench.purse.log).isEmpty();
    }

    @Test
    void whatNobodyKnowsThePriceOfIsRefused() {
        ScriptedProvider provider = answering("never");
        bench.provider("first", provider).unpriced().provider("second", answering("neither"));

        assertThat(refused().failure()).isInstanceOf(Failure.Unpriced.class);
        assertThat(provider.asked()).isZero();
        assertThat(bench.ledger)
                .singleElement()
                .satisfies(row -> assertThat(row.outcome()).isEqualTo(Outcome.REFUSED));
    }

    @Test
    void whoHasNoPriceDoesNotStandIn() {
        ScriptedProvider second = answering("never");
        bench.provider("first", failing(CUT))
                .provider("second", second)
                .unpriced()
                .provider("third", answering("Hello"));

        assertThat(ask()).isEqualTo("Hello");
        assertThat(second.asked()).isZero();
    }

    @Test
    void whatMayBillMoreThanTokensIsRefused() {
        bench.provider("first", answering("never"));
        ChatRequest dear =
                SHORT.toBuilder().extra(Map.of("speed", new TextNode("fast"))).build();

        CallEnded refused =
                catchThrowableOfType(CallEnded.class, () -> bench.gateway().chat(bench.call(), dear));

        assertThat(refused.failure())
                .isInstanceOfSatisfying(
                        Failure.Unbounded.class, it -> assertThat(it.param()).isEqualTo("speed"));
    }

    @Test
    void eachFurtherTryIsCoveredOnTopOfWhatTheOnesBeforeMayHaveCost() {
        bench.provider("first", failing(CUT)).provider("second", answering("Hello"));
        BigDecimal most = most();

        assertThat(ask()).isEqualTo("Hello");

        assertThat(bench.purse.log).containsExactly("reserve", "raise", "settle");
        assertThat(bench.purse.spent).isEqualByComparingTo(most.add(COST));
    }

    @Test
    void aTryForWhichThereIsNothingLeftIsNotMade() {
        ScriptedProvider second = answering("never");
        bench.provider("first", failing(CUT)).provider("second", second);
        bench.budget(most().toPlainString());

        assertThat(refused().failure()).as("the more telling one").isEqualTo(CUT);

        assertThat(second.asked()).isZero();
        assertThat(bench.purse.spent).isEqualByComparingTo(bench.purse.amount);
        assertThat(bench.ledger)
                .singleElement()
                .satisfies(row -> assertThat(row.outcome()).isEqualTo(Outcome.FAILED));
    }

    static Stream<Failure> free() {
        return Stream.of(
                new Failure.Throttled("enough", Optional.empty()),
                new Failure.Unavailable("down", Reach.ANSWER),
                new Failure.Unavailable("refused", Reach.NOWHERE),
                new Failure.TimedOut("no connection", Clock.CONNECT),
                new Failure.Unauthenticated("no"));
    }

    @ParameterizedTest
    @MethodSource("free")
    void whatWasTurnedDownBeforeAnythingWasWrittenIsFree(Failure failure) {
        bench.provider("first", failing(failure)).provider("second", answering("Hello"));
        bench.budget(most().toPlainString());

        assertThat(ask()).isEqualTo("Hello");
        assertThat(bench.purse.log).containsExactly("reserve", "settle");
        assertThat(bench.purse.spent).isEqualByComparingTo(COST);
    }

    static Stream<Failure> unknown() {
        return Stream.of(
                CUT,
                new Failure.Unavailable("reset", Reach.CONNECTION),
                new Failure.TimedOut("silent", Clock.CALL),
                new Failure.TimedOut("silent", Clock.FIRST_EVENT),
                new Failure.Cancelled("left"));
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void whatMayHaveBeenReadCountsAtItsMost(Failure failure) {
        bench.provider("first", failing(failure));

        assertThat(refused()).isNotNull();

        assertThat(bench.purse.spent).isEqualByComparingTo(most());
        assertThat(bench.purse.reserved).isZero();
    }

    @Test
    void theQuickRetryIsCoveredToo() {
        bench.retryBudget(1).provider("first", breakingConnections());

        assertThat(refused()).isNotNull();

        assertThat(bench.purse.log).containsExactly("reserve", "raise", "settle");
        assertThat(bench.purse.spent).isEqualByComparingTo(most().multiply(BigDecimal.TWO));
    }

    @Test
    void aQuickRetryForWhichThereIsNothingLeftIsNotMade() {
        bench.retryBudget(1).provider("first", breakingConnections());
        bench.budget(most().toPlainString());

        assertThat(refused().settled().attempts()).hasSize(1);
        assertThat(bench.purse.spent).isEqualByComparingTo(bench.purse.amount);
    }

    @Test
    void aHedgeIsCoveredAndItsLoserCountsAtItsMost() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        int[] calls = {0};
        bench.hedge(new Hedge(Optional.of(Duration.ofMillis(30))))
                .provider("first", new ScriptedProvider(exchange -> {
                    if (calls[0]++ >= HedgeBudget.CALLS) {
                        never.await();
                    }
                    return answering("here").call(exchange);
                }))
                .provider("second", answering("there"));
        Gateway gateway = bench.gateway();
        for (int i = 0; i < HedgeBudget.CALLS; i++) {
            gateway.chat(bench.call(), SHORT);
        }
        BigDecimal before = bench.purse.spent;
        bench.purse.log.clear();

        gateway.chat(bench.call(), SHORT);

        assertThat(bench.purse.log).containsExactly("reserve", "raise", "settle");
        assertThat(bench.purse.spent.subtract(before)).isEqualByComparingTo(most().add(COST));
    }

    @Test
    void theRestOfABrokenStreamIsCoveredWithWhatItReadsAgain() throws Exception {
        bench.onCut(OnCut.CONTINUE)
                .provider("first", breaking(CUT, STARTED, text("half")))
                .provider("second", streaming(text(" whole"), FINISHED, used()));

        assertThat(GatewayBench.all(bench.stream(SHORT)).getLast()).isInstanceOf(Next.Ended.class);

        assertThat(bench.purse.log).containsExactly("reserve", "raise", "settle");
        assertThat(bench.purse.spent).isEqualByComparingTo(most().add(COST));
    }

    @Test
    void aStreamThatItsCallerLeavesCountsAtItsMost() throws Exception {
        bench.provider("first", new ScriptedProvider(exchange -> {
            push(exchange, STARTED, text("on and on"));
            Thread.sleep(Duration.ofSeconds(20));
            return Optional.empty();
        }));
        ChatStream stream = bench.stream(SHORT);
        stream.next(Duration.ofSeconds(5));
        stream.close();
        while (bench.ledger.isEmpty()) {
            Thread.onSpinWait();
        }

        assertThat(bench.purse.spent).isEqualByComparingTo(most());
    }

    @Test
    void aVendorThatTellsNoTokensCountsAtItsMost() throws Exception {
        bench.provider("first", streaming(STARTED, text("Hello"), FINISHED));

        GatewayBench.all(bench.stream(SHORT));

        assertThat(bench.purse.spent).isEqualByComparingTo(most());
        assertThat(bench.ledger.getFirst().cost().orElseThrow()).isLessThan(most());
    }

    @Test
    void whatOurOwnCodeFailsAtIsSettled() {
        bench.provider("first", new ScriptedProvider(exchange -> {
            throw new IllegalStateException("a surprise");
        }));

        assertThat(refused()).isNotNull();

        assertThat(bench.purse.log).containsExactly("reserve", "settle");
        assertThat(bench.purse.reserved).isZero();
    }

    @Test
    void aTargetThatIsOutOfServiceCostsNothing() {
        bench.provider("first", new ScriptedProvider(exchange -> {
                    throw new CircuitBreakerOpenException("open");
                }))
                .provider("second", answering("Hello"));
        bench.budget(most().toPlainString());

        assertThat(ask()).isEqualTo("Hello");
    }

    @Test
    void vectorsAreCoveredToo() {
        bench.provider("first", failing(CUT));

        CallEnded failed = catchThrowableOfType(
                CallEnded.class, () -> bench.gateway().embed(bench.call(), EmbeddingRequest.of(List.of("one", "two"))));

        assertThat(failed.failure()).isEqualTo(CUT);
        assertThat(bench.purse.log).startsWith("reserve").endsWith("settle");
        assertThat(bench.purse.spent).isPositive();
    }

    private static ChatEvent used() {
        return new ChatEvent.UsageReported(Usage.builder().input(10).output(5).build());
    }
}

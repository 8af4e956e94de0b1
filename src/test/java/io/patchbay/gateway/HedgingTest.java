package io.patchbay.gateway;

import static io.patchbay.gateway.ScriptedProvider.FINISHED;
import static io.patchbay.gateway.ScriptedProvider.STARTED;
import static io.patchbay.gateway.ScriptedProvider.answering;
import static io.patchbay.gateway.ScriptedProvider.failing;
import static io.patchbay.gateway.ScriptedProvider.push;
import static io.patchbay.gateway.ScriptedProvider.streaming;
import static io.patchbay.gateway.ScriptedProvider.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.call.Attempt;
import io.patchbay.call.Failure;
import io.patchbay.call.Failure.Reach;
import io.patchbay.call.Outcome;
import io.patchbay.call.Settled;
import io.patchbay.catalogue.OnCut;
import io.patchbay.chat.ChatEvent;
import io.patchbay.gateway.ChatStream.Next;
import io.patchbay.routing.Hedge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Another target beside a slow one. The first is quick until it is told to be slow, so that hedges have been saved up. */
@Timeout(30)
class HedgingTest {

    private static final Hedge SOON = new Hedge(Optional.of(Duration.ofMillis(30)));
    private static final Failure DOWN = new Failure.Unavailable("down", Reach.ANSWER);

    private final GatewayBench bench = new GatewayBench().hedge(SOON).retryBudget(0);
    private final AtomicBoolean slow = new AtomicBoolean();
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicInteger left = new AtomicInteger();

    /** Answers at once, until it is to be slow: then it waits for its sign. */
    private ScriptedProvider first(ScriptedProvider.Script then) {
        return new ScriptedProvider(exchange -> {
            if (!slow.get()) {
                return says("here").run(exchange);
            }
            awaitGo();
            return then.run(exchange);
        });
    }

    private void awaitGo() throws InterruptedException {
        try {
            go.await();
        } catch (InterruptedException e) {
            left.incrementAndGet();
            throw e;
        }
    }

    private static ScriptedProvider.Script says(String word) {
        return exchange -> exchange.sink().isPresent()
                ? streaming(STARTED, text(word), FINISHED).call(exchange)
                : answering(word).call(exchange);
    }

    private static ScriptedProvider saying(String word) {
        return new ScriptedProvider(says(word));
    }

    private Gateway warm() {
        Gateway gateway = bench.gateway();
        for (int i = 0; i < HedgeBudget.CALLS; i++) {
            gateway.chat(bench.call(), GatewayBench.HI);
        }
        slow.set(true);
        bench.ledger.clear();
        return gateway;
    }

    private String whole(Gateway gateway) {
        return gateway.chat(bench.call(), GatewayBench.HI).reply().text();
    }

    private List<ChatEvent> streamed(Gateway gateway) throws InterruptedException {
        return all(gateway).stream()
                .filter(Next.Piece.class::isInstance)
                .flatMap(next -> ((Next.Piece) next).chunk().events().stream())
                .toList();
    }

    private List<Next> all(Gateway gateway) throws InterruptedException {
        return GatewayBench.all(gateway.stream(bench.call(), GatewayBench.HI, () -> {}));
    }

    private Settled row() {
        assertThat(bench.ledger).hasSize(1);
        return bench.ledger.getFirst();
    }

    @Test
    void aTargetThatIsQuickEnoughIsAskedAlone() throws Exception {
        ScriptedProvider second = saying("never");
        bench.provider("first", first(says("here"))).provider("second", second);
        Gateway gateway = warm();
        slow.set(false);

        assertThat(whole(gateway)).isEqualTo("here");
        assertThat(streamed(gateway)).contains(text("here"));
        assertThat(second.asked()).isZero();
    }

    @Test
    void whoShowsSomethingFirstGivesTheAnswer() throws Exception {
        bench.provider("first", first(says("late"))).provider("second", saying("soon"));
        Gateway gateway = warm();

        assertThat(streamed(gateway)).containsExactly(STARTED, text("soon"), FINISHED);

        assertThat(left).hasValue(1);
        assertThat(row().outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(row().provider()).hasValue("second");
        assertThat(row().attempts()).extracting(Attempt::provider).containsExactly("first", "second");
        assertThat(row().attempts().getFirst().failure()).containsInstanceOf(Failure.Cancelled.class);
    }

    @Test
    void theSameForAWholeAnswer() {
        bench.provider("first", first(says("late"))).provider("second", saying("soon"));

        assertThat(whole(warm())).isEqualTo("soon");
        assertThat(left).hasValue(1);
        assertThat(row().provider()).hasValue("second");
    }

    @Test
    void whoWasLeftHasReadTheRequestAndIsPaidForIt() {
        bench.provider("first", first(says("late"))).provider("second", saying("soon"));
        whole(warm());

        Attempt loser = row().attempts().getFirst();
        assertThat(loser.usage().orElseThrow().estimated()).isTrue();
        assertThat(loser.usage().orElseThrow().input()).isPositive();
        assertThat(loser.usage().orElseThrow().output()).isZero();
    }

    @Test
    void theFirstMayStillWin() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicInteger secondLeft = new AtomicInteger();
        bench.provider("first", first(says("here"))).provider("second", new ScriptedProvider(exchange -> {
            asked.countDown();
            try {
                Thread.sleep(Duration.ofSeconds(20));
            } catch (InterruptedException e) {
                secondLeft.incrementAndGet();
                throw e;
            }
            return Optional.empty();
        }));
        Gateway gateway = warm();
        Thread.startVirtualThread(() -> {
            try {
                asked.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            go.countDown();
        });

        assertThat(streamed(gateway)).containsExactly(STARTED, text("here"), FINISHED);
        assertThat(secondLeft).hasValue(1);
        assertThat(row().provider()).hasValue("first");
        assertThat(row().attempts()).hasSize(2);
    }

    @Test
    void nothingOfTheSlowerReachesTheCaller() throws Exception {
        CountDownLatch secondSpoke = new CountDownLatch(1);
        bench.provider("first", new ScriptedProvider(exchange -> {
                    if (!slow.get()) {
                        return says("here").run(exchange);
                    }
                    secondSpoke.await();
                    push(exchange, STARTED, text("late"), FINISHED);
                    return Optional.empty();
                }))
                .provider("second", new ScriptedProvider(exchange -> {
                    push(exchange, STARTED, text("soon"));
                    secondSpoke.countDown();
                    Thread.sleep(50);
                    push(exchange, FINISHED);
                    return Optional.empty();
                }));

        assertThat(streamed(warm())).containsExactly(STARTED, text("soon"), FINISHED);
    }

    @Test
    void theSecondsFailureIsNotTheCalls() throws Exception {
        AtomicInteger seconds = new AtomicInteger();
        bench.provider("first", first(says("here"))).provider("second", new ScriptedProvider(exchange -> {
            seconds.incrementAndGet();
            go.countDown();
            return failing(new Failure.Rejected("no", 400, Optional.empty())).call(exchange);
        }));

        assertThat(whole(warm())).isEqualTo("here");
        assertThat(seconds).hasValue(1);
        assertThat(row().outcome()).isEqualTo(Outcome.COMPLETED);
    }

    @Test
    void theFirstsFailureLeavesTheSecondToAnswer() {
        bench.provider("first", first(failing(DOWN)::call)).provider("second", new ScriptedProvider(exchange -> {
            go.countDown();
            Thread.sleep(50);
            return says("here").run(exchange);
        }));

        assertThat(whole(warm())).isEqualTo("here");
        assertThat(row().attempts()).extracting(Attempt::provider).containsExactly("first", "second");
    }

    @Test
    void ifBothFailTheChainGoesOnWithTheThird() {
        ScriptedProvider second = failing(DOWN);
        bench.provider("first", first(failing(DOWN)::call))
                .provider("second", new ScriptedProvider(exchange -> {
                    go.countDown();
                    return second.call(exchange);
                }))
                .provider("third", saying("here"));
        Gateway gateway = warm();
        int before = second.asked();

        assertThat(whole(gateway)).isEqualTo("here");
        assertThat(second.asked()).as("not once more in the chain").isEqualTo(before + 1);
    }

    @Test
    void theCallersFaultEndsBoth() {
        bench.provider("first", first(failing(new Failure.Rejected("no", 400, Optional.empty()))::call))
                .provider("second", new ScriptedProvider(exchange -> {
                    go.countDown();
                    Thread.sleep(Duration.ofSeconds(20));
                    return Optional.empty();
                }));
        Gateway gateway = warm();

        CallEnded ended = catchThrowableOfType(CallEnded.class, () -> whole(gateway));
        assertThat(ended.failure()).isInstanceOf(Failure.Rejected.class);
    }

    @Test
    void aCallerWhoLeavesEndsBoth() throws Exception {
        CountDownLatch both = new CountDownLatch(1);
        bench.provider("first", first(says("late"))).provider("second", new ScriptedProvider(exchange -> {
            both.countDown();
            awaitGo();
            return Optional.empty();
        }));
        Gateway gateway = warm();
        ChatStream stream = gateway.stream(bench.call(), GatewayBench.HI, () -> {});
        both.await();
        stream.close();

        while (bench.ledger.isEmpty()) {
            Thread.sleep(1);
        }
        assertThat(left).hasValue(2);
        assertThat(row().outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void aHeldStreamIsHedgedToo() throws Exception {
        bench.onCut(OnCut.HOLD).provider("first", first(says("late"))).provider("second", saying("soon"));

        assertThat(streamed(warm())).containsExactly(STARTED, text("soon"), FINISHED);
    }

    @Test
    void atMostOneIn20CallsIsHedged() {
        ScriptedProvider second = saying("soon");
        AtomicInteger calls = new AtomicInteger();
        bench.provider("first", new ScriptedProvider(exchange -> {
                    int hedges = calls.incrementAndGet() / 20;
                    Instant longest = Instant.now().plusSeconds(5);
                    Thread.sleep(50);
                    while (second.asked() < hedges && Instant.now().isBefore(longest)) {
                        Thread.sleep(1);
                    }
                    return says("late").run(exchange);
                }))
                .provider("second", second);
        Gateway gateway = bench.gateway();
        for (int i = 0; i < 100; i++) {
            whole(gateway);
        }

        assertThat(second.asked()).isEqualTo(5);
    }

    @Test
    void itMayWaitForAsLongAsTheTargetUsuallyTakes() throws Exception {
        ScriptedProvider second = saying("soon");
        bench.hedge(new Hedge(Optional.empty()))
                .provider("first", first(says("late")))
                .provider("second", second);

        assertThat(whole(warm())).isEqualTo("soon");
    }

    @Test
    void butNotBeforeItIsKnown() throws Exception {
        ScriptedProvider second = saying("soon");
        bench.hedge(new Hedge(Optional.empty()))
                .provider("first", first(says("late")))
                .provider("second", second);
        Gateway gateway = bench.gateway();
        for (int i = 0; i < HedgeBudget.CALLS; i++) {
            gateway.chat(bench.call(), GatewayBench.HI);
        }
        slow.set(true);
        goLater();

        assertThat(streamed(gateway)).as("of streams nothing is known yet").contains(text("late"));
        assertThat(second.asked()).isZero();
    }

    private void goLater() {
        Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            go.countDown();
        });
    }

    @Test
    void oneThatIsOutOfServiceIsNoHelp() {
        ScriptedProvider second = saying("never");
        bench.provider("first", first(says("here"))).provider("second", second);
        Gateway gateway = warm();
        bench.opens(bench.target("second"));
        goLater();

        assertThat(whole(gateway)).isEqualTo("here");
        assertThat(second.asked()).isZero();
    }
}

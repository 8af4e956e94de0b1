package io.patchbay.gateway;

import static io.patchbay.gateway.ScriptedProvider.answering;
import static io.patchbay.gateway.ScriptedProvider.failing;
import static io.patchbay.gateway.ScriptedProvider.recovering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.call.Attempt;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.call.Failure.Reach;
import io.patchbay.gateway.ChatStream.Next;
import io.patchbay.provider.Turnstile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecondTriesTest {

    private static final Failure DOWN = new Failure.Unavailable("down", Reach.ANSWER);
    private static final Duration BACK_OFF = Duration.ofMillis(600);

    private final GatewayBench bench = new GatewayBench();

    static List<Failure> thatDoNotPass() {
        return List.of(
                new Failure.TimedOut("silent", Failure.Clock.FIRST_EVENT),
                new Failure.TimedOut("silent", Failure.Clock.CALL),
                new Failure.Garbled("html"),
                new Failure.ContextTooLong("long", Optional.empty()),
                new Failure.Unauthenticated("key"));
    }

    @Test
    void aServersFaultIsTriedOnceMoreAfterABackOff() {
        bench.provider("first", recovering(DOWN, "here"));

        assertThat(answer()).isEqualTo("here");
        assertThat(bench.pauses).containsExactly(BACK_OFF);
        assertThat(bench.ledger.getFirst().attempts()).hasSize(2);
    }

    @Test
    void andNotTwice() {
        ScriptedProvider first = failing(DOWN);
        bench.provider("first", first);

        assertThat(failure())
                .isEqualTo(new Failure.Unavailable("down", Reach.ANSWER, Optional.of(Duration.ofSeconds(2))));
        assertThat(first.asked()).isEqualTo(2);
    }

    @Test
    void theNextTargetComesBeforeASecondTry() {
        ScriptedProvider first = recovering(DOWN, "never");
        bench.provider("first", first).provider("second", answering("here"));

        assertThat(answer()).isEqualTo("here");
        assertThat(first.asked()).isEqualTo(1);
        assertThat(bench.pauses).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("thatDoNotPass")
    void whatDoesNotPassIsNotTriedAgain(Failure failure) {
        ScriptedProvider first = failing(failure);
        bench.provider("first", first);

        assertThat(failure()).isEqualTo(failure);
        assertThat(first.asked()).isEqualTo(1);
    }

    @Test
    void aProviderWithoutAPlaceIsPassedOver() {
        ScriptedProvider full = answering("never");
        bench.provider("first", full).provider("second", answering("here"));

        try (Turnstile.Pass pass = bench.occupied("first")) {
            assertThat(answer()).isEqualTo("here");
        }
        assertThat(full.asked()).isZero();
        assertThat(bench.ledger.getFirst().attempts()).hasSize(1);
    }

    @Test
    void andIsWaitedForIfNobodyElseCanAnswer() throws Exception {
        bench.provider("first", answering("here")).provider("second", failing(new Failure.Garbled("html")));

        Turnstile.Pass pass = bench.occupied("first");
        Thread leaves = Thread.startVirtualThread(() -> {
            while (bench.crowd("first").waiting() == 0) {
                Thread.onSpinWait();
            }
            pass.close();
        });
        assertThat(answer()).isEqualTo("here");
        leaves.join();
    }

    @Test
    void aVendorThatHasHadEnoughIsAskedAgainWhenItSaid() {
        bench.provider("first", recovering(throttled(3), "here"));

        assertThat(answer()).isEqualTo("here");
        assertThat(bench.pauses).containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void orSoonIfItDidNotSay() {
        bench.provider("first", recovering(new Failure.Throttled("slow down", Optional.empty()), "here"));

        assertThat(answer()).isEqualTo("here");
        assertThat(bench.pauses).containsExactly(Duration.ofMillis(1_500));
    }

    @Test
    void aWaitBeyondTheDeadlineIsTheCallersToMake() {
        ScriptedProvider first = failing(throttled(60));
        bench.provider("first", first);

        assertThat(failure()).isEqualTo(throttled(60));
        assertThat(first.asked()).isEqualTo(1);
        assertThat(bench.pauses).isEmpty();
    }

    @Test
    void whoIsReadyFirstIsAskedFirst() {
        bench.provider("first", failing(throttled(10))).provider("second", failing(DOWN));

        assertThat(failure()).isEqualTo(throttled(10));

        assertThat(bench.ledger.getFirst().attempts())
                .extracting(Attempt::provider)
                .containsExactly("first", "second", "second", "first");
        assertThat(bench.pauses)
                .containsExactly(BACK_OFF, Duration.ofSeconds(10).minus(BACK_OFF));
    }

    @Test
    void aSecondTryIsOneOfTheCallsAttempts() {
        bench.provider("first", failing(DOWN)).provider("second", failing(DOWN)).maxAttempts(3);

        failure();

        assertThat(bench.ledger.getFirst().attempts()).hasSize(3);
    }

    @Test
    void aSecondTryIsPaidFromTheProvidersRetryBudget() {
        ScriptedProvider first = failing(DOWN);
        bench.provider("first", first).retryBudget(0);

        failure();

        assertThat(first.asked()).isEqualTo(1);
        assertThat(bench.pauses).isEmpty();
    }

    @Test
    void anOpenBreakerIsNotWaitedFor() {
        ScriptedProvider first = new ScriptedProvider(exchange -> {
            bench.opens(exchange.target());
            throw CallFailed.of(DOWN);
        });
        bench.provider("first", first);

        failure();

        assertThat(first.asked()).isEqualTo(1);
        assertThat(bench.pauses).isEmpty();
    }

    @Test
    void aStreamThatHasSaidNothingIsTriedAgainToo() throws InterruptedException {
        ScriptedProvider first = new ScriptedProvider(exchange -> {
            if (bench.pauses.isEmpty()) {
                throw CallFailed.of(DOWN);
            }
            ScriptedProvider.push(exchange, ScriptedProvider.text("here"), ScriptedProvider.FINISHED);
            return Optional.empty();
        });
        bench.provider("first", first);

        List<Next> all = GatewayBench.all(bench.stream(GatewayBench.HI));

        assertThat(all.getLast()).isInstanceOf(Next.Ended.class);
        assertThat(bench.pauses).containsExactly(BACK_OFF);
    }

    private String answer() {
        return bench.gateway().chat(bench.call(), GatewayBench.HI).reply().text();
    }

    private Failure failure() {
        return catchThrowableOfType(CallEnded.class, () -> bench.gateway().chat(bench.call(), GatewayBench.HI))
                .failure();
    }

    private static Failure throttled(long seconds) {
        return new Failure.Throttled("slow down", Optional.of(Duration.ofSeconds(seconds)));
    }
}

package io.patchbay.gateway;

import static io.patchbay.gateway.ScriptedProvider.answering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.call.Allowance;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.call.Outcome;
import io.patchbay.gateway.ChatStream.Next;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Calls of a caller that is limited a minute. */
class AllowancesTest {

    private final ScriptedProvider provider = answering("Hello");
    private final GatewayBench bench =
            new GatewayBench().provider("first", provider).limit(1, 1_000);

    @Test
    void whoHasHadEnoughIsToldToWaitAndNobodyIsAsked() {
        Allowance left =
                bench.gateway().chat(bench.call(), GatewayBench.HI).settled().allowance();
        CallEnded refused =
                catchThrowableOfType(CallEnded.class, () -> bench.gateway().chat(bench.call(), GatewayBench.HI));

        assertThat(left.requests().orElseThrow().remaining()).isZero();
        assertThat(refused.failure())
                .isInstanceOfSatisfying(
                        Failure.RateLimited.class,
                        limited -> assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
        assertThat(refused.settled().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(refused.settled().allowance().requests()).isPresent();
        assertThat(provider.asked()).isEqualTo(1);
    }

    @Test
    void aStreamIsRefusedBeforeItBeginsAndKnowsWhatIsLeft() throws InterruptedException {
        ChatStream first = bench.stream(GatewayBench.HI);
        ChatStream second = bench.stream(GatewayBench.HI);

        assertThat(first.allowance().requests().orElseThrow().limit()).isEqualTo(1);
        assertThat(second.next(Duration.ZERO).orElseThrow()).isInstanceOf(Next.Failed.class);
    }

    @Test
    void tokensAreTakenAsExpectedAndCorrectedToWhatWasUsed() {
        bench.gateway().chat(bench.call(), GatewayBench.HI);

        assertThat(bench.passages.tokens).as("ten read and five written").isEqualTo(15);
    }

    @Test
    void whatALedgerThatFailsLeavesUnwrittenIsCorrectedOnceAllTheSame() {
        bench.ledger(settled -> {
            throw CallFailed.of(new Failure.LedgerUnavailable("away"));
        });

        assertThatThrownBy(() -> bench.gateway().chat(bench.call(), GatewayBench.HI))
                .isInstanceOf(CallEnded.class);

        assertThat(bench.passages.tokens).isEqualTo(15);
    }
}

package io.patchbay.gateway;

import static io.patchbay.gateway.ScriptedProvider.answering;
import static io.patchbay.gateway.ScriptedProvider.breaking;
import static io.patchbay.gateway.ScriptedProvider.failing;
import static io.patchbay.gateway.ScriptedProvider.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.patchbay.call.Call;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Caller;
import io.patchbay.call.Failure;
import io.patchbay.call.Failure.Reach;
import io.patchbay.testing.LogLines;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailureLogTest {

    private static final Failure DOWN = new Failure.Unavailable("the vendor says: sk-secret", Reach.ANSWER);
    private static final Failure FULL = new Failure.Throttled("slow down", Optional.empty());

    private final LogLines log = LogLines.of(FailureLog.class.getName());
    private final GatewayBench bench = new GatewayBench();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void tellsOnceOfACallThatNobodyAnswered() {
        bench.provider("first", failing(FULL)).provider("second", failing(DOWN)).retryBudget(0);

        call(bench.gateway());

        assertThat(log.lines())
                .containsExactly("WARNING Call req_1 failed: throttled, model m, provider second, attempts 2");
    }

    @Test
    void tellsOfAStreamThatBroke() throws Exception {
        bench.provider("first", breaking(DOWN, text("half")));

        GatewayBench.all(bench.stream(GatewayBench.HI));

        assertThat(log.lines())
                .containsExactly("WARNING Call req_1 failed: unavailable, model m, provider first, attempts 1");
    }

    @Test
    void keepsSilentOfACallThatSomebodyAnswered() {
        bench.provider("first", failing(DOWN)).provider("second", answering("here"));

        bench.gateway().chat(bench.call(), GatewayBench.HI);

        assertThat(log.lines()).isEmpty();
    }

    @Test
    void keepsSilentOfACallerWhoLeft() {
        bench.provider("first", failing(new Failure.Cancelled("the caller left")));

        call(bench.gateway());

        assertThat(log.lines()).isEmpty();
    }

    @Test
    void tellsOneOfAFloodAndThenHowManyItLeftOut() {
        bench.provider("first", failing(DOWN)).retryBudget(0);
        Gateway gateway = bench.gateway();

        for (int i = 0; i < 100; i++) {
            call(gateway);
        }
        assertThat(log.lines()).hasSize(1);

        bench.clock.advance(FailureLog.BETWEEN);
        call(gateway);
        call(gateway);
        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().getLast()).endsWith("; 99 more like it since the last line");
    }

    @Test
    void aFloodOfOneFailureHidesNoOther() {
        bench.provider("first", new ScriptedProvider(exchange -> {
            throw CallFailed.of(log.lines().isEmpty() ? DOWN : FULL);
        }));
        Gateway gateway = bench.gateway();

        call(gateway);
        call(gateway);

        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void aModelIdWritesNoLinesOfItsOwn() {
        bench.provider("first", failing(DOWN));
        Call forged = new Call(
                "req_1",
                Optional.of("@first/m\u2028[AUDIT]forged" + "x".repeat(200)),
                Caller.ANONYMOUS,
                Call.Labels.NONE,
                Map.of(),
                false,
                Optional.empty(),
                bench.clock.instant());

        assertThat(catchThrowable(() -> bench.gateway().chat(forged, GatewayBench.HI)))
                .isInstanceOf(CallEnded.class);
        assertThat(log.lines())
                .singleElement()
                .asString()
                .doesNotContain("\u2028")
                .hasSizeLessThan(256);
    }

    private void call(Gateway gateway) {
        assertThat(catchThrowable(() -> gateway.chat(bench.call(), GatewayBench.HI)))
                .isInstanceOf(CallEnded.class);
    }
}

package io.patchbay.gateway;

import static io.patchbay.gateway.ScriptedProvider.STARTED;
import static io.patchbay.gateway.ScriptedProvider.push;
import static io.patchbay.gateway.ScriptedProvider.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.call.Outcome;
import io.patchbay.gateway.ChatStream.Next;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that the server does not wait for any longer. */
@Timeout(30)
class UnderWayTest {

    private final GatewayBench bench = new GatewayBench();
    private final CountDownLatch began = new CountDownLatch(1);

    @Test
    void aStreamIsEndedWithAnErrorAndARow() throws Exception {
        bench.provider("first", endless());
        ChatStream stream = bench.stream(GatewayBench.HI);
        began.await();

        bench.underWay.stop();

        List<Next> all = GatewayBench.all(stream);
        assertThat(all.getLast())
                .isInstanceOfSatisfying(
                        Next.Failed.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(Failure.Stopping.class));
        assertThat(bench.ledger)
                .singleElement()
                .satisfies(row -> assertThat(row.outcome()).isEqualTo(Outcome.FAILED));
    }

    @Test
    void aWholeCallIsEndedLikewise() throws Exception {
        bench.provider("first", endless());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var call = threads.submit(() ->
                    catchThrowableOfType(CallEnded.class, () -> bench.gateway().chat(bench.call(), GatewayBench.HI)));
            began.await();

            bench.underWay.stop();

            assertThat(call.get().failure()).isInstanceOf(Failure.Stopping.class);
        }
        assertThat(bench.underWay.count()).isZero();
    }

    private ScriptedProvider endless() {
        return new ScriptedProvider(exchange -> {
            if (exchange.sink().isPresent()) {
                push(exchange, STARTED, text("on and on"));
            }
            began.countDown();
            try {
                Thread.sleep(Duration.ofSeconds(20));
            } catch (InterruptedException e) {
                throw CallFailed.of(new Failure.Cancelled("interrupted"));
            }
            throw new AssertionError("nobody ended the call");
        });
    }
}

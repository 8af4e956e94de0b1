package io.patchbay.gateway;

import static io.patchbay.gateway.ScriptedProvider.FINISHED;
import static io.patchbay.gateway.ScriptedProvider.STARTED;
import static io.patchbay.gateway.ScriptedProvider.breaking;
import static io.patchbay.gateway.ScriptedProvider.push;
import static io.patchbay.gateway.ScriptedProvider.streaming;
import static io.patchbay.gateway.ScriptedProvider.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.call.Failure;
import io.patchbay.call.Outcome;
import io.patchbay.call.Settled;
import io.patchbay.catalogue.OnCut;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.Chunk;
import io.patchbay.gateway.ChatStream.Next;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams of which nothing is given out before they are whole. */
@Timeout(30)
class HeldStreamTest {

    private static final Failure CUT = new Failure.Garbled("cut");

    private final GatewayBench bench = new GatewayBench().onCut(OnCut.HOLD);

    @Test
    void nothingIsGivenOutBeforeTheAnswerIsWhole() throws Exception {
        CountDownLatch said = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        bench.provider("first", new ScriptedProvider(exchange -> {
            push(exchange, STARTED, text("almost"));
            said.countDown();
            go.await();
            push(exchange, FINISHED);
            return Optional.empty();
        }));
        ChatStream stream = bench.stream(GatewayBench.HI);

        assertThat(said.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(stream.next(Duration.ofMillis(50))).isEmpty();
        go.countDown();

        assertThat(events(GatewayBench.all(stream))).containsExactly(STARTED, text("almost"), FINISHED);
    }

    @Test
    void anotherTargetGivesTheAnswerOfOneThatIsCut() throws Exception {
        bench.provider("first", breaking(CUT, STARTED, text("half of"), text(" it")))
                .provider("second", streaming(STARTED, text("whole"), FINISHED));

        List<Next> all = read();

        assertThat(events(all)).containsExactly(STARTED, text("whole"), FINISHED);
        Settled row = ((Next.Ended) all.getLast()).settled();
        assertThat(row.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(row.provider()).contains("second");
        assertThat(row.attempts()).hasSize(2);
        assertThat(row.attempts().getFirst().usage())
                .as("what was said is paid for")
                .isPresent();
    }

    @Test
    void aStreamThatNobodyEndsFailsWithNothingGivenOut() throws Exception {
        bench.provider("first", breaking(CUT, STARTED, text("half")))
                .provider("second", breaking(CUT, STARTED, text("other half")));

        List<Next> all = read();

        assertThat(all).singleElement().isInstanceOf(Next.Failed.class);
    }

    @Test
    void aStreamWithoutAnEndIsNotHeldForEver() throws Exception {
        Chunk large = Chunk.of(text("x".repeat(1 << 20)));
        bench.provider("first", new ScriptedProvider(exchange -> {
                    while (true) {
                        exchange.sink().orElseThrow().accept(large);
                    }
                }))
                .provider("second", streaming(STARTED, text("whole"), FINISHED));

        assertThat(events(read())).containsExactly(STARTED, text("whole"), FINISHED);
    }

    private List<Next> read() throws InterruptedException {
        return GatewayBench.all(bench.stream(GatewayBench.HI));
    }

    private static List<ChatEvent> events(List<Next> all) {
        return all.stream()
                .filter(Next.Piece.class::isInstance)
                .flatMap(piece -> ((Next.Piece) piece).chunk().events().stream())
                .toList();
    }
}

package io.patchbay.gateway;

import static io.patchbay.gateway.ScriptedProvider.FINISHED;
import static io.patchbay.gateway.ScriptedProvider.STARTED;
import static io.patchbay.gateway.ScriptedProvider.breaking;
import static io.patchbay.gateway.ScriptedProvider.failing;
import static io.patchbay.gateway.ScriptedProvider.push;
import static io.patchbay.gateway.ScriptedProvider.streaming;
import static io.patchbay.gateway.ScriptedProvider.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.call.Failure.Reach;
import io.patchbay.call.Outcome;
import io.patchbay.call.Settled;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.Usage;
import io.patchbay.gateway.ChatStream.Next;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CommitGateTest {

    private static final Failure DOWN = new Failure.Unavailable("down", Reach.ANSWER);
    private static final Failure CUT = new Failure.Garbled("cut");
    private static final Usage USAGE = Usage.builder().input(7).output(3).build();

    private final GatewayBench bench = new GatewayBench();

    @Test
    void eventsArriveInOrderAndTheEndAfterThem() throws Exception {
        bench.provider("first", streaming(STARTED, text("Hel"), text("lo"), FINISHED));

        List<Next> all = read();

        assertThat(events(all)).containsExactly(STARTED, text("Hel"), text("lo"), FINISHED);
        assertThat(all.getLast()).isInstanceOf(Next.Ended.class);
    }

    @Test
    void nothingIsSeenBeforeTheFirstSemanticEvent() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        bench.provider("first", new ScriptedProvider(exchange -> {
            push(exchange, STARTED, text(""));
            started.countDown();
            go.await();
            push(exchange, text("now"), FINISHED);
            return Optional.empty();
        }));
        ChatStream stream = bench.stream(GatewayBench.HI);

        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(stream.next(Duration.ZERO)).isEmpty();
        go.countDown();

        assertThat(events(GatewayBench.all(stream))).containsExactly(STARTED, text(""), text("now"), FINISHED);
    }

    @Test
    void beforeItAnotherTargetGivesTheWholeAnswer() throws Exception {
        bench.provider("first", breaking(CUT, STARTED, text("")))
                .provider("second", streaming(STARTED, text("whole"), FINISHED));

        List<Next> all = read();

        assertThat(events(all)).containsExactly(STARTED, text("whole"), FINISHED);
        assertThat(all)
                .first()
                .isInstanceOfSatisfying(
                        Next.Piece.class,
                        piece -> assertThat(piece.speaker().provider()).isEqualTo("second"));
        assertThat(((Next.Ended) all.getLast()).settled().attempts()).hasSize(2);
    }

    @Test
    void afterItNobodyElseIsAsked() throws Exception {
        ScriptedProvider second = streaming(STARTED, text("other"), FINISHED);
        bench.provider("first", breaking(CUT, STARTED, text("half"))).provider("second", second);

        List<Next> all = read();

        assertThat(events(all)).containsExactly(STARTED, text("half"));
        assertThat(all.getLast())
                .isInstanceOfSatisfying(
                        Next.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(CUT));
        assertThat(second.asked()).isZero();
    }

    @Test
    void whatWasSaidBeforeACutIsPaidFor() throws Exception {
        bench.provider("first", breaking(CUT, STARTED, text("half of it")));

        read();

        Settled row = bench.ledger.getFirst();
        assertThat(row.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(row.usage().estimated()).isTrue();
        assertThat(row.usage().output()).isPositive();
    }

    @Test
    void whatTheVendorCountedIsTakenBeforeAnEstimate() throws Exception {
        bench.provider("first", streaming(STARTED, text("Hi"), FINISHED, new ChatEvent.UsageReported(USAGE)));

        List<Next> all = read();

        assertThat(((Next.Ended) all.getLast()).settled().usage()).isEqualTo(USAGE);
    }

    @Test
    void aStreamWithoutCountsIsEstimatedAndSaysSo() throws Exception {
        bench.provider("first", streaming(STARTED, text("Hello there"), FINISHED));

        List<Next> all = read();

        Usage usage = ((Next.Ended) all.getLast()).settled().usage();
        assertThat(usage.estimated()).isTrue();
        assertThat(usage.output()).isBetween(1L, 5L);
    }

    @Test
    void ifNobodyAnswersThereIsTheLastFailureAlone() throws Exception {
        bench.provider("first", failing(DOWN)).provider("second", failing(CUT)).retryBudget(0);

        List<Next> all = read();

        assertThat(all).hasSize(1);
        assertThat(all.getFirst())
                .isInstanceOfSatisfying(
                        Next.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(CUT));
    }

    @Test
    void theRowIsDurableBeforeTheEndIsSeen() throws Exception {
        bench.provider("first", streaming(STARTED, text("Hi"), FINISHED));

        List<Next> all = read();

        assertThat(bench.ledger).containsExactly(((Next.Ended) all.getLast()).settled());
    }

    @Test
    void anAnswerThatCannotBeWrittenDownEndsInAnError() throws Exception {
        Failure away = new Failure.LedgerUnavailable("the database is away");
        bench.provider("first", streaming(STARTED, text("Hi"), FINISHED)).ledger(settled -> {
            throw CallFailed.of(away);
        });

        assertThat(read().getLast())
                .isInstanceOfSatisfying(
                        Next.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(away));
    }

    @Test
    void aReaderWhoLeavesInterruptsTheCallAndTheRowSaysSo() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        bench.provider("first", new ScriptedProvider(exchange -> {
            try {
                push(exchange, STARTED, text("Hi"));
                Thread.sleep(Duration.ofSeconds(20));
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return Optional.empty();
        }));
        ChatStream stream = bench.stream(GatewayBench.HI);
        assertThat(stream.next(Duration.ofSeconds(10))).isPresent();

        stream.close();

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(row().outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void aReaderWhoStopsReadingIsGivenUp() throws Exception {
        bench.provider("first", new ScriptedProvider(exchange -> {
            while (true) {
                push(exchange, text("more"));
            }
        }));

        ChatStream stream = bench.stream(GatewayBench.HI);

        assertThat(row().outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(GatewayBench.all(stream).getLast())
                .isInstanceOfSatisfying(
                        Next.Failed.class,
                        failed -> assertThat(failed.failure().detail()).contains("read nothing"));
    }

    @Test
    void aReaderWhoLeavesAFullQueueInterruptsTheCall() throws Exception {
        bench.provider("first", new ScriptedProvider(exchange -> {
            while (true) {
                push(exchange, text("more"));
            }
        }));
        ChatStream stream = bench.stream(GatewayBench.HI);
        assertThat(stream.next(Duration.ofSeconds(10))).isPresent();

        stream.close();

        assertThat(row().outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void aSlowReaderHoldsTheVendorBack() throws Exception {
        AtomicInteger pushed = new AtomicInteger();
        CountDownLatch first = new CountDownLatch(1);
        bench.provider("first", new ScriptedProvider(exchange -> {
            for (int i = 0; i < 1_000; i++) {
                push(exchange, text("x".repeat(1 << 20)));
                pushed.incrementAndGet();
                first.countDown();
            }
            push(exchange, FINISHED);
            return Optional.empty();
        }));
        ChatStream stream = bench.stream(GatewayBench.HI);
        assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();

        for (int read = 1; read <= 100; read++) {
            assertThat(stream.next(Duration.ofSeconds(10))).isPresent();
            assertThat(pushed.get()).isLessThanOrEqualTo(read);
        }
        stream.close();
    }

    /** The row is written when the call's own thread has noticed. */
    private Settled row() {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (bench.ledger.isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        return bench.ledger.getFirst();
    }

    private List<Next> read() throws InterruptedException {
        return GatewayBench.all(bench.stream(GatewayBench.HI));
    }

    private static List<ChatEvent> events(List<Next> all) {
        return all.stream()
                .filter(Next.Piece.class::isInstance)
                .flatMap(next -> ((Next.Piece) next).chunk().events().stream())
                .toList();
    }
}

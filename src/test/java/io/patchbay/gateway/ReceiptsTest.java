package io.patchbay.gateway;

import static io.patchbay.gateway.ScriptedProvider.answering;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.call.Attempt;
import io.patchbay.call.Settled;
import io.patchbay.ledger.UsageItem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReceiptsTest {

    private final GatewayBench bench = new GatewayBench();

    private Settled called() {
        return bench.gateway().chat(bench.call(), GatewayBench.HI).settled();
    }

    /** As its row is read. */
    private static UsageItem row(Settled settled, Optional<BigDecimal> cost, String version) {
        List<Attempt> attempts = settled.attempts();
        return new UsageItem(
                settled.call().requestId(),
                Optional.empty(),
                Optional.empty(),
                "anna",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                settled.model(),
                settled.provider(),
                settled.outcome(),
                false,
                settled.usage(),
                cost,
                Optional.of(version),
                settled.call().startedAt(),
                1,
                Optional.empty(),
                Optional.empty(),
                IntStream.range(0, attempts.size())
                        .mapToObj(i -> attempt(i + 1, attempts.get(i)))
                        .toList());
    }

    private static UsageItem.Try attempt(int n, Attempt attempt) {
        return new UsageItem.Try(
                n,
                attempt.provider(),
                attempt.model(),
                attempt.startedAt(),
                1,
                Optional.empty(),
                Optional.empty(),
                false,
                attempt.usage());
    }

    @Test
    void theSumsOfACallAreDoneAgain() {
        bench.provider("first", answering("here"));
        Settled settled = called();

        Receipt receipt = bench.receipts().of(row(settled, settled.cost(), "v1"));

        assertThat(receipt.available()).isTrue();
        assertThat(receipt.lines())
                .extracting(line -> line.attempt() + " " + line.line().of() + " "
                        + line.line().count())
                .containsExactly("1 input 10", "1 output 5");
        assertThat(receipt.lines().stream().map(line -> line.line().amount()).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(settled.cost().orElseThrow());
    }

    @Test
    void thoseOfAnotherCatalogueAreNot() {
        bench.provider("first", answering("here"));
        Settled settled = called();

        assertThat(bench.receipts().of(row(settled, settled.cost(), "v0"))).isEqualTo(Receipt.NONE);
    }

    @Test
    void nothingIsShownThatDoesNotComeToTheCost() {
        bench.provider("first", answering("here"));
        Settled settled = called();
        Optional<BigDecimal> other = settled.cost().map(cost -> cost.add(new BigDecimal("0.000000000000000001")));

        assertThat(bench.receipts().of(row(settled, other, "v1"))).isEqualTo(Receipt.NONE);
        assertThat(bench.receipts().of(row(settled, Optional.empty(), "v1"))).isEqualTo(Receipt.NONE);
    }
}

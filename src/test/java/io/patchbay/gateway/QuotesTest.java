package io.patchbay.gateway;

import static io.patchbay.gateway.ScriptedProvider.answering;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.budget.Bound;
import io.patchbay.budget.Ceiling;
import io.patchbay.chat.ChatRequest;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuotesTest {

    private static final ChatRequest SHORT =
            ChatRequest.builder().user("Hi").maxTokens(50).build();

    private final GatewayBench bench = new GatewayBench();

    @Test
    void saysWhoWouldBeAskedAndWhatThatCosts() {
        ScriptedProvider first = answering("never");
        bench.provider("first", first).provider("second", answering("never"));

        Quote quote = bench.quotes().of(bench.call(), SHORT);

        assertThat(quote.route()).extracting(Quote.Stop::provider).containsExactly("first", "second");
        assertThat(quote.route().getFirst().fits()).contains(true);
        Ceiling ceiling = (Ceiling) quote.route().getFirst().bound();
        assertThat(ceiling.output()).isEqualTo(50);
        assertThat(quote.largest()).contains(ceiling.cost());
        assertThat(quote.smallest().orElseThrow()).isPositive().isLessThan(ceiling.cost());
        assertThat(first.asked()).isZero();
    }

    @Test
    void saysWhatDoesNotFit() {
        bench.provider("small", 10, answering("never")).provider("large", answering("never"));

        Quote quote = bench.quotes()
                .of(
                        bench.call(),
                        ChatRequest.builder()
                                .user("word ".repeat(100))
                                .maxTokens(5)
                                .build());

        assertThat(quote.route()).extracting(Quote.Stop::fits).containsExactly(Optional.of(false), Optional.of(true));
        assertThat(quote.largest().orElseThrow())
                .as("of those that could answer")
                .isEqualByComparingTo(((Ceiling) quote.route().getLast().bound()).cost());
    }

    @Test
    void hasNoLargestCostWhereOneTargetHasNone() {
        bench.provider("first", answering("never")).unpriced().provider("second", answering("never"));

        Quote quote = bench.quotes().of(bench.call(), SHORT);

        assertThat(quote.route().getFirst().bound()).isInstanceOf(Bound.Unpriced.class);
        assertThat(quote.largest()).isEmpty();
        assertThat(quote.smallest()).isEmpty();
    }

    @Test
    void theLeastIsTheInputAtItsCheapest() {
        bench.provider("first", answering("never"));
        Quote quote = bench.quotes().of(bench.call(), SHORT);
        BigDecimal whole =
                bench.gateway().chat(bench.call(), SHORT).settled().cost().orElseThrow();

        assertThat(quote.smallest().orElseThrow()).isLessThan(whole);
    }
}

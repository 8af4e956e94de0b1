package io.patchbay.gateway;

import static io.patchbay.gateway.ScriptedProvider.answering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.budget.Bound;
import io.patchbay.budget.Budget;
import io.patchbay.budget.Ceiling;
import io.patchbay.budget.Holder;
import io.patchbay.budget.Period;
import io.patchbay.budget.Standing;
import io.patchbay.call.Allowance;
import io.patchbay.chat.ChatRequest;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
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

    private static Standing standing(String amount, String spent, String... models) {
        Budget budget = new Budget(
                7, Holder.EVERYBODY, List.of(models), Period.DAY, ZoneOffset.UTC, new BigDecimal(amount), List.of());
        return new Standing(budget, new BigDecimal(spent), BigDecimal.ZERO, Instant.EPOCH, Optional.empty());
    }

    private Quote quoted(Standing... budgets) {
        return bench.quotes(new Means(List.of(budgets), Allowance.UNLIMITED)).of(bench.call(), SHORT);
    }

    /** What the quote says, the call finds. */
    @Test
    void aBudgetFitsIfTheCallWouldBeLetThrough() {
        bench.provider("first", answering("here")).provider("second", answering("never"));
        String needed = quoted(standing("1", "0"))
                .payers()
                .getFirst()
                .needed()
                .orElseThrow()
                .toPlainString();

        assertThat(quoted(standing(needed, "0")).payers())
                .extracting(Quote.Payer::fits)
                .containsExactly(true);
        assertThat(quoted(standing(needed, "0.000000000000000001")).payers())
                .extracting(Quote.Payer::fits)
                .containsExactly(false);

        assertThat(bench.budget(needed)
                        .gateway()
                        .chat(bench.call(), SHORT)
                        .reply()
                        .text())
                .isEqualTo("here");
        assertThat(bench.purse.reserved).isZero();
        bench.budget(new BigDecimal(needed)
                .subtract(new BigDecimal("0.000000000000000001"))
                .toPlainString());
        assertThatThrownBy(() -> bench.gateway().chat(bench.call(), SHORT)).isInstanceOf(CallEnded.class);
    }

    @Test
    void aBudgetOfOtherModelsDoesNotPay() {
        bench.provider("first", answering("never"));

        assertThat(quoted(standing("1", "0", "other/*")).payers()).isEmpty();
        assertThat(quoted(standing("1", "0", "m")).payers()).hasSize(1);
    }

    @Test
    void nothingFitsABudgetThatNobodyCanBound() {
        bench.provider("first", answering("never")).unpriced().provider("second", answering("never"));

        assertThat(quoted(standing("1000", "0")).payers()).singleElement().satisfies(payer -> {
            assertThat(payer.needed()).isEmpty();
            assertThat(payer.fits()).isFalse();
        });
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

package io.patchbay.provider;

import static io.patchbay.testing.Rows.provider;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    private final RetryBudget budget = new RetryBudget();
    private final ProviderSettings one =
            provider("one").toBuilder().retryBudget(0.2).build();

    @Test
    void aProviderBeginsWithAFew() {
        assertThat(taken(one, 100)).isEqualTo(RetryBudget.KEPT);
    }

    @Test
    void fiveCallsPayForOneFurtherTry() {
        taken(one, 100);

        int taken = 0;
        for (int i = 0; i < 1_000; i++) {
            budget.called(one);
            taken += taken(one, 3);
        }

        assertThat(taken).isEqualTo(200);
    }

    @Test
    void whatIsNotUsedIsKeptWithinBounds() {
        for (int i = 0; i < 1_000; i++) {
            budget.called(one);
        }

        assertThat(taken(one, 100)).isEqualTo(RetryBudget.KEPT);
    }

    @Test
    void oneProvidersTriesAreNotAnothers() {
        taken(one, 100);

        assertThat(budget.take(provider("two"))).isTrue();
    }

    @Test
    void aShareOfNothingIsNothing() {
        assertThat(budget.take(one.toBuilder().retryBudget(0).build())).isFalse();
    }

    private int taken(ProviderSettings provider, int asked) {
        int taken = 0;
        for (int i = 0; i < asked; i++) {
            taken += budget.take(provider) ? 1 : 0;
        }
        return taken;
    }
}

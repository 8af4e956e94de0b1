package io.patchbay.gateway;

import io.patchbay.budget.Budget;
import io.patchbay.budget.BudgetSource;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.call.Settled;
import io.patchbay.ledger.Ledger;
import io.patchbay.ledger.LedgerSettings;
import io.patchbay.ledger.Reservations;
import io.patchbay.ledger.Reservations.Intent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Sees to it that a call is paid for: before it is made, if it has budgets, and written down at its end. */
@ApplicationScoped
class Treasury {

    private final BudgetSource budgets;
    private final Reservations reservations;
    private final Ledger ledger;
    private final LedgerSettings settings;
    private final Clock clock;

    @Inject
    Treasury(BudgetSource budgets, Reservations reservations, Ledger ledger, LedgerSettings settings, Clock clock) {
        this.budgets = budgets;
        this.reservations = reservations;
        this.ledger = ledger;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Sets aside what the call can cost, where budgets would pay for it. Blocks then.
     *
     * @throws CallFailed if it may not be made, with {@link Failure.OverBudget}, {@link Failure.Unbounded} or
     *     {@link Failure.Unpriced}
     */
    void fund(Progress progress) {
        List<Budget> all = budgets.current().of(progress.call().caller());
        if (all.isEmpty() && !settings.alwaysIntends()) {
            return;
        }
        Intent intent = new Intent(
                progress.id(), progress.call(), Optional.of(progress.plan().priceVersion()), progress.explanation());
        Funds funds = new Funds(reservations, intent, all, clock);
        if (settings.alwaysIntends() || funds.concern(progress.plan())) {
            funds.open(progress.plan(), progress.ask());
            progress.payment().from(funds);
        }
    }

    /**
     * Writes a call down that has ended. Blocks.
     *
     * @throws CallFailed with {@link Failure.LedgerUnavailable} if there is no row
     */
    void settle(Progress progress, Settled settled) {
        progress.payment().funds().ifPresentOrElse(funds -> funds.settle(settled), () -> ledger.record(settled));
    }
}

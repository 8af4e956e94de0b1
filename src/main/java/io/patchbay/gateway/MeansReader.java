package io.patchbay.gateway;

import io.patchbay.budget.Budget;
import io.patchbay.budget.BudgetSource;
import io.patchbay.budget.LimitSource;
import io.patchbay.budget.RateLimit;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Caller;
import io.patchbay.call.Failure;
import io.patchbay.ledger.BudgetReader;
import io.patchbay.ledger.LimitReader;
import io.patchbay.provider.Target;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Looks up what callers have to ask with, on a thread that may touch the database, whosever asks for it. */
@ApplicationScoped
class MeansReader implements MeansSource {

    private final BudgetSource budgets;
    private final LimitSource limits;
    private final BudgetReader standings;
    private final LimitReader allowances;

    @Resource
    private ManagedExecutorService threads;

    @Inject
    MeansReader(BudgetSource budgets, LimitSource limits, BudgetReader standings, LimitReader allowances) {
        this.budgets = budgets;
        this.limits = limits;
        this.standings = standings;
        this.allowances = allowances;
    }

    /** {@inheritDoc} Blocks where there is something to look up. */
    @Override
    public Means of(Caller caller, Target first) {
        List<Budget> own = budgets.current().of(caller);
        List<RateLimit> rates = limits.of(caller, first::names);
        return own.isEmpty() && rates.isEmpty() ? Means.UNLIMITED : read(own, rates);
    }

    private Means read(List<Budget> own, List<RateLimit> rates) {
        try {
            return threads.submit(
                            () -> new Means(List.copyOf(standings.standings(own).values()), allowances.left(rates)))
                    .get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CallFailed failed) {
                throw failed;
            }
            throw new IllegalStateException("means could not be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CallFailed.of(new Failure.Cancelled("the caller left"));
        }
    }
}

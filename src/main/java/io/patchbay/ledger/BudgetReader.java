package io.patchbay.ledger;

import static java.util.stream.Collectors.toMap;

import io.patchbay.budget.Budget;
import io.patchbay.budget.Standing;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Reads where budgets stand. Blocks; for threads that the server manages. */
@ApplicationScoped
public class BudgetReader {

    private static final Logger LOG = System.getLogger(BudgetReader.class.getName());

    private final Transactions transactions;
    private final Clock clock;

    @Inject
    BudgetReader(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Where each stands in its present period.
     *
     * @return by the budgets' numbers
     * @throws CallFailed with {@link Failure.LedgerUnavailable} if the database does not answer
     */
    public Map<Long, Standing> standings(List<Budget> budgets) {
        if (budgets.isEmpty()) {
            return Map.of();
        }
        try {
            return transactions.committed(
                    session -> session.doReturningWork(connection -> standings(new Sql(connection), budgets)));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The balances of budgets could not be read", e);
            throw CallFailed.of(new Failure.LedgerUnavailable("the ledger's database does not answer"));
        }
    }

    private Map<Long, Standing> standings(Sql sql, List<Budget> budgets) throws SQLException {
        Balances balances = Balances.of(sql, budgets, clock.instant());
        balances.load(List.of());
        return budgets.stream().collect(toMap(Budget::id, balances::standing));
    }
}

package io.patchbay.ledger;

import io.patchbay.budget.RateLimit;
import io.patchbay.call.Allowance;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;

/** Reads what is left of limits a minute, and takes nothing. Blocks; for threads that the server manages. */
@ApplicationScoped
public class LimitReader {

    private static final Logger LOG = System.getLogger(LimitReader.class.getName());

    private final Transactions transactions;
    private final Clock clock;

    @Inject
    LimitReader(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What all of them together leave.
     *
     * @throws CallFailed with {@link Failure.LedgerUnavailable} if the database does not answer
     */
    public Allowance left(List<RateLimit> limits) {
        if (limits.isEmpty()) {
            return Allowance.UNLIMITED;
        }
        try {
            return transactions.committed(session -> session.doReturningWork(
                    connection -> new Windows(new Sql(connection), clock.instant()).left(limits)));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "What is left of limits could not be read", e);
            throw CallFailed.of(new Failure.LedgerUnavailable("the ledger's database does not answer"));
        }
    }
}

package io.patchbay.ledger;

import io.patchbay.call.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Turns calls into rows, within a transaction that somebody else begins and ends. */
final class Rows {

    private Rows() {}

    /**
     * Writes the calls' rows. A session without state does it, since these rows are never read again here; they go before those
     * of their attempts, so that each kind makes one batch.
     */
    static void insert(StatelessSession session, List<Settlement> settlements, Batch.Place place) {
        List<AttemptRecord> attempts = new ArrayList<>(settlements.size());
        for (Settlement settlement : settlements) {
            UsageRecord row = new UsageRecord(settlement, place.dimension(settlement));
            session.insert(row);
            addAttempts(settlement, row, attempts);
        }
        attempts.forEach(session::insert);
    }

    /** Those of the calls that have their rows. */
    static Set<UUID> present(StatelessSession session, List<UUID> calls) {
        if (calls.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(
                session.createSelectionQuery("select u.callId from UsageRecord u where u.callId in :calls", UUID.class)
                        .setParameter("calls", calls)
                        .getResultList());
    }

    private static void addAttempts(Settlement settlement, UsageRecord row, List<AttemptRecord> attempts) {
        int n = 1;
        for (Attempt attempt : settlement.settled().attempts()) {
            attempts.add(new AttemptRecord(row, n++, attempt));
        }
    }

    /** Asks the database to take a row at once; the transaction is to be rolled back. */
    static void probe(StatelessSession session) {
        session.setJdbcBatchSize(1);
        session.insert(UsageRecord.probe());
    }
}

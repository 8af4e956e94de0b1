package io.patchbay.ledger;

import io.patchbay.call.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.StatelessSession;

/** Turns entries into rows, within a transaction that somebody else begins and ends. */
final class Rows {

    private Rows() {}

    /**
     * Writes the entries whose last try was not committed after all. A session without state does it, since these rows are
     * never read again here; the calls' rows go before those of their attempts, so that each kind makes one batch.
     */
    static void insert(StatelessSession session, List<Entry> entries) {
        Set<Long> present = committed(session, entries);
        List<AttemptRecord> attempts = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            if (entry.triedAs().filter(present::contains).isEmpty()) {
                UsageRecord row = new UsageRecord(entry.settled());
                session.insert(row);
                entry.tryAs(row.id());
                addAttempts(entry, row, attempts);
            }
        }
        attempts.forEach(session::insert);
    }

    private static Set<Long> committed(StatelessSession session, List<Entry> entries) {
        List<Long> tried =
                entries.stream().map(Entry::triedAs).flatMap(Optional::stream).toList();
        if (tried.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(
                session.createSelectionQuery("select u.id from UsageRecord u where u.id in :tried", Long.class)
                        .setParameter("tried", tried)
                        .getResultList());
    }

    private static void addAttempts(Entry entry, UsageRecord row, List<AttemptRecord> attempts) {
        int n = 1;
        for (Attempt attempt : entry.settled().attempts()) {
            attempts.add(new AttemptRecord(row, n++, attempt));
        }
    }

    /** Asks the database to take a row at once; the transaction is to be rolled back. */
    static void probe(StatelessSession session) {
        session.setJdbcBatchSize(1);
        session.insert(UsageRecord.probe());
    }
}

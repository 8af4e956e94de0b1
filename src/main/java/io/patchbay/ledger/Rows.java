package io.patchbay.ledger;

import io.patchbay.call.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Turns entries into rows, within a transaction that somebody else begins and ends. */
final class Rows {

    private Rows() {}

    /**
     * Writes the entries whose last try was not committed after all. A session without state does it, since these rows are
     * never read again here; the calls' rows go before those of their attempts, so that each kind makes one batch.
     */
    static void insert(StatelessSession session, List<Entry> entries) {
        Set<UUID> present = committed(session, entries);
        List<AttemptRecord> attempts = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            if (!present.contains(entry.settled().id())) {
                entry.tried();
                UsageRecord row = new UsageRecord(entry.settled());
                session.insert(row);
                addAttempts(entry, row, attempts);
            }
        }
        attempts.forEach(session::insert);
    }

    private static Set<UUID> committed(StatelessSession session, List<Entry> entries) {
        List<UUID> tried = entries.stream()
                .filter(Entry::wasTried)
                .map(entry -> entry.settled().id())
                .toList();
        if (tried.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(
                session.createSelectionQuery("select u.callId from UsageRecord u where u.callId in :tried", UUID.class)
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

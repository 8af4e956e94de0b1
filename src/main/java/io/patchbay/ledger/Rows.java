package io.patchbay.ledger;

import io.patchbay.call.Attempt;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns entries into rows, within a transaction that somebody else begins and ends. */
final class Rows {

    private Rows() {}

    /** Writes the entries whose last try was not committed after all. */
    static void insert(EntityManager entities, List<Entry> entries) {
        Set<Long> present = committed(entities, entries);
        entries.stream()
                .filter(entry -> entry.triedAs().filter(present::contains).isEmpty())
                .forEach(entry -> insert(entities, entry));
        entities.flush();
    }

    private static Set<Long> committed(EntityManager entities, List<Entry> entries) {
        List<Long> tried =
                entries.stream().map(Entry::triedAs).flatMap(Optional::stream).toList();
        if (tried.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(entities.createQuery("select u.id from UsageRecord u where u.id in :tried", Long.class)
                .setParameter("tried", tried)
                .getResultList());
    }

    private static void insert(EntityManager entities, Entry entry) {
        UsageRecord row = new UsageRecord(entry.settled());
        entities.persist(row);
        int n = 1;
        for (Attempt attempt : entry.settled().attempts()) {
            entities.persist(new AttemptRecord(row, n++, attempt));
        }
        entry.tryAs(row.id());
    }
}

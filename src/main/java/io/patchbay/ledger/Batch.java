package io.patchbay.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** All that the writer has gathered for one transaction, which somebody else begins and ends. */
final class Batch {

    private Batch() {}

    /**
     * Where it is written.
     *
     * @param server whose intents these are
     * @param dimensions the numbers of those of all its calls
     */
    record Place(UUID server, Map<Dimension, Integer> dimensions) {

        int dimension(Settlement settlement) {
            return requireNonNull(dimensions.get(settlement.dimension()), "the dimension was not looked up");
        }
    }

    /** What has to be known to write these. */
    static Set<Dimension> dimensions(List<Entry> entries) {
        Set<Dimension> dimensions = new HashSet<>();
        for (Entry entry : entries) {
            if (entry instanceof Settlement settlement) {
                dimensions.add(settlement.dimension());
            }
        }
        return dimensions;
    }

    /**
     * Writes the entries, save those whose last try was committed after all.
     *
     * @return what budgets have come to by it
     */
    static List<Threshold> write(StatelessSession session, List<Entry> entries, Place place, Instant now) {
        List<Entry> due = due(session, entries);
        due.forEach(Entry::tried);
        letThrough(session, due, now);
        List<Threshold> passed = settleAccounts(session, due, place.server(), now);
        List<Settlement> rows = rows(due);
        Rows.insert(session, rows, place);
        addUp(session, rows, place);
        return passed;
    }

    private static List<Entry> due(StatelessSession session, List<Entry> entries) {
        Set<UUID> present = Rows.present(
                session,
                entries.stream()
                        .filter(entry -> entry instanceof Settlement && entry.wasTried())
                        .map(Entry::callId)
                        .toList());
        List<Entry> due = new ArrayList<>(entries);
        due.removeIf(entry -> entry instanceof Settlement && entry.wasTried() && present.contains(entry.callId()));
        return due;
    }

    private static void letThrough(StatelessSession session, List<Entry> entries, Instant now) {
        List<Passage> passages = entries.stream()
                .filter(Passage.class::isInstance)
                .map(Passage.class::cast)
                .toList();
        if (!passages.isEmpty()) {
            session.doWork(connection -> new Windows(new Sql(connection), now).apply(passages));
        }
    }

    private static List<Threshold> settleAccounts(
            StatelessSession session, List<Entry> entries, UUID server, Instant now) {
        List<Entry> moneyed = entries.stream().filter(Entry::concernsMoney).toList();
        return moneyed.isEmpty()
                ? List.of()
                : session.doReturningWork(connection -> new Accounts(new Sql(connection), server, now).apply(moneyed));
    }

    private static void addUp(StatelessSession session, List<Settlement> rows, Place place) {
        if (rows.isEmpty()) {
            return;
        }
        session.doWork(connection -> Delta.add(new Sql(connection), place, rows));
    }

    private static List<Settlement> rows(List<Entry> entries) {
        List<Settlement> rows = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            if (entry instanceof Settlement settlement && !settlement.isTooLate()) {
                rows.add(settlement);
            }
        }
        return rows;
    }
}

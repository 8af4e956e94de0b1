package io.patchbay.ledger;

import static java.util.stream.Collectors.groupingBy;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the ledger. Blocks, for some milliseconds where an index serves and {@value #LONGEST_MS} at most. */
@ApplicationScoped
public class UsageReader {

    private static final Logger LOG = System.getLogger(UsageReader.class.getName());
    private static final int LONGEST_MS = 30_000;
    private static final String TIMEOUT = "jakarta.persistence.query.timeout";

    @PersistenceContext(unitName = "patchbay")
    private EntityManager entities;

    protected UsageReader() {}

    UsageReader(EntityManager entities) {
        this.entities = entities;
    }

    /** @throws CallFailed with {@link Failure.LedgerUnavailable} if the database does not answer */
    @Transactional
    public UsagePage page(UsageQuery query, Scope scope) {
        return reading(() -> {
            List<UsageRecord> rows = rows(query.conditions().and(scope.conditions()), query.limit());
            List<UsageRecord> shown = rows.subList(0, Math.min(query.limit(), rows.size()));
            return new UsagePage(items(shown), rows.size() > shown.size() ? cursor(shown.getLast()) : Optional.empty());
        });
    }

    private List<UsageRecord> rows(Conditions conditions, int limit) {
        String text = "select u from UsageRecord u" + conditions.text() + " order by u.startedAt desc, u.id desc";
        return conditions
                .bind(entities.createQuery(text, UsageRecord.class))
                .setMaxResults(limit + 1)
                .setHint(TIMEOUT, LONGEST_MS)
                .getResultList();
    }

    private static Optional<String> cursor(UsageRecord last) {
        return Optional.of(new UsageCursor(last.startedAt(), last.id()).text());
    }

    private List<UsageItem> items(List<UsageRecord> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<Long, List<AttemptRecord>> tries = entities.createQuery(
                        "select a from AttemptRecord a where a.usageRecord in :rows order by a.n", AttemptRecord.class)
                .setParameter("rows", rows)
                .setHint(TIMEOUT, LONGEST_MS)
                .getResultStream()
                .collect(groupingBy(AttemptRecord::usageRecordId));
        return rows.stream()
                .map(row -> row.item(tries.getOrDefault(row.id(), List.of())))
                .toList();
    }

    /** @throws CallFailed with {@link Failure.LedgerUnavailable} if the database does not answer */
    @Transactional
    public UsageSummary summary(UsageSummary.By by, UsageFilter filter, Scope scope) {
        return reading(() -> {
            Conditions conditions = filter.conditions().and(scope.conditions());
            List<SummaryRow> rows = conditions
                    .bind(entities.createQuery(SummaryRow.query(by, conditions), SummaryRow.class))
                    .setMaxResults(UsageSummary.MOST + 1)
                    .setHint(TIMEOUT, LONGEST_MS)
                    .getResultList();
            return new UsageSummary(
                    by,
                    rows.stream()
                            .limit(UsageSummary.MOST)
                            .map(SummaryRow::group)
                            .toList(),
                    rows.size() <= UsageSummary.MOST);
        });
    }

    private static <T> T reading(Supplier<T> read) {
        try {
            return read.get();
        } catch (PersistenceException e) {
            LOG.log(Level.WARNING, "The ledger could not be read", e);
            throw CallFailed.of(new Failure.LedgerUnavailable("the ledger's database does not answer"));
        }
    }
}

package io.patchbay.ledger;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

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
import java.util.stream.Stream;

/** Reads the ledger. Blocks, for some milliseconds where an index serves and {@value #LONGEST_MS} at most. */
@ApplicationScoped
public class UsageReader {

    private static final Logger LOG = System.getLogger(UsageReader.class.getName());
    private static final int LONGEST_MS = 30_000;
    static final String TIMEOUT = "jakarta.persistence.query.timeout";

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
            List<Long> ids = new Pages(entities, LONGEST_MS, query, scope, query.limit() + 1).ids();
            List<UsageRecord> shown = rows(ids.subList(0, Math.min(query.limit(), ids.size())));
            return new UsagePage(items(shown), ids.size() > shown.size() ? cursor(shown.getLast()) : Optional.empty());
        });
    }

    private List<UsageRecord> rows(List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, UsageRecord> rows = entities.createQuery(
                        "select u from UsageRecord u where u.id in :ids", UsageRecord.class)
                .setParameter("ids", ids)
                .setHint(TIMEOUT, LONGEST_MS)
                .getResultStream()
                .collect(toMap(UsageRecord::id, row -> row));
        return ids.stream().flatMap(id -> Stream.ofNullable(rows.get(id))).toList();
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
    public UsageSummary summary(SummaryQuery query, Scope scope) {
        return reading(() -> new Summaries(entities, LONGEST_MS).summary(query, scope));
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

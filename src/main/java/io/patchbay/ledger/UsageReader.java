package io.patchbay.ledger;

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
    static final int LONGEST_MS = 30_000;
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
            Records records = new Records(entities, LONGEST_MS);
            List<UsageRecord> shown = records.of(ids.subList(0, Math.min(query.limit(), ids.size())));
            Map<Long, List<AttemptRecord>> tries = records.triesOf(shown);
            return new UsagePage(
                    shown.stream()
                            .map(row -> row.item(tries.getOrDefault(row.id(), List.of())))
                            .toList(),
                    ids.size() > shown.size() ? cursor(shown.getLast()) : Optional.empty());
        });
    }

    private static Optional<String> cursor(UsageRecord last) {
        return Optional.of(new UsageCursor(last.startedAt(), last.id()).text());
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

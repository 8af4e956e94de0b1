package io.patchbay.ledger;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
    private static final int NUMBERS = 10_000;
    private static final int TAIL = 100;
    static final String TIMEOUT = "jakarta.persistence.query.timeout";

    @PersistenceContext(unitName = "patchbay")
    private EntityManager entities;

    private final Keeping keeping;

    @Inject
    UsageReader(Keeping keeping) {
        this.keeping = keeping;
    }

    UsageReader(EntityManager entities, Keeping keeping) {
        this(keeping);
        this.entities = entities;
    }

    /** @throws CallFailed with {@link Failure.LedgerUnavailable} if the database does not answer */
    @Transactional
    public UsagePage page(UsageQuery query, Scope scope) {
        return reading(() -> {
            List<Long> ids = new Pages(entities, LONGEST_MS, query, scope, query.limit() + 1).ids();
            Records records = new Records(entities, LONGEST_MS);
            List<UsageRecord> shown = records.of(ids.subList(0, Math.min(query.limit(), ids.size())));
            boolean isLast = ids.size() <= query.limit() || shown.isEmpty();
            return new UsagePage(items(records, shown), isLast ? Optional.empty() : cursor(shown.getLast()));
        });
    }

    private static List<UsageItem> items(Records records, List<UsageRecord> shown) {
        Map<Long, List<AttemptRecord>> tries = records.triesOf(shown);
        return shown.stream()
                .map(row -> row.item(tries.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private static Optional<String> cursor(UsageRecord last) {
        return Optional.of(new UsageCursor(last.startedAt(), last.id()).text());
    }

    /** @param next as of a page; empty on the last */
    record Numbers(List<Long> ids, Optional<String> next) {}

    /**
     * The numbers of calls, {@value #NUMBERS} at most, whatever the limit of the query.
     *
     * @throws CallFailed with {@link Failure.LedgerUnavailable} if the database does not answer
     */
    @Transactional
    Numbers numbers(UsageQuery query, Scope scope) {
        return reading(() -> {
            List<Long> ids = new Pages(entities, LONGEST_MS, query, scope, NUMBERS).ids();
            if (ids.size() < NUMBERS) {
                return new Numbers(ids, Optional.empty());
            }
            // Of those that are deleted meanwhile, nobody knows any more where they stood.
            List<UsageRecord> end = new Records(entities, LONGEST_MS).of(ids.subList(NUMBERS - TAIL, NUMBERS));
            return new Numbers(ids, end.isEmpty() ? Optional.empty() : cursor(end.getLast()));
        });
    }

    /** @throws CallFailed with {@link Failure.LedgerUnavailable} if the database does not answer */
    @Transactional
    List<UsageItem> items(List<Long> ids) {
        return reading(() -> {
            Records records = new Records(entities, LONGEST_MS);
            return items(records, records.of(ids));
        });
    }

    /**
     * @throws CallFailed with {@link Failure.LedgerUnavailable} if the database does not answer
     * @throws DeletedCallsException if that can't be told without calls that may be deleted
     */
    @Transactional
    public UsageSummary summary(SummaryQuery query, Scope scope) {
        return reading(() -> new Summaries(entities, LONGEST_MS, keeping.now()).summary(query, scope));
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

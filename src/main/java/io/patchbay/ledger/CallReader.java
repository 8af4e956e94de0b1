package io.patchbay.ledger;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.call.Settled;
import io.patchbay.ledger.Sql.Any;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Session;

/** Reads all that the ledger knows of single calls. Blocks for some milliseconds, on threads that the server manages. */
@ApplicationScoped
public class CallReader {

    private static final Logger LOG = System.getLogger(CallReader.class.getName());
    private static final int MOST = 100;
    private static final String LEVELS =
            "select call_id, budget_id, reserved, charged from charge where call_id = any(?) order by budget_id";

    @PersistenceContext(unitName = "patchbay")
    private EntityManager entities;

    protected CallReader() {}

    CallReader(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * The calls of a request id, which is its callers' own and may have several.
     *
     * @return those that have no row yet and then the latest hundred that have, the latest first; none if there is none
     *     within the scope
     * @throws CallFailed with {@link Failure.LedgerUnavailable} if the database does not answer
     */
    @Transactional
    public List<CallItem> named(String requestId, Scope scope) {
        try {
            // Before the rows: a call that ends meanwhile is seen twice, and not missed.
            List<Settled> open = inSql(sql -> new OpenCalls(sql).named(requestId));
            List<UsageRecord> rows = rows(requestId, scope);
            Map<UUID, List<CallItem.Level>> levels = levels(open, rows);
            return all(
                    open.stream()
                            .filter(call -> scope.has(call.call().caller()))
                            .toList(),
                    rows,
                    levels);
        } catch (PersistenceException e) {
            LOG.log(Level.WARNING, "The ledger could not be read", e);
            throw CallFailed.of(new Failure.LedgerUnavailable("the ledger's database does not answer"));
        }
    }

    private interface Work<T> {
        T of(Sql sql) throws SQLException;
    }

    private <T> T inSql(Work<T> work) {
        return entities.unwrap(Session.class).doReturningWork(connection -> work.of(new Sql(connection)));
    }

    private List<UsageRecord> rows(String requestId, Scope scope) {
        UsageQuery query = new UsageQuery(UsageFilter.ofRequest(requestId), MOST, Optional.empty());
        return records().of(new Pages(entities, UsageReader.LONGEST_MS, query, scope, MOST).ids());
    }

    private Records records() {
        return new Records(entities, UsageReader.LONGEST_MS);
    }

    private Map<UUID, List<CallItem.Level>> levels(List<Settled> open, List<UsageRecord> rows) {
        Set<UUID> ids = new HashSet<>();
        open.forEach(call -> ids.add(call.id()));
        rows.forEach(row -> row.callId().ifPresent(ids::add));
        Map<UUID, List<CallItem.Level>> levels = new HashMap<>();
        if (!ids.isEmpty()) {
            inSql(sql -> sql.list(
                    LEVELS,
                    row -> levels.computeIfAbsent(row.getObject("call_id", UUID.class), ignored -> new ArrayList<>())
                            .add(level(row)),
                    Any.uuids(ids)));
        }
        return levels;
    }

    private static CallItem.Level level(ResultSet row) throws SQLException {
        return new CallItem.Level(
                row.getLong("budget_id"),
                row.getBigDecimal("reserved"),
                Optional.ofNullable(row.getBigDecimal("charged")));
    }

    private List<CallItem> all(List<Settled> open, List<UsageRecord> rows, Map<UUID, List<CallItem.Level>> levels) {
        Set<UUID> settled = new HashSet<>();
        rows.forEach(row -> row.callId().ifPresent(settled::add));
        Map<Long, List<AttemptRecord>> tries = records().triesOf(rows);
        List<CallItem> all = new ArrayList<>();
        for (Settled call : open) {
            if (!settled.contains(call.id())) {
                UsageRecord sofar = UsageRecord.unwritten(new Settlement(call, Optional.empty(), Instant.MAX));
                all.add(item(true, sofar, List.of(), levels));
            }
        }
        rows.forEach(row -> all.add(item(false, row, tries.getOrDefault(row.id(), List.of()), levels)));
        return all;
    }

    private static CallItem item(
            boolean open, UsageRecord row, List<AttemptRecord> tries, Map<UUID, List<CallItem.Level>> levels) {
        List<CallItem.Level> own =
                row.callId().map(id -> levels.getOrDefault(id, List.of())).orElse(List.of());
        return new CallItem(row.callId(), open, row.item(tries), row.explanation(), own);
    }
}

package io.patchbay.ledger;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads rows of which the numbers are known, and their tries. */
final class Records {

    private final EntityManager entities;
    private final int timeout;

    /** @param timeout milliseconds */
    Records(EntityManager entities, int timeout) {
        this.entities = entities;
        this.timeout = timeout;
    }

    /** In the order of their numbers. */
    List<UsageRecord> of(List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, UsageRecord> rows = entities.createQuery(
                        "select u from UsageRecord u where u.id in :ids", UsageRecord.class)
                .setParameter("ids", ids)
                .setHint(UsageReader.TIMEOUT, timeout)
                .getResultStream()
                .collect(toMap(UsageRecord::id, row -> row));
        return ids.stream().flatMap(id -> Stream.ofNullable(rows.get(id))).toList();
    }

    /** Their tries in their order, by the row's number. */
    Map<Long, List<AttemptRecord>> triesOf(List<UsageRecord> rows) {
        return rows.isEmpty()
                ? Map.of()
                : entities.createQuery(
                                "select a from AttemptRecord a where a.usageRecord in :rows order by a.n",
                                AttemptRecord.class)
                        .setParameter("rows", rows)
                        .setHint(UsageReader.TIMEOUT, timeout)
                        .getResultStream()
                        .collect(groupingBy(AttemptRecord::usageRecordId));
    }
}

package io.patchbay.ledger;

import static java.util.Objects.requireNonNullElse;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls of one batch that have a quarter of an hour, a dimension and a job in common. They are only ever inserted, so that those
 * who write calls neither read anything for it nor wait for each other.
 *
 * @param job empty for calls without one
 */
record Delta(long id, Part part, Instant start, int dimensionId, Dimension dimension, String job, Tally tally) {

    /** Which sums it is to be added to. The numbers are those in the table. */
    enum Part {
        ALL,
        /** All but those by job and of calls without one. */
        NOT_BY_JOB,
        /** These alone. */
        BY_JOB;

        static final String IN_SUMS = "u.part <> " + BY_JOB.ordinal();
        static final String IN_SUMS_BY_JOB = "u.part <> " + NOT_BY_JOB.ordinal();
    }

    private static final int JOB = 128;
    private static final String ADD = Sums.insert("usage_delta", List.of("start_at", "dimension_id", "job_id"));
    private static final String OLDEST =
            "select u.*, d.tenant, d.team, d.key_id, d.caller, d.requested_model, d.served_model, d.provider, d.operation"
                    + " from usage_delta u join usage_dimension d on d.id = u.dimension_id order by u.id fetch first %d rows only";

    private record Key(Instant start, int dimension, String job) {
        static Key of(Settlement settlement, Batch.Place place) {
            String job = settlement.settled().call().labels().jobId().orElse("");
            return new Key(
                    Rollup.QUARTER.start(settlement.settled().call().startedAt()),
                    place.dimension(settlement),
                    requireNonNullElse(ColumnText.fit(job, JOB), ""));
        }
    }

    /** Adds the calls, in the transaction of their rows. */
    static void add(Sql sql, Batch.Place place, List<Settlement> settlements) throws SQLException {
        Map<Key, Tally> tallies = new HashMap<>();
        for (Settlement settlement : settlements) {
            tallies.computeIfAbsent(Key.of(settlement, place), ignored -> new Tally())
                    .add(settlement.settled());
        }
        sql.batch(ADD, tallies.entrySet(), Delta::bind);
    }

    private static void bind(PreparedStatement statement, Map.Entry<Key, Tally> delta) throws SQLException {
        int n = Sums.bind(statement, delta.getValue());
        statement.setObject(n++, Sql.time(delta.getKey().start()));
        statement.setInt(n++, delta.getKey().dimension());
        statement.setString(n, delta.getKey().job());
    }

    static List<Delta> oldest(Sql sql, int most) throws SQLException {
        return sql.list(OLDEST.formatted(most), Delta::of);
    }

    private static Delta of(ResultSet row) throws SQLException {
        Dimension dimension = new Dimension(
                row.getString("tenant"),
                row.getString("team"),
                row.getString("key_id"),
                row.getString("caller"),
                row.getString("requested_model"),
                row.getString("served_model"),
                row.getString("provider"),
                row.getString("operation"));
        return new Delta(
                row.getLong("id"),
                Part.values()[row.getInt("part")],
                Sql.instant(row, "start_at"),
                row.getInt("dimension_id"),
                dimension,
                row.getString("job_id"),
                Tally.of(row));
    }
}

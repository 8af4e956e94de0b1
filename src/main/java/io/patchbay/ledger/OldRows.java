package io.patchbay.ledger;

import io.patchbay.ledger.Sql.Any;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Deletes calls and sums that began before an instant, the oldest first, so many and no more, in a transaction that somebody
 * else begins and ends. Calls that another server is deleting are passed over.
 */
final class OldRows {

    // Chosen first and locked then: H2 locks all that the condition finds, not only the first so many.
    private static final String CALLS =
            "select id, call_id, started_at from usage_record where started_at >= ? and started_at < ?"
                    + " and not exists (select 1 from intent where intent.call_id = usage_record.call_id)"
                    + " order by started_at, id fetch first ? rows only";
    private static final String JOBS =
            "select job_id, start_at, dimension_id from usage_job where start_at >= ? and start_at < ?"
                    + " order by start_at, dimension_id, job_id fetch first ? rows only";
    private static final String LOCK = "select id from usage_record where id = any(?) for update skip locked";

    private final Sql sql;
    private final int most;

    /** @param most rows of a step */
    OldRows(Sql sql, int most) {
        this.sql = sql;
        this.most = most;
    }

    /**
     * @param from where the next step begins
     * @param isLast whether there was nothing more
     */
    record Step(int deleted, Instant from, boolean isLast) {}

    private record Window(Instant from, Instant before, int most) {

        void bind(PreparedStatement statement) throws SQLException {
            statement.setObject(1, Sql.time(from));
            statement.setObject(2, Sql.time(before));
            statement.setInt(3, most);
        }
    }

    private record Call(long id, Optional<UUID> callId, Instant startedAt) {

        static Call of(ResultSet row) throws SQLException {
            return new Call(
                    row.getLong("id"),
                    Optional.ofNullable(row.getObject("call_id", UUID.class)),
                    Sql.instant(row, "started_at"));
        }
    }

    /**
     * Deletes calls with their tries, and what they were charged with. One that is open keeps what is set aside for it.
     *
     * @param from where the step before ended, since what it deleted is in the way for a while
     */
    Step calls(Instant from, Instant before) throws SQLException {
        List<Call> calls = sql.list(CALLS, Call::of, new Window(from, before, most)::bind);
        if (calls.isEmpty()) {
            return new Step(0, from, true);
        }
        Set<Long> locked = Set.copyOf(sql.list(LOCK, row -> row.getLong(1), ids(calls)));
        delete(calls.stream().filter(call -> locked.contains(call.id())).toList());
        return new Step(locked.size(), calls.getLast().startedAt(), calls.size() < most);
    }

    private void delete(List<Call> calls) throws SQLException {
        sql.update("delete from attempt_record where usage_record_id = any(?)", ids(calls));
        sql.update(
                "delete from charge where call_id = any(?) and charged is not null",
                Any.uuids(calls.stream().flatMap(call -> call.callId().stream()).toList()));
        sql.update("delete from usage_record where id = any(?)", ids(calls));
    }

    private static Any ids(List<Call> calls) {
        return Any.longs(calls.stream().map(Call::id).toList());
    }

    /** @param from where the step before ended */
    Step sums(Rollup rollup, Facet facet, Instant from, Instant before) throws SQLException {
        List<Sum> sums = sql.list(
                "select start_at, dimension_id from %s where facet = %d and start_at >= ? and start_at < ?"
                                .formatted(rollup.table(), facet.number())
                        + " order by start_at, dimension_id fetch first ? rows only",
                row -> new Sum(Sql.instant(row, "start_at"), row.getInt(2)),
                new Window(from, before, most)::bind);
        int deleted = sql.batch(
                "delete from %s where facet = %d and start_at = ? and dimension_id = ?"
                        .formatted(rollup.table(), facet.number()),
                sums,
                (statement, sum) -> {
                    statement.setObject(1, Sql.time(sum.start()));
                    statement.setInt(2, sum.dimension());
                });
        return new Step(deleted, sums.isEmpty() ? from : sums.getLast().start(), sums.size() < most);
    }

    private record Sum(Instant start, int dimension) {}

    /** @param from where the step before ended */
    Step jobs(Instant from, Instant before) throws SQLException {
        List<JobSum> sums = sql.list(JOBS, JobSum::of, new Window(from, before, most)::bind);
        int deleted = sql.batch(
                "delete from usage_job where job_id = ? and start_at = ? and dimension_id = ?",
                sums,
                (statement, sum) -> sum.bind(statement));
        return new Step(deleted, sums.isEmpty() ? from : sums.getLast().start(), sums.size() < most);
    }

    private record JobSum(String job, Instant start, int dimension) {

        static JobSum of(ResultSet row) throws SQLException {
            return new JobSum(row.getString("job_id"), Sql.instant(row, "start_at"), row.getInt("dimension_id"));
        }

        void bind(PreparedStatement statement) throws SQLException {
            statement.setString(1, job);
            statement.setObject(2, Sql.time(start));
            statement.setInt(3, dimension);
        }
    }
}

package io.patchbay.ledger;

import static java.util.stream.Collectors.joining;

import io.patchbay.ledger.Sql.Any;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** A table of sums, written in the transaction of the calls that it adds up. */
enum Rollup {
    HOUR("usage_hour", ChronoUnit.HOURS),
    DAY("usage_day", ChronoUnit.DAYS);

    private final String table;
    private final ChronoUnit unit;
    private final String update;
    private final String insert;

    Rollup(String table, ChronoUnit unit) {
        this.table = table;
        this.unit = unit;
        this.update = update(table);
        this.insert = insert(table);
    }

    String table() {
        return table;
    }

    private record Cell(Instant start, int dimension) implements Comparable<Cell> {
        private static final Comparator<Cell> ORDER =
                Comparator.comparing(Cell::start).thenComparing(Cell::dimension);

        @Override
        public int compareTo(Cell other) {
            return ORDER.compare(this, other);
        }
    }

    /** Adds the calls to their sums. */
    void add(Sql sql, Batch.Place place, List<Settlement> settlements) throws SQLException {
        UUID lane = place.lane();
        Map<Cell, Tally> tallies = new TreeMap<>();
        for (Settlement settlement : settlements) {
            Instant start = settlement.settled().call().startedAt().truncatedTo(unit);
            Cell cell = new Cell(start, place.dimension(settlement));
            tallies.computeIfAbsent(cell, ignored -> new Tally()).add(settlement.settled());
        }
        Set<Cell> present = present(sql, lane, tallies);
        sql.batch(
                update,
                tallies.entrySet().stream()
                        .filter(entry -> present.contains(entry.getKey()))
                        .toList(),
                (statement, entry) -> bind(statement, entry.getKey(), entry.getValue(), lane));
        sql.batch(
                insert,
                tallies.entrySet().stream()
                        .filter(entry -> !present.contains(entry.getKey()))
                        .toList(),
                (statement, entry) -> bind(statement, entry.getKey(), entry.getValue(), lane));
    }

    /** Those that have a row, whose buckets are put to the new ones. */
    private Set<Cell> present(Sql sql, UUID lane, Map<Cell, Tally> tallies) throws SQLException {
        Set<Cell> present = new HashSet<>();
        sql.list(
                "select start_at, dimension_id, latency, first_event from " + table
                        + " where start_at = any(?) and dimension_id = any(?) and lane = any(?)",
                row -> addBuckets(row, tallies, present),
                Any.times(tallies.keySet().stream().map(Cell::start).distinct().toList()),
                Any.integers(tallies.keySet().stream()
                        .map(Cell::dimension)
                        .distinct()
                        .toList()),
                Any.uuids(Set.of(lane)));
        return present;
    }

    private static boolean addBuckets(ResultSet row, Map<Cell, Tally> tallies, Set<Cell> present) throws SQLException {
        Cell cell = new Cell(Sql.instant(row, "start_at"), row.getInt("dimension_id"));
        Tally tally = tallies.get(cell);
        if (tally == null) {
            return false;
        }
        tally.latency().add(row.getString("latency"), 1);
        tally.firstEvent().add(row.getString("first_event"), 1);
        return present.add(cell);
    }

    private static String update(String table) {
        return "update " + table + " set "
                + Fact.all().stream()
                        .map(fact -> fact.column() + " = " + fact.column() + " + ?")
                        .collect(joining(", "))
                + ", cost = cost + ?, latency = ?, first_event = ?"
                + " where start_at = ? and dimension_id = ? and lane = ?";
    }

    private static String insert(String table) {
        return "insert into " + table + " ("
                + Fact.all().stream().map(Fact::column).collect(joining(", "))
                + ", cost, latency, first_event, start_at, dimension_id, lane) values ("
                + "?, ".repeat(Fact.all().size()) + "?, ?, ?, ?, ?, ?)";
    }

    private static void bind(PreparedStatement statement, Cell cell, Tally tally, UUID lane) throws SQLException {
        int n = 1;
        for (Fact fact : Fact.all()) {
            statement.setLong(n++, tally.of(fact));
        }
        statement.setBigDecimal(n++, tally.cost());
        statement.setString(n++, tally.latency().text());
        statement.setString(n++, tally.firstEvent().text());
        statement.setObject(n++, Sql.time(cell.start()));
        statement.setInt(n++, cell.dimension());
        statement.setObject(n, lane);
    }
}

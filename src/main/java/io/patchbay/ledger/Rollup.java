package io.patchbay.ledger;

import io.patchbay.ledger.Sql.Any;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A table of sums by time and by each facet. */
enum Rollup {
    /** Seven days, from a Thursday on, as 1970 began. */
    WEEK("usage_week", 7 * 86_400, 10, List.of(Facet.values())),
    DAY("usage_day", 86_400, 10, List.of(Facet.values())),
    HOUR("usage_hour", 3_600, 8, List.of(Facet.values())),
    QUARTER(
            "usage_quarter",
            900,
            6,
            List.of(Facet.NOTHING, Facet.OPERATIONS, Facet.TEAMS, Facet.MODELS, Facet.CALLERS)),
    /** Days, of calls without a job alone. */
    JOBLESS("usage_jobless", 86_400, 10, List.of(Facet.values()));

    static final List<Rollup> OF_ALL_CALLS = List.of(WEEK, DAY, HOUR, QUARTER);

    private final String table;
    private final int seconds;
    private final int rows;
    private final List<Facet> facets;
    private final Sums<Cell> sums;

    Rollup(String table, int seconds, int rows, List<Facet> facets) {
        this.table = table;
        this.seconds = seconds;
        this.rows = rows;
        this.facets = facets;
        this.sums = new Sums<>(table, List.of("facet", "start_at", "dimension_id"), Rollup::cell, Rollup::bind);
    }

    record Cell(Facet facet, Instant start, int dimension) {}

    String table() {
        return table;
    }

    List<Facet> facets() {
        return facets;
    }

    /** Those that know of all calls what the facet has, the longest first. */
    static List<Rollup> of(Facet facet) {
        return OF_ALL_CALLS.stream()
                .filter(rollup -> rollup.facets.contains(facet))
                .toList();
    }

    /** Of one of its times, about, where a day has ten. */
    int rows() {
        return rows;
    }

    /** The beginning of its time in which the instant is. */
    Instant start(Instant at) {
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
    }

    /** First instant that is not in the time any more that begins there. */
    Instant end(Instant start) {
        return start.plusSeconds(seconds);
    }

    /** Adds to what is there. */
    void add(Sql sql, Map<Cell, Tally> more) throws SQLException {
        for (Facet facet : facets) {
            Map<Cell, Tally> own = Sums.those(more, cell -> cell.facet() == facet);
            Set<Cell> cells = own.keySet();
            sums.add(
                    sql,
                    own,
                    Any.integers(Set.of(facet.number())),
                    Any.times(cells.stream().map(Cell::start).distinct().toList()),
                    Any.integers(distinct(cells)));
        }
    }

    private static Collection<Integer> distinct(Set<Cell> cells) {
        return cells.stream().map(Cell::dimension).distinct().toList();
    }

    private static Cell cell(ResultSet row) throws SQLException {
        return new Cell(Facet.values()[row.getInt("facet")], Sql.instant(row, "start_at"), row.getInt("dimension_id"));
    }

    private static void bind(PreparedStatement statement, int n, Cell cell) throws SQLException {
        statement.setInt(n, cell.facet().number());
        statement.setObject(n + 1, Sql.time(cell.start()));
        statement.setInt(n + 2, cell.dimension());
    }
}

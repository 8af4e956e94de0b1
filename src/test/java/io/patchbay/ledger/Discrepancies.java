package io.patchbay.ledger;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Where the sums that summaries read, those that are not added up yet with them, are not those of the calls. */
final class Discrepancies {

    private static final String DIMENSION =
            "d.tenant, d.team, d.key_id, d.caller, d.requested_model, d.served_model, d.provider, d.operation";
    private static final String JOIN = " u join usage_dimension d on d.id = u.dimension_id";

    private final Sql sql;

    private Discrepancies(Sql sql) {
        this.sql = sql;
    }

    /** Which sum it is: of a table, and for the columns that it knows. */
    private record Key(String table, int facet, Instant start, List<String> values) {}

    private record One(Key key, Tally tally) {}

    /** Each sum for which anything differs. */
    static List<String> find(Connection connection) throws SQLException {
        Discrepancies discrepancies = new Discrepancies(new Sql(connection));
        Map<Key, String> sums = texts(discrepancies.sums());
        Map<Key, String> calls = texts(discrepancies.calls());
        TreeSet<String> all = new TreeSet<>();
        sums.forEach((key, text) -> {
            if (!text.equals(calls.get(key))) {
                all.add(key + " has " + text + ", and the calls " + calls.get(key));
            }
        });
        calls.keySet().stream().filter(key -> !sums.containsKey(key)).forEach(key -> all.add(key + " is missing"));
        return List.copyOf(all);
    }

    private static Map<Key, String> texts(List<One> all) {
        Map<Key, Tally> tallies = new HashMap<>();
        all.forEach(one ->
                tallies.computeIfAbsent(one.key(), ignored -> new Tally()).add(one.tally()));
        return tallies.entrySet().stream().collect(toMap(Map.Entry::getKey, tally -> text(tally.getValue())));
    }

    private static String text(Tally tally) {
        return Fact.all().stream()
                        .map(fact -> fact.column() + "=" + tally.of(fact))
                        .collect(joining(" "))
                + " cost=" + tally.cost().stripTrailingZeros()
                + " latency=" + tally.latency().text()
                + "first=" + tally.firstEvent().text();
    }

    private List<One> sums() throws SQLException {
        List<One> all = new ArrayList<>();
        for (Rollup rollup : Rollup.values()) {
            all.addAll(sql.list(
                    "select u.*, " + DIMENSION + " from " + rollup.table() + JOIN,
                    row -> new One(
                            new Key(
                                    rollup.table(),
                                    row.getInt("facet"),
                                    Sql.instant(row, "start_at"),
                                    dimension(row).values()),
                            Tally.of(row))));
        }
        all.addAll(sql.list(
                "select u.*, " + DIMENSION + " from usage_job" + JOIN,
                row -> new One(
                        ofJob(Sql.instant(row, "start_at"), dimension(row), row.getString("job_id")), Tally.of(row))));
        sql.list("select u.*, " + DIMENSION + " from usage_delta" + JOIN, row -> all.addAll(ofDelta(row)));
        return all;
    }

    private static List<One> ofDelta(ResultSet row) throws SQLException {
        Instant start = Sql.instant(row, "start_at");
        Dimension dimension = dimension(row);
        String job = row.getString("job_id");
        Tally tally = Tally.of(row);
        return switch (Delta.Part.values()[row.getInt("part")]) {
            case ALL -> everywhere(start, dimension, job, tally);
            case NOT_BY_JOB -> inSums(start, dimension, tally);
            case BY_JOB -> byJob(start, dimension, job, tally);
        };
    }

    private List<One> calls() throws SQLException {
        List<One> all = new ArrayList<>();
        String facts = Fact.all().stream()
                .map(fact -> fact.ofRow() + " as " + fact.column())
                .collect(joining(", "));
        sql.list(
                "select u.started_at, coalesce(u.job_id, '') as job, u.outcome, u.latency_ms as took, u.first_event_ms, "
                        + "coalesce(u.cost, 0) as cost, " + facts + ", " + DIMENSION + " from usage_record" + JOIN,
                row -> all.addAll(
                        everywhere(Sql.instant(row, "started_at"), dimension(row), row.getString("job"), ofCall(row))));
        return all;
    }

    private static Tally ofCall(ResultSet row) throws SQLException {
        Tally tally = new Tally();
        for (Fact fact : Fact.all()) {
            tally.add(fact, row.getLong(fact.column()));
        }
        tally.addCost(row.getBigDecimal("cost"));
        if (row.getString("outcome").equals("COMPLETED")) {
            tally.latency().add(row.getLong("took"));
        }
        if (row.getObject("first_event_ms") != null) {
            tally.firstEvent().add(row.getLong("first_event_ms"));
        }
        return tally;
    }

    private static Dimension dimension(ResultSet row) throws SQLException {
        return new Dimension(
                row.getString("tenant"),
                row.getString("team"),
                row.getString("key_id"),
                row.getString("caller"),
                row.getString("requested_model"),
                row.getString("served_model"),
                row.getString("provider"),
                row.getString("operation"));
    }

    /** All sums that it is a part of. */
    private static List<One> everywhere(Instant at, Dimension dimension, String job, Tally tally) {
        return Stream.concat(inSums(at, dimension, tally).stream(), byJob(at, dimension, job, tally).stream())
                .toList();
    }

    private static List<One> inSums(Instant at, Dimension dimension, Tally tally) {
        return Rollup.OF_ALL_CALLS.stream()
                .flatMap(rollup -> ofFacets(rollup, at, dimension, tally).stream())
                .toList();
    }

    private static List<One> byJob(Instant at, Dimension dimension, String job, Tally tally) {
        return job.isEmpty()
                ? ofFacets(Rollup.JOBLESS, at, dimension, tally)
                : List.of(new One(ofJob(Rollup.HOUR.start(at), dimension, job), tally));
    }

    private static List<One> ofFacets(Rollup rollup, Instant at, Dimension dimension, Tally tally) {
        return rollup.facets().stream()
                .map(facet -> new Key(
                        rollup.table(),
                        facet.number(),
                        rollup.start(at),
                        facet.of(dimension).values()))
                .map(key -> new One(key, tally))
                .toList();
    }

    private static Key ofJob(Instant hour, Dimension dimension, String job) {
        List<String> values = new ArrayList<>(dimension.values());
        values.add(job);
        return new Key("usage_job", 0, hour, values);
    }
}

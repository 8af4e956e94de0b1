package io.patchbay.ledger;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where the sums that summaries read are not those of the calls. */
final class Discrepancies {

    private Discrepancies() {}

    /** The hours and days, of a dimension each, for which anything differs. */
    static List<String> find(Connection connection) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (Rollup rollup : Rollup.values()) {
                String ofSums = sums(rollup);
                String ofCalls = calls(rollup);
                all.addAll(list(statement, ofSums + " except " + ofCalls));
                all.addAll(list(statement, ofCalls + " except " + ofSums));
                if (!buckets(statement, rollup).equals(buckets(statement, null))) {
                    all.add("the buckets by " + rollup);
                }
            }
        }
        return all;
    }

    private static String sums(Rollup rollup) {
        return "select start_at, dimension_id, sum(cost), "
                + Arrays.stream(Fact.values())
                        .map(fact -> "sum(" + fact.column() + ")")
                        .collect(joining(", "))
                + " from " + rollup.table() + " group by start_at, dimension_id";
    }

    private static String calls(Rollup rollup) {
        return "select start_at, dimension_id, sum(coalesce(cost, 0)), "
                + Arrays.stream(Fact.values())
                        .map(fact -> "sum(" + fact.ofRow() + ")")
                        .collect(joining(", "))
                + " from (select r.*, date_trunc('%s', started_at at time zone 'UTC') at time zone 'UTC' as start_at from usage_record r) u"
                        .formatted(rollup.name())
                + " group by start_at, dimension_id";
    }

    private static List<String> list(Statement statement, String query) throws SQLException {
        List<String> all = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                all.add(rows.getString(1) + " " + rows.getInt(2) + ": " + rows.getString(4) + " calls");
            }
        }
        return all;
    }

    /** By dimension, those of the sums, or of the calls. */
    private static TreeMap<Integer, String> buckets(Statement statement, @Nullable Rollup rollup) throws SQLException {
        TreeMap<Integer, Tally> tallies = new TreeMap<>();
        String query = rollup == null
                ? "select dimension_id, case when outcome = 'COMPLETED' then latency_ms end, first_event_ms from usage_record"
                : "select dimension_id, latency, first_event from " + rollup.table();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                Tally tally = tallies.computeIfAbsent(rows.getInt(1), ignored -> new Tally());
                add(tally.latency(), rows.getString(2), rollup == null);
                add(tally.firstEvent(), rows.getString(3), rollup == null);
            }
        }
        TreeMap<Integer, String> texts = new TreeMap<>();
        tallies.forEach((dimension, tally) -> texts.put(
                dimension, tally.latency().text() + "/" + tally.firstEvent().text()));
        return texts;
    }

    private static void add(Histogram histogram, @Nullable String text, boolean isMilliseconds) {
        if (text != null && isMilliseconds) {
            histogram.add(Long.parseLong(text));
        } else if (text != null) {
            histogram.add(text, 1);
        }
    }
}

package io.patchbay.ledger;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.patchbay.ledger.Sql.Any;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A table that has sums for each key. Nobody else may write to it at the time. */
final class Sums<K> {

    private static final List<String> VALUES = Stream.concat(
                    Fact.all().stream().map(Fact::column), Stream.of("cost", "latency", "first_event"))
            .toList();

    private final String present;
    private final String update;
    private final String insert;
    private final Sql.Row<K> key;
    private final Keys<K> keys;

    /** Sets the columns of a key, from the nth parameter on. */
    interface Keys<K> {
        void bind(PreparedStatement statement, int n, K key) throws SQLException;
    }

    Sums(String table, List<String> columns, Sql.Row<K> key, Keys<K> keys) {
        this.present = "select " + String.join(", ", columns) + ", latency, first_event from " + table + " where "
                + columns.stream().map(column -> column + " = any(?)").collect(joining(" and "));
        this.update = "update " + table + " set "
                + Fact.all().stream()
                        .map(fact -> fact.column() + " = " + fact.column() + " + ?")
                        .collect(joining(", "))
                + ", cost = cost + ?, latency = ?, first_event = ? where "
                + columns.stream().map(column -> column + " = ?").collect(joining(" and "));
        this.insert = insert(table, columns);
        this.key = key;
        this.keys = keys;
    }

    /** Its parameters are the facts, the cost and both texts of durations, then the columns. */
    static String insert(String table, List<String> columns) {
        List<String> all = Stream.concat(VALUES.stream(), columns.stream()).toList();
        return "insert into " + table + " (" + String.join(", ", all) + ") values ("
                + all.stream().map(column -> "?").collect(joining(", ")) + ")";
    }

    static <K> Map<K, Tally> those(Map<K, Tally> all, Predicate<K> which) {
        return all.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Adds these to what is there.
     *
     * @param columns the values of each column of the keys
     */
    void add(Sql sql, Map<K, Tally> more, Any... columns) throws SQLException {
        if (more.isEmpty()) {
            return;
        }
        Set<K> there = new HashSet<>();
        sql.list(present, row -> addBuckets(row, more, there), columns);
        sql.batch(update, those(more, there::contains).entrySet(), this::bind);
        sql.batch(insert, those(more, one -> !there.contains(one)).entrySet(), this::bind);
    }

    /** Buckets are written anew, the old ones with the new. */
    private boolean addBuckets(ResultSet row, Map<K, Tally> more, Set<K> there) throws SQLException {
        K one = key.of(row);
        Tally tally = more.get(one);
        if (tally == null) {
            return false;
        }
        tally.latency().add(row.getString("latency"), 1);
        tally.firstEvent().add(row.getString("first_event"), 1);
        return there.add(one);
    }

    private void bind(PreparedStatement statement, Map.Entry<K, Tally> sum) throws SQLException {
        keys.bind(statement, bind(statement, sum.getValue()), sum.getKey());
    }

    /** @return the number of the next parameter */
    static int bind(PreparedStatement statement, Tally tally) throws SQLException {
        int n = 1;
        for (Fact fact : Fact.all()) {
            statement.setLong(n++, tally.of(fact));
        }
        statement.setBigDecimal(n++, tally.cost());
        statement.setString(n++, tally.latency().text());
        statement.setString(n++, tally.firstEvent().text());
        return n;
    }
}

package io.patchbay.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Plain SQL in a transaction that somebody else begins and ends. */
final class Sql {

    private final Connection connection;

    Sql(Connection connection) {
        this.connection = connection;
    }

    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    interface Binding<T> {
        void bind(PreparedStatement statement, T value) throws SQLException;
    }

    /** The values of an {@code any(?)}. */
    record Any(String type, Collection<?> values) {

        static Any longs(Collection<Long> values) {
            return new Any("bigint", values);
        }

        static Any integers(Collection<Integer> values) {
            return new Any("integer", values);
        }

        static Any texts(Collection<String> values) {
            return new Any("varchar", values);
        }

        static Any uuids(Collection<UUID> values) {
            return new Any("uuid", values);
        }

        static Any times(Collection<Instant> values) {
            return new Any(
                    "timestamp with time zone", values.stream().map(Sql::time).toList());
        }
    }

    /** @param values one for each {@code any(?)} of the query, in their order */
    <T> List<T> list(String query, Row<T> row, Any... values) throws SQLException {
        try (PreparedStatement statement = prepared(query, values)) {
            return all(statement, row);
        }
    }

    interface Parameters {
        void bind(PreparedStatement statement) throws SQLException;
    }

    <T> List<T> list(String query, Row<T> row, Parameters parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            parameters.bind(statement);
            return all(statement, row);
        }
    }

    private static <T> List<T> all(PreparedStatement statement, Row<T> row) throws SQLException {
        List<T> all = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                all.add(row.of(rows));
            }
        }
        return all;
    }

    /** How many rows the statement changed. */
    int update(String statement, Any... values) throws SQLException {
        try (PreparedStatement prepared = prepared(statement, values)) {
            return prepared.executeUpdate();
        }
    }

    private PreparedStatement prepared(String text, Any... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        for (int i = 0; i < values.length; i++) {
            statement.setArray(
                    i + 1,
                    connection.createArrayOf(
                            values[i].type(), values[i].values().toArray()));
        }
        return statement;
    }

    /**
     * Runs the statement for each value, in one batch.
     *
     * @return how many rows it changed
     */
    <T> int batch(String statement, Collection<T> values, Binding<T> binding) throws SQLException {
        if (values.isEmpty()) {
            return 0;
        }
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (T value : values) {
                binding.bind(prepared, value);
                prepared.addBatch();
            }
            return Arrays.stream(prepared.executeBatch()).sum();
        }
    }

    /** As both databases take it, to the microsecond that they keep. */
    static OffsetDateTime time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}

package io.patchbay.access;

import static java.util.stream.Collectors.joining;

import io.patchbay.database.Connections;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The directory's tables. A few statements by hand: a change has to lock the version before it reads anything. */
@ApplicationScoped
class DirectoryStore {

    private static final int PATIENCE_SECONDS = 5;
    private static final String VERSION = "select version from directory_version where id = 1";
    private static final String NEXT_VERSION = "update directory_version set version = version + 1 where id = 1";

    private final Connections connections;

    @Inject
    DirectoryStore(Connections connections) {
        this.connections = connections;
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    long version() throws SQLException {
        return inTransaction(DirectoryStore::version);
    }

    /** A change that comes in between is found by its version afterwards, for that is read first. */
    Roster read() throws SQLException {
        return inTransaction(DirectoryStore::read);
    }

    /**
     * Changes what is there now; other changes wait meanwhile.
     *
     * @param edit the rows to write, new ones or others in place of those with the same keys; whatever it throws leaves
     *     all as it was
     * @return all as it is afterwards
     */
    Roster change(Function<Roster, List<? extends Unit>> edit) throws SQLException {
        return inTransaction(connection -> {
            run(connection, NEXT_VERSION, List.of());
            Roster before = read(connection);
            List<? extends Unit> changed = edit.apply(before);
            for (Unit unit : changed) {
                write(connection, Table.of(unit), unit.columns());
            }
            return before.with(before.version(), changed);
        });
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        try (Connections.Transaction transaction = connections.begin()) {
            T result = work.on(transaction.connection());
            transaction.commit();
            return result;
        }
    }

    private static long version(Connection connection) throws SQLException {
        try (PreparedStatement select = prepared(connection, VERSION);
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Roster read(Connection connection) throws SQLException {
        long version = version(connection);
        List<Unit> units = new ArrayList<>();
        for (Table table : Table.values()) {
            try (PreparedStatement select = prepared(connection, "select * from " + table.word());
                    ResultSet rows = select.executeQuery()) {
                Row row = new ColumnsOf(rows);
                while (rows.next()) {
                    units.add(table.read(row));
                }
            }
        }
        return new Roster(version, units);
    }

    private static void write(Connection connection, Table table, Map<String, @Nullable Object> columns)
            throws SQLException {
        List<String> others = columns.keySet().stream()
                .filter(column -> !table.keys().contains(column))
                .toList();
        String update = "update %s set %s where %s"
                .formatted(
                        table.word(),
                        others.stream().map(column -> column + " = ?").collect(joining(", ")),
                        table.keys().stream().map(column -> column + " = ?").collect(joining(" and ")));
        List<@Nullable Object> values = new ArrayList<>();
        others.forEach(column -> values.add(columns.get(column)));
        table.keys().forEach(column -> values.add(columns.get(column)));
        if (run(connection, update, values) == 0) {
            String insert = "insert into %s (%s) values (%s)"
                    .formatted(
                            table.word(),
                            String.join(", ", columns.keySet()),
                            columns.keySet().stream().map(column -> "?").collect(joining(", ")));
            run(connection, insert, new ArrayList<>(columns.values()));
        }
    }

    private static int run(Connection connection, String sql, List<? extends @Nullable Object> values)
            throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql)) {
            for (int i = 0; i < values.size(); i++) {
                Object value = values.get(i);
                statement.setObject(i + 1, value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
            }
            return statement.executeUpdate();
        }
    }

    @SuppressWarnings("SqlSourceToSinkFlow") // names of ours alone
    private static PreparedStatement prepared(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(PATIENCE_SECONDS);
        return statement;
    }

    /** The row at which the results stand. */
    private record ColumnsOf(ResultSet rows) implements Row {

        @Override
        public Optional<String> text(String column) {
            return value(column, String.class);
        }

        @Override
        public Optional<Long> number(String column) {
            return value(column, Long.class);
        }

        @Override
        public Optional<BigDecimal> decimal(String column) {
            return value(column, BigDecimal.class);
        }

        @Override
        public Optional<Instant> time(String column) {
            return value(column, OffsetDateTime.class).map(OffsetDateTime::toInstant);
        }

        @Override
        public boolean flag(String column) {
            return value(column, Boolean.class).orElse(false);
        }

        private <T> Optional<T> value(String column, Class<T> type) {
            try {
                return Optional.ofNullable(rows.getObject(column, type));
            } catch (SQLException e) {
                throw new IllegalStateException(column + " can't be read", e);
            }
        }
    }
}

package io.patchbay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** PostgreSQL's own counts say how a page was found: by an index, and without reading much more of it than is shown. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesOnPostgresIT {

    private static final int CALLS = 60_000;
    private static final int LIMIT = 100;

    /** Each of many dimensions may have as many calls as a page, of which the newest are then shown. */
    private static final long MOST_ENTRIES = 8_000;

    private TestDatabase database;

    private record Counts(long sequential, long byIndex, long entries) {
        Counts since(Counts before) {
            return new Counts(sequential - before.sequential, byIndex - before.byIndex, entries - before.entries);
        }
    }

    @BeforeAll
    void start() throws Exception {
        database = TestDatabase.postgres();
        YearOfCalls.fill(database, CALLS);
    }

    @AfterAll
    void close() throws Exception {
        database.close();
    }

    @Test
    void everyPageIsFoundByAnIndex() throws SQLException {
        Counts before = counts();
        for (Filter filter : List.of(
                new Filter(),
                new Filter().with("model", "model-3"),
                new Filter().with("provider", "provider-1"),
                new Filter().with("caller", "caller-3"),
                new Filter().with("key", "key-199"),
                new Filter().with("tenant", "tenant-9"),
                new Filter().with("team", "team-49"),
                new Filter().with("operation", "operation-5"),
                new Filter().with("operation", "seldom"),
                new Filter().with("operation", "seldom").with("provider", "provider-2"),
                new Filter().with("job", "job-7"),
                new Filter().with("job", "job-7").with("model", "model-3"),
                new Filter().with("request", "none"),
                new Filter().between("2025-12-01T00:00:00Z", "2025-12-01T01:00:00Z"),
                new Filter().with("tenant", "tenant-2").between("2025-11-01T10:00:00Z", "2026-03-01T10:00:00Z"))) {
            assertFoundByAnIndex(filter, Scope.ALL);
            assertFoundByAnIndex(filter, YearOfCalls.LEAD);
        }
        assertThat(counts().since(before).byIndex()).isGreaterThan(30);
    }

    private void assertFoundByAnIndex(Filter filter, Scope scope) throws SQLException {
        String middle = new UsageCursor(Instant.parse("2026-05-01T12:34:56Z"), CALLS / 2).text();
        for (Optional<String> next : List.of(Optional.<String>empty(), Optional.of(middle))) {
            Counts before = counts();
            try (EntityManager entities = database.sessions().createEntityManager()) {
                new UsageReader(entities, Calls.ALL_KEPT).page(new UsageQuery(filter.build(), LIMIT, next), scope);
            }
            Counts after = counts().since(before);
            assertThat(after.sequential())
                    .as("%s from %s, %s", filter, next, scope)
                    .isZero();
            assertThat(after.entries())
                    .as("%s from %s, %s", filter, next, scope)
                    .isLessThan(MOST_ENTRIES);
        }
    }

    /** Each session tells of its work when it ends, or is asked to. */
    private Counts counts() throws SQLException {
        try (Connection connection = database.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_stat_force_next_flush()");
            try (ResultSet row = statement.executeQuery("""
                    select seq_scan, idx_scan, (select sum(idx_tup_read) from pg_stat_user_indexes where relname = 'usage_record')
                    from pg_stat_user_tables where relname = 'usage_record'""")) {
                row.next();
                return new Counts(row.getLong(1), row.getLong(2), row.getLong(3));
            }
        }
    }
}

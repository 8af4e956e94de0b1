package io.patchbay.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.call.Caller;
import io.patchbay.call.Rights;
import io.patchbay.call.Role;
import io.patchbay.ledger.UsageSummary.By;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How long reading takes on PostgreSQL, with a year of calls. Not among the tests: src/bench/reads runs it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadsBench {

    private static final long ROWS = Long.getLong("rows", 10_000_000);
    private static final int TIMES = 7;
    private static final Duration SUMMARY = Duration.ofMillis(200);
    private static final Duration PAGE = Duration.ofMillis(50);

    /**
     * Ten tenants of five teams of four keys, each with six of thirty models and two of twelve operations, some much busier than
     * others; a call in ten thousand has an operation of its own, and one in a hundred thousand another.
     */
    private static final String CALLS = """
            create temp table calls as
            select n, k, (k * 7 + m) %% 30 as model,
                case when n %% 100000 = 7 then 'rare' when n %% 10000 = 3 then 'seldom' else 'operation-' || (k + o) %% 12 end as operation,
                (exp(5 + 2 * random() * random()))::integer as took,
                timestamp with time zone '2025-11-01 00:00:00+00' + n * (interval '365 days' / %1$d) as at
            from (
                select n, (200 * power(random(), 2))::integer %% 200 as k, (6 * power(random(), 2))::integer %% 6 as m,
                    (random() * 2)::integer %% 2 as o
                from generate_series(1, %1$d) n
            ) numbers""".formatted(ROWS);

    private static final String DIMENSIONS = """
            insert into usage_dimension (digest, tenant, team, key_id, caller, requested_model, served_model, provider, operation)
            select k || ' ' || model || ' ' || operation, 'tenant-' || k / 20, 'team-' || k / 4, 'key-' || k, 'caller-' || k,
                'model-' || model, 'model-' || model, 'provider-' || model % 5, operation
            from (select distinct k, model, operation from calls) c""";

    private static final String ROWS_OF_CALLS = """
            insert into usage_record (id, request_id, job_id, operation, caller, team, tenant, key_id, requested_model,
                served_model, provider, outcome, streamed, input, cache_read, cache_write5m, cache_write1h, output, reasoning,
                audio_input, audio_output, estimated, cost, price_version, started_at, started_on, latency_ms, first_event_ms,
                attempts, call_id, dimension_id)
            select n, 'req_' || md5(n::text), 'job-' || n / 10, d.operation, d.caller, d.team, d.tenant, d.key_id,
                d.requested_model, d.served_model, d.provider, case when n % 50 = 0 then 'FAILED' else 'COMPLETED' end, true,
                1000, 200, 0, 0, 300, 0, 0, 0, false, case when n % 50 = 0 then null else 0.001234567890123 end, 'v1', at,
                (at at time zone 'UTC')::date, took, took / 3, 1, md5('call' || n)::uuid, d.id
            from calls c join usage_dimension d on d.digest = c.k || ' ' || c.model || ' ' || c.operation
            order by n""";

    private static final String ATTEMPTS = """
            insert into attempt_record (id, usage_record_id, n, provider, model, started_at, took_ms, input, cache_read,
                cache_write5m, cache_write1h, output, reasoning, audio_input, audio_output, image_input, image_output, service_tier, estimated)
            select id, id, 1, provider, served_model, started_at, latency_ms, input, cache_read, cache_write5m, cache_write1h,
                output, reasoning, audio_input, audio_output, 0, 0, '', estimated
            from usage_record""";

    /** To be built at once is much quicker than row by row. */
    private static final List<String> TREES = List.of(
            "usage_record_started_at",
            "usage_record_request_id",
            "usage_record_job_id",
            "usage_record_call_id",
            "usage_record_dimension",
            "attempt_record_usage_record_id");

    private TestDatabase database;

    @BeforeAll
    void start() {
        long start = System.nanoTime();
        database = TestDatabase.postgres();
        try (Connection connection = database.source().getConnection();
                Statement statement = connection.createStatement()) {
            fill(statement);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
        System.out.printf("%d calls, there and added up after %d s%n", ROWS, seconds(start));
    }

    @AfterAll
    void close() throws Exception {
        database.close();
    }

    private static long seconds(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toSeconds();
    }

    private static void fill(Statement statement) throws SQLException, IOException {
        statement.execute("set session_replication_role = replica"); // Each foreign key would be looked up.
        List<String> trees = new ArrayList<>();
        for (String tree : TREES) {
            trees.add(text(statement, "select pg_get_indexdef('" + tree + "'::regclass)"));
            statement.execute("drop index " + tree);
        }
        for (String step : List.of(CALLS, "analyze calls", DIMENSIONS, ROWS_OF_CALLS, "drop table calls", ATTEMPTS)) {
            statement.execute(step);
        }
        for (String tree : trees) {
            statement.execute(tree);
        }
        for (String sums : migration()) {
            statement.execute(sums);
        }
        statement.execute("vacuum analyze");
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /** How calls are added up that were there before. */
    private static List<String> migration() throws IOException {
        try (InputStream file = ReadsBench.class.getResourceAsStream("/db/migration/V10__rollups.sql")) {
            String all = new String(requireNonNull(file).readAllBytes(), UTF_8);
            return Arrays.stream(all.split(";"))
                    .filter(part -> part.contains("insert into usage_hour") || part.contains("insert into usage_day"))
                    .toList();
        }
    }

    @Test
    void anySummaryOfAMonthIsQuick() {
        Filter july = new Filter().between("2026-07-01T00:00:00Z", "2026-08-01T00:00:00Z");
        List<Took> all = new ArrayList<>();
        for (String zone : List.of("UTC", "Europe/Berlin", "Asia/Kolkata")) {
            for (By by : List.of(
                    By.MODEL, By.PROVIDER, By.TENANT, By.TEAM, By.KEY, By.CALLER, By.OPERATION, By.DAY, By.MONTH)) {
                all.add(summary(zone, july.build(), Scope.ALL, by));
            }
            all.add(summary(zone, july.build(), Scope.ALL, By.MODEL, By.DAY));
            all.add(summary(zone, july.build(), Scope.ALL, By.KEY, By.DAY));
            all.add(summary(zone, july.build(), Scope.ALL, By.KEY, By.MODEL));
            all.add(summary(zone, july.build(), Scope.ALL, By.TEAM, By.OPERATION));
            all.add(summary(zone, july.build(), LEAD, By.MODEL, By.DAY));
        }
        all.add(summary("UTC", july.build(), Scope.ALL, By.HOUR));
        all.add(summary("UTC", july.build(), Scope.ALL, By.MODEL, By.HOUR));
        all.add(summary("UTC", july.with("model", "model-3").build(), Scope.ALL, By.DAY));
        print(all);
        assertThat(all)
                .allSatisfy(took -> assertThat(took.median()).as(took.what()).isLessThan(SUMMARY));
    }

    @Test
    void whatOnlyCallsKnowTakesLonger() {
        Filter july = new Filter().between("2026-07-01T00:00:00Z", "2026-08-01T00:00:00Z");
        print(List.of(
                summary("UTC", july.build(), Scope.ALL, By.JOB),
                summary("Asia/Kolkata", july.build(), Scope.ALL, By.HOUR),
                summary("UTC", july.with("key", "key-7").build(), Scope.ALL, By.JOB),
                summary("UTC", new Filter().with("job", "job-77").build(), Scope.ALL, By.MODEL)));
    }

    private static final Scope LEAD = Scope.of(new Caller(
            "lena",
            Optional.of("tenant-3"),
            Optional.of("team-17"),
            Optional.empty(),
            Set.of(Role.TEAM_LEAD),
            Rights.ALL));

    @Test
    void anyPageIsQuick() {
        List<Took> all = new ArrayList<>();
        for (Filter filter : List.of(
                new Filter(),
                new Filter().with("model", "model-3"),
                new Filter().with("model", "none"),
                new Filter().with("provider", "provider-1"),
                new Filter().with("caller", "caller-3"),
                new Filter().with("key", "key-199"),
                new Filter().with("tenant", "tenant-9"),
                new Filter().with("team", "team-49"),
                new Filter().with("operation", "operation-5"),
                new Filter().with("operation", "seldom"),
                new Filter().with("operation", "rare"),
                new Filter().with("operation", "rare").with("tenant", "tenant-9"),
                new Filter().with("operation", "seldom").with("provider", "provider-2"),
                new Filter().with("job", "job-7"),
                new Filter().with("job", "job-7").with("model", "model-3"),
                new Filter().with("request", "none"),
                new Filter().between("2025-12-01T00:00:00Z", "2025-12-01T00:00:01Z"),
                new Filter().with("operation", "rare").between("2025-11-01T10:00:00Z", "2026-03-01T10:00:00Z"))) {
            all.addAll(pages(filter, Scope.ALL));
            all.addAll(pages(filter, LEAD));
        }
        print(all);
        assertThat(all)
                .allSatisfy(took -> assertThat(took.median()).as(took.what()).isLessThan(PAGE));
    }

    private record Took(String what, Duration median, Duration worst) {
        static Took of(String what, Runnable work) {
            long[] nanos = new long[TIMES];
            work.run();
            for (int n = 0; n < TIMES; n++) {
                long start = System.nanoTime();
                work.run();
                nanos[n] = System.nanoTime() - start;
            }
            Arrays.sort(nanos);
            return new Took(what, Duration.ofNanos(nanos[TIMES / 2]), Duration.ofNanos(nanos[TIMES - 1]));
        }
    }

    private Took summary(String zone, UsageFilter filter, Scope scope, By... by) {
        SummaryQuery query = new SummaryQuery(List.of(by), ZoneId.of(zone), filter);
        String what = "summary by " + List.of(by) + " in " + zone + (scope.equals(Scope.ALL) ? "" : " of a team")
                + (filter.model().isPresent() ? " of a model" : "");
        return Took.of(what, () -> reading(reader -> reader.summary(query, scope)));
    }

    /** The first, and one in the middle of the year. */
    private List<Took> pages(Filter filter, Scope scope) {
        String middle = new UsageCursor(Instant.parse("2026-05-01T12:34:56Z"), 5_000_000).text();
        return Stream.of(Optional.<String>empty(), Optional.of(middle))
                .map(next -> Took.of(
                        (next.isPresent() ? "a later page of " : "the first page of ")
                                + filter
                                + (scope.equals(Scope.ALL) ? "" : " of a team"),
                        () -> reading(reader -> reader.page(new UsageQuery(filter.build(), 100, next), scope))))
                .toList();
    }

    private void reading(Consumer<UsageReader> work) {
        try (EntityManager entities = database.sessions().createEntityManager()) {
            work.accept(new UsageReader(entities, Calls.ALL_KEPT));
        }
    }

    private static void print(List<Took> all) {
        all.stream()
                .map(took -> "%5d ms, %5d at most: %s"
                        .formatted(took.median().toMillis(), took.worst().toMillis(), took.what()))
                .forEach(System.out::println);
    }
}

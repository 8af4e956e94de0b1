package io.patchbay.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.patchbay.call.Caller;
import io.patchbay.call.Rights;
import io.patchbay.call.Role;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From November 2025 to October 2026, on PostgreSQL, at even distances. */
final class YearOfCalls {

    /**
     * Ten tenants of five teams of four keys, each with six of thirty models and two of twelve operations, some much busier than
     * others; a call in ten thousand has an operation of its own, and one in a hundred thousand another. Every second call is one
     * of a job's five, which have a key and an operation in common, and which forty jobs at a time make by turns.
     */
    private static final String JOBS = """
            create temp table jobs as
            select j, (200 * power(random(), 2))::integer %% 200 as k, (6 * power(random(), 2))::integer %% 6 as m,
                (random() * 2)::integer %% 2 as o
            from generate_series(0, %1$d / 10 + 40) j""";

    private static final String CALLS = """
            create temp table calls as
            select n, job, k, (k * 7 + m) %% 30 as model,
                case when n %% 100000 = 7 then 'rare' when n %% 10000 = 3 then 'seldom' else 'operation-' || (k + o) %% 12 end as operation,
                (exp(5 + 2 * random() * random()))::integer as took,
                timestamp with time zone '2025-11-01 00:00:00+00' + n * (interval '365 days' / %1$d) as at
            from (
                select n, null as job, (200 * power(random(), 2))::integer %% 200 as k, (6 * power(random(), 2))::integer %% 6 as m,
                    (random() * 2)::integer %% 2 as o
                from generate_series(1, %1$d, 2) n
                union all
                select n, 'job-' || j, k, case when n / 2 %% 200 < 40 then (m + 1) %% 6 else m end, o
                from generate_series(2, %1$d, 2) n join jobs on j = n / 2 / 200 * 40 + n / 2 %% 40
            ) numbers""";

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
            select n, 'req_' || md5(n::text), c.job, d.operation, d.caller, d.team, d.tenant, d.key_id,
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

    /** Who sees a fiftieth of them. */
    static final Scope LEAD = Scope.of(new Caller(
            "lena",
            Optional.of("tenant-3"),
            Optional.of("team-17"),
            Optional.empty(),
            Set.of(Role.TEAM_LEAD),
            Rights.ALL));

    private YearOfCalls() {}

    /** Calls that were there before there were sums, and all added up. */
    static void fill(TestDatabase database, long calls) throws SQLException, IOException {
        try (Connection connection = database.source().getConnection();
                Statement statement = connection.createStatement()) {
            fill(statement, calls);
        }
        while (database.fold() > 0) {
            // The next ones.
        }
        try (Connection connection = database.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
        }
    }

    private static void fill(Statement statement, long calls) throws SQLException, IOException {
        statement.execute("set session_replication_role = replica"); // Each foreign key would be looked up.
        List<String> trees = new ArrayList<>();
        for (String tree : TREES) {
            trees.add(text(statement, "select pg_get_indexdef('" + tree + "'::regclass)"));
            statement.execute("drop index " + tree);
        }
        for (String step : List.of(
                JOBS.formatted(calls),
                "analyze jobs",
                CALLS.formatted(calls),
                "analyze calls",
                DIMENSIONS,
                ROWS_OF_CALLS,
                "drop table calls",
                "drop table jobs",
                ATTEMPTS)) {
            statement.execute(step);
        }
        for (String tree : trees) {
            statement.execute(tree);
        }
        statement.execute("vacuum analyze");
        statement.execute(migration());
        statement.execute("set session_replication_role = origin");
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /** How calls are added up that were there before. */
    private static String migration() throws IOException {
        try (InputStream file = YearOfCalls.class.getResourceAsStream("/db/migration/V12__facets.sql")) {
            String all = new String(requireNonNull(file).readAllBytes(), UTF_8);
            return Arrays.stream(all.split(";"))
                    .filter(part -> part.contains("insert into usage_delta"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}

package io.patchbay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.ledger.UsageSummary.By;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * How long reading takes on PostgreSQL, with a year of calls. Not among the tests: src/bench/reads runs it. With {@code -Dfilled=}
 * and a URL on one that was filled before.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadsBench {

    private static final long ROWS = Long.getLong("rows", 10_000_000);
    private static final int TIMES = 7;
    private static final Duration SUMMARY = Duration.ofMillis(200);
    private static final Duration PAGE = Duration.ofMillis(50);

    private TestDatabase database;

    @BeforeAll
    void start() {
        String filled = System.getProperty("filled");
        if (filled != null) {
            database = TestDatabase.at(filled);
            return;
        }
        long start = System.nanoTime();
        database = TestDatabase.postgres();
        try {
            YearOfCalls.fill(database, ROWS);
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

    @Test
    void anySummaryOfAMonthIsQuick() {
        List<Took> all = new ArrayList<>();
        for (String zone : List.of("UTC", "Europe/Berlin", "Asia/Kolkata")) {
            for (By by : List.of(
                    By.MODEL, By.PROVIDER, By.TENANT, By.TEAM, By.KEY, By.CALLER, By.OPERATION, By.DAY, By.MONTH)) {
                all.add(summary(zone, july(), Scope.ALL, by));
            }
            all.add(summary(zone, july(), Scope.ALL, By.MODEL, By.DAY));
            all.add(summary(zone, july(), Scope.ALL, By.KEY, By.DAY));
            all.add(summary(zone, july(), Scope.ALL, By.KEY, By.MODEL));
            all.add(summary(zone, july(), Scope.ALL, By.TEAM, By.OPERATION));
            all.add(summary(zone, july(), YearOfCalls.LEAD, By.MODEL, By.DAY));
            all.add(summary(zone, july(), YearOfCalls.LEAD, By.OPERATION));
            all.add(summary(zone, july(), YearOfCalls.LEAD, By.JOB));
            all.add(summary(zone, july().with("operation", "operation-5"), Scope.ALL, By.MODEL, By.DAY));
            all.add(summary(zone, july().with("model", "model-3"), Scope.ALL, By.TEAM, By.DAY));
            all.add(summary(zone, july(), Scope.ALL, By.HOUR));
            all.add(summary(zone, july(), Scope.ALL, By.MODEL, By.HOUR));
            for (By other : List.of(By.MODEL, By.TEAM, By.HOUR, By.DAY, By.MONTH)) {
                all.add(summary(zone, july(), Scope.ALL, By.JOB, other));
            }
            all.add(summary(zone, july(), Scope.ALL, By.JOB));
            all.add(summary(zone, july().with("tenant", "tenant-3"), Scope.ALL, By.JOB));
        }
        Filter crooked = new Filter().between("2026-07-09T10:17:00Z", "2026-08-09T10:18:00Z");
        all.add(summary("UTC", crooked, Scope.ALL, By.KEY, By.MODEL));
        all.add(summary("Europe/Berlin", crooked, Scope.ALL, By.KEY, By.DAY));
        all.add(summary("Asia/Kolkata", crooked, Scope.ALL, By.JOB));
        all.add(summary("UTC", july().with("key", "key-7"), Scope.ALL, By.JOB));
        all.add(summary("UTC", new Filter().with("job", "job-77"), Scope.ALL, By.MODEL));
        print(all);
        assertThat(all)
                .allSatisfy(took -> assertThat(took.median()).as(took.what()).isLessThan(SUMMARY));
    }

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
            all.addAll(pages(filter, YearOfCalls.LEAD));
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

    private static Filter july() {
        return new Filter().between("2026-07-01T00:00:00Z", "2026-08-01T00:00:00Z");
    }

    private Took summary(String zone, Filter filter, Scope scope, By... by) {
        SummaryQuery query = new SummaryQuery(List.of(by), ZoneId.of(zone), filter.build());
        String what = "summary by " + List.of(by) + " in " + zone + (scope.equals(Scope.ALL) ? "" : " of a team")
                + " of " + filter;
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
            entities.getTransaction().begin(); // As in the server, whose settings are the transaction's.
            work.accept(new UsageReader(entities, Calls.ALL_KEPT));
            entities.getTransaction().commit();
        }
    }

    private static void print(List<Took> all) {
        all.stream()
                .map(took -> "%5d ms, %5d at most: %s"
                        .formatted(took.median().toMillis(), took.worst().toMillis(), took.what()))
                .forEach(System.out::println);
    }
}

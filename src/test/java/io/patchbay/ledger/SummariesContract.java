package io.patchbay.ledger;

import static io.patchbay.ledger.Calls.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.call.Caller;
import io.patchbay.call.Outcome;
import io.patchbay.call.Rights;
import io.patchbay.call.Role;
import io.patchbay.call.Settled;
import io.patchbay.database.Migrations;
import io.patchbay.ledger.UsageSummary.By;
import io.patchbay.ledger.UsageSummary.Group;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On every database summaries and pages say of three weeks of calls what counting these one by one says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SummariesContract {

    // Two hours of the 25th of October are called 02:00 in Berlin, and New York changes a week later.
    private static final Instant FIRST = Instant.parse("2026-10-15T00:00:00Z");
    private static final int MINUTES = 21 * 24 * 60;
    private static final Map<By, DateTimeFormatter> NAMES = Map.of(
            By.HOUR, DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:00xxx"),
            By.DAY, DateTimeFormatter.ISO_LOCAL_DATE,
            By.MONTH, DateTimeFormatter.ofPattern("uuuu-MM"));

    private final List<Settled> calls = new ArrayList<>();
    private TestDatabase database;

    abstract TestDatabase open();

    TestDatabase database() {
        return database;
    }

    @BeforeAll
    void start() {
        database = open();
        Random random = new Random(7);
        for (int batch = 0; batch < 60; batch++) {
            List<Entry> entries = new ArrayList<>();
            for (int n = 0; n < 25; n++) {
                Settlement settlement =
                        (Settlement) random(random, batch * 25 + n).entry();
                calls.add(settlement.settled());
                entries.add(settlement);
            }
            database.write(entries, new UUID(0, batch % 3), Instant.EPOCH);
            // So that there are both, and late ones for most sums.
            if (batch < 50 && batch % 4 == 0) {
                database.fold();
            }
        }
    }

    private static Calls random(Random random, int n) {
        String tenant = random.nextInt(3) == 0 ? "umbrella" : "acme";
        Caller caller = new Caller(
                "c" + random.nextInt(3),
                Optional.of(tenant),
                Optional.of("t" + random.nextInt(2)),
                Optional.of("k" + random.nextInt(4)),
                Set.of(),
                Rights.ALL);
        Calls call = call("r" + n)
                .by(caller)
                .at(FIRST.plus(random.nextInt(MINUTES), ChronoUnit.MINUTES)
                        .plusNanos(random.nextInt(60) * 1_000_000_000L)
                        .toString())
                .labelled(job(random.nextInt(70)), "o" + random.nextInt(20))
                .served("m" + random.nextInt(4))
                .took(Duration.ofMillis(1L << random.nextInt(18)));
        return switch (random.nextInt(10)) {
            case 0 -> call.failedUnasked();
            case 1 -> call.unpriced();
            default -> call;
        };
    }

    private static Optional<String> job(int n) {
        return n < 50 ? Optional.of("j" + n) : Optional.empty();
    }

    @AfterAll
    void close() throws Exception {
        database.close();
    }

    @Test
    void readsSumsAndWhatIsNotAddedUpYet() throws SQLException {
        try (Connection connection = database.source().getConnection()) {
            for (String table : List.of(
                    "usage_week",
                    "usage_day",
                    "usage_hour",
                    "usage_quarter",
                    "usage_job",
                    "usage_jobless",
                    "usage_delta")) {
                assertThat(new Sql(connection).list("select calls from " + table, row -> row.getLong(1)))
                        .as(table)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void sumsAreThoseOfTheCalls() {
        assertSumsAreThoseOfTheCalls(database);
    }

    private static void assertSumsAreThoseOfTheCalls(TestDatabase database) {
        List<String> discrepancies = database.of(session -> session.doReturningWork(Discrepancies::find));
        assertThat(discrepancies).isEmpty();
    }

    /** Some were added up by it, and some were not yet. */
    @Test
    void takesOverTheSumsOfVersion12() throws Exception {
        assertTakesOverTheSumsOfVersion12(this::open);
    }

    static void assertTakesOverTheSumsOfVersion12(Supplier<TestDatabase> opening) throws Exception {
        try (TestDatabase older = opening.get()) {
            Random random = new Random(8);
            older.write(entries(random, 0), new UUID(0, 1), Instant.EPOCH);
            older.fold();
            older.write(entries(random, 25), new UUID(0, 1), Instant.EPOCH);
            for (String step : List.of(
                    "drop table usage_week",
                    "drop table usage_jobless",
                    "alter table usage_delta drop column part",
                    "delete from \"flyway_schema_history\" where \"version\" = '13'")) {
                older.run(step);
            }

            Migrations.migrate(older.source());

            assertSumsAreThoseOfTheCalls(older);
            older.fold();
            assertSumsAreThoseOfTheCalls(older);
        }
    }

    /** The week of the 29th of October is November's, but for three days. */
    @Test
    void countsNoGroupOfWhichAllWasMovedElsewhere() throws Exception {
        try (TestDatabase other = open()) {
            List<Entry> entries = new ArrayList<>();
            entries.add(ofKey(0, "2026-09-15T12:00:00Z"));
            IntStream.range(0, 500).forEach(n -> entries.add(ofKey(n, "2026-10-15T12:00:00Z")));
            IntStream.range(500, 600).forEach(n -> entries.add(ofKey(n, "2026-10-30T12:00:00Z")));
            IntStream.range(600, 950).forEach(n -> entries.add(ofKey(n, "2026-11-02T12:00:00Z")));
            entries.add(ofKey(600, "2026-11-21T12:00:00Z"));
            other.write(entries, new UUID(0, 1), Instant.EPOCH);
            other.fold();
            try (EntityManager entities = other.sessions().createEntityManager()) {
                UsageSummary summary = new UsageReader(entities, Calls.ALL_KEPT)
                        .summary(
                                new SummaryQuery(List.of(By.KEY, By.MONTH), ZoneOffset.UTC, UsageFilter.ALL),
                                Scope.ALL);
                assertThat(summary.groups()).hasSize(951);
                assertThat(summary.complete()).isTrue();
                UsageSummary jobless = new UsageReader(entities, Calls.ALL_KEPT)
                        .summary(new SummaryQuery(List.of(By.JOB), ZoneOffset.UTC, UsageFilter.ALL), Scope.ALL);
                assertThat(jobless.groups()).hasSize(1);
                assertThat(jobless.groups().getFirst().calls()).isEqualTo(952);
            }
        }
    }

    private static Entry ofKey(int key, String at) {
        Caller caller =
                new Caller("anna", Optional.empty(), Optional.empty(), Optional.of("key" + key), Set.of(), Rights.ALL);
        return call(at + key).by(caller).labelled(Optional.empty(), "o").at(at).entry();
    }

    private static List<Entry> entries(Random random, int first) {
        return IntStream.range(first, first + 25)
                .mapToObj(n -> random(random, n).entry())
                .toList();
    }

    private UsageSummary summary(String zone, UsageFilter filter, Scope scope, By... by) {
        try (EntityManager entities = database.sessions().createEntityManager()) {
            return new UsageReader(entities, Calls.ALL_KEPT)
                    .summary(new SummaryQuery(List.of(by), ZoneId.of(zone), filter), scope);
        }
    }

    /** What is compared: one line a group. */
    private static String line(List<String> keys, long calls, long failed, long input, BigDecimal cost) {
        return keys + " " + calls + " " + failed + " " + input + " " + cost.stripTrailingZeros();
    }

    private static List<String> lines(UsageSummary summary) {
        return summary.groups().stream()
                .map(group -> line(
                        group.keys().stream().map(key -> key.orElse("")).toList(),
                        group.calls(),
                        group.outcomes().failed(),
                        group.usage().input(),
                        group.cost()))
                .toList();
    }

    private List<String> counted(String zone, Predicate<Settled> which, By... by) {
        Map<String, List<Settled>> groups = new TreeMap<>();
        Map<String, List<String>> names = new TreeMap<>();
        calls.stream().filter(which).forEach(call -> {
            List<String> keys =
                    Stream.of(by).map(one -> key(one, call, ZoneId.of(zone))).toList();
            names.put(keys.toString(), keys);
            groups.computeIfAbsent(keys.toString(), ignored -> new ArrayList<>())
                    .add(call);
        });
        return groups.entrySet().stream()
                .map(group -> line(
                        names.get(group.getKey()),
                        group.getValue().size(),
                        group.getValue().stream()
                                .filter(call -> call.outcome() == Outcome.FAILED)
                                .count(),
                        group.getValue().stream()
                                .mapToLong(call -> call.usage().input())
                                .sum(),
                        group.getValue().stream()
                                .flatMap(call -> call.cost().stream())
                                .reduce(BigDecimal.ZERO, BigDecimal::add)))
                .toList();
    }

    private static String key(By by, Settled call, ZoneId zone) {
        ZonedDateTime at = call.call().startedAt().atZone(zone);
        Caller caller = call.call().caller();
        return switch (by) {
            case MODEL -> call.model().orElse("");
            case PROVIDER -> call.provider().orElse("");
            case TENANT -> caller.tenant().orElse("");
            case TEAM -> caller.team().orElse("");
            case KEY -> caller.key().orElse("");
            case CALLER -> caller.name();
            case OPERATION -> call.call().labels().operation().orElse("");
            case JOB -> call.call().labels().jobId().orElse("");
            case HOUR -> NAMES.get(by).format(at.truncatedTo(ChronoUnit.HOURS));
            case DAY, MONTH -> NAMES.get(by).format(at);
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Europe/Berlin",
                "America/New_York",
                "Asia/Kolkata",
                "Asia/Kathmandu",
                "Australia/Lord_Howe",
                "Pacific/Kiritimati",
                "Pacific/Pago_Pago"
            })
    void everyZoneHasItsOwnHoursDaysAndMonths(String zone) {
        for (By time : List.of(By.HOUR, By.DAY, By.MONTH)) {
            assertThat(lines(summary(zone, UsageFilter.ALL, Scope.ALL, time)))
                    .as("by %s in %s", time, zone)
                    .containsExactlyInAnyOrderElementsOf(counted(zone, call -> true, time));
            UsageFilter window = new Filter()
                    .between("2026-10-20T10:17:31Z", "2026-11-01T06:59:59Z")
                    .build();
            assertThat(lines(summary(zone, window, Scope.ALL, By.MODEL, time)))
                    .as("models by %s in %s", time, zone)
                    .containsExactlyInAnyOrderElementsOf(counted(zone, call -> isWithin(window, call), By.MODEL, time));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Berlin", "Asia/Kolkata", "Asia/Kathmandu", "Pacific/Pago_Pago"})
    void jobsAreThoseOfTheZoneAndOfTheFilter(String zone) {
        UsageFilter window = new Filter()
                .between("2026-10-20T10:17:31Z", "2026-11-01T06:59:59Z")
                .with("tenant", "acme")
                .build();
        Predicate<Settled> which =
                call -> call.call().caller().tenant().equals(Optional.of("acme")) && isWithin(window, call);
        for (By other : List.of(By.MODEL, By.DAY, By.MONTH, By.HOUR)) {
            assertThat(lines(summary(zone, window, Scope.ALL, By.JOB, other)))
                    .as("jobs by %s in %s", other, zone)
                    .containsExactlyInAnyOrderElementsOf(counted(zone, which, By.JOB, other));
        }
        assertThat(lines(summary(zone, window, Scope.ALL, By.JOB)))
                .hasSize(51)
                .containsExactlyInAnyOrderElementsOf(counted(zone, which, By.JOB));
    }

    private static boolean isWithin(UsageFilter window, Settled call) {
        Instant at = call.call().startedAt();
        return !at.isBefore(window.from().orElseThrow())
                && at.isBefore(window.to().orElseThrow());
    }

    @Test
    void groupsByAnyOneAndByAnyTwo() {
        for (By one : By.values()) {
            assertThat(lines(summary("Europe/Berlin", UsageFilter.ALL, Scope.ALL, one)))
                    .containsExactlyInAnyOrderElementsOf(counted("Europe/Berlin", call -> true, one));
        }
        for (By other : List.of(By.MODEL, By.OPERATION, By.JOB, By.DAY)) {
            assertThat(lines(summary("Europe/Berlin", UsageFilter.ALL, Scope.ALL, By.TEAM, other)))
                    .containsExactlyInAnyOrderElementsOf(counted("Europe/Berlin", call -> true, By.TEAM, other));
        }
    }

    @ParameterizedTest
    @CsvSource({"tenant, umbrella", "team, t1", "key, k2", "operation, o3", "model, m1", "job, j7", "caller, c0"})
    void filtersByAll(String name, String value) {
        UsageFilter filter = new Filter().with(name, value).build();
        Predicate<Settled> which = call -> key(By.valueOf(name.toUpperCase(Locale.ROOT)), call, ZoneId.of("UTC"))
                .equals(value);
        assertThat(lines(summary("UTC", filter, Scope.ALL, By.PROVIDER, By.DAY)))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(counted("UTC", which, By.PROVIDER, By.DAY));
        assertThat(paged(filter, Scope.ALL, 60)).isEqualTo(newestFirst(which));
    }

    @Test
    void nobodySeesMoreInSumsThanInCalls() {
        Caller lead = new Caller(
                "lena", Optional.of("acme"), Optional.of("t1"), Optional.empty(), Set.of(Role.TEAM_LEAD), Rights.ALL);
        Predicate<Settled> ofTeam = call -> call.call().caller().tenant().equals(lead.tenant())
                && call.call().caller().team().equals(lead.team());
        for (By by : By.values()) {
            assertThat(lines(summary("Asia/Kolkata", UsageFilter.ALL, Scope.of(lead), by)))
                    .containsExactlyInAnyOrderElementsOf(counted("Asia/Kolkata", ofTeam, by));
        }
        assertThat(paged(UsageFilter.ALL, Scope.of(lead), 70)).isEqualTo(newestFirst(ofTeam));
        assertThat(summary("UTC", UsageFilter.ALL, Scope.of(new Caller("c1")), By.TENANT)
                        .groups())
                .isEmpty();
    }

    /** Several dimensions more than are looked up together, on single days too. */
    @Test
    void pagesThroughFewAndThroughMany() {
        assertThat(paged(new Filter().with("tenant", "umbrella").build(), Scope.ALL, 40))
                .isEqualTo(newestFirst(call -> call.call().caller().tenant().equals(Optional.of("umbrella"))));
        assertThat(paged(UsageFilter.ALL, Scope.ALL, 400)).isEqualTo(newestFirst(call -> true));
        assertThat(paged(new Filter().with("key", "nobodys").build(), Scope.ALL, 5))
                .isEmpty();
        Instant to = Instant.parse("2026-10-27T11:00:00Z");
        assertThat(paged(
                        new Filter()
                                .with("team", "t0")
                                .between("2026-10-20T10:17:31Z", to.toString())
                                .build(),
                        Scope.ALL,
                        45))
                .isEqualTo(newestFirst(call -> call.call().caller().team().equals(Optional.of("t0"))
                        && !call.call().startedAt().isBefore(Instant.parse("2026-10-20T10:17:31Z"))
                        && call.call().startedAt().isBefore(to)));
    }

    private List<String> paged(UsageFilter filter, Scope scope, int limit) {
        List<String> seen = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            try (EntityManager entities = database.sessions().createEntityManager()) {
                UsagePage page =
                        new UsageReader(entities, Calls.ALL_KEPT).page(new UsageQuery(filter, limit, next), scope);
                page.items().forEach(item -> seen.add(item.startedAt().toString()));
                next = page.next();
            }
        } while (next.isPresent());
        return seen;
    }

    private List<String> newestFirst(Predicate<Settled> which) {
        return calls.stream()
                .filter(which)
                .map(call -> call.call().startedAt())
                .sorted(Comparator.reverseOrder())
                .map(Instant::toString)
                .toList();
    }

    @Test
    void ratesAndPercentilesAreThoseOfTheCalls() {
        Group all =
                summary("UTC", UsageFilter.ALL, Scope.ALL, By.MONTH).groups().getLast();
        List<Settled> october = calls.stream()
                .filter(call -> key(By.MONTH, call, ZoneId.of("UTC")).equals("2026-10"))
                .toList();
        List<Settled> completed = october.stream()
                .filter(call -> call.outcome() == Outcome.COMPLETED)
                .toList();
        long failed = october.size() - completed.size();
        assertThat(all.errorRate()).hasValue((double) failed / october.size());
        assertThat(all.fallbackRate()).hasValue(1); // The first of each two targets had enough.
        assertThat(all.cacheShare())
                .hasValue(2.0 / Calls.call("any").settled().usage().totalInput());
        List<Long> sorted =
                completed.stream().map(call -> call.took().toMillis()).sorted().toList();
        assertNear(all.latencyMs().p50().orElseThrow(), sorted, 0.5);
        assertNear(all.latencyMs().p95().orElseThrow(), sorted, 0.95);
        assertNear(all.latencyMs().p99().orElseThrow(), sorted, 0.99);
        assertThat(all.firstEventMs().p50().orElseThrow()).isBetween(38L, 42L);
    }

    private static void assertNear(long value, List<Long> sorted, double share) {
        long exact = sorted.get((int) Math.ceil(share * sorted.size()) - 1);
        assertThat((double) value).isBetween(exact * 0.95 - 0.5, exact * 1.05 + 0.5);
    }

    @Test
    void showsTheNewestTimesFirstAndThoseWithMostCallsWithin() {
        List<Group> groups =
                summary("UTC", UsageFilter.ALL, Scope.ALL, By.MODEL, By.DAY).groups();
        assertThat(groups)
                .extracting(group -> group.keys().getLast().orElseThrow())
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(groups.stream()
                        .filter(group -> group.keys().getLast().equals(Optional.of("2026-10-20")))
                        .map(Group::calls))
                .isSortedAccordingTo(Comparator.reverseOrder());
    }
}

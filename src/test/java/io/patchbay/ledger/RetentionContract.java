package io.patchbay.ledger;

import static io.patchbay.ledger.Calls.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.budget.Share;
import io.patchbay.call.Settled;
import io.patchbay.ledger.LedgerSettings.Retention;
import io.patchbay.ledger.Reservations.Intent;
import io.patchbay.ledger.Settlement.Bill;
import io.patchbay.ledger.UsageSummary.By;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** On every database what is older than it is kept goes, in steps, and nothing else does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class RetentionContract {

    private static final UUID SERVER = new UUID(0, 1);
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant SINCE = Instant.parse("2026-11-12T00:00:00Z");
    private static final int STEP = 100;
    private static final Retention TEN_DAYS = retention(10, 20);

    private TestDatabase database;
    private Instant now;

    abstract TestDatabase open();

    @BeforeAll
    void start() {
        database = open();
        database.run("insert into tenant (id, name, active, created_at, version)"
                + " values ('acme', 'Acme', true, timestamp '2026-01-01 00:00:00', 1)");
        database.run("insert into budget (id, tenant, models, period, zone, amount, soft, active, created_at, version)"
                + " values (1, 'acme', '', 'TOTAL', 'UTC', 100, '', true, timestamp '2026-01-01 00:00:00', 1)");
    }

    @AfterAll
    void close() throws Exception {
        database.close();
    }

    @BeforeEach
    void empty() {
        now = NOW;
        List.of(
                        "intent",
                        "charge",
                        "balance",
                        "attempt_record",
                        "usage_record",
                        "usage_delta",
                        "usage_week",
                        "usage_day",
                        "usage_hour",
                        "usage_quarter",
                        "usage_jobless",
                        "usage_job")
                .forEach(table -> database.run("delete from " + table));
    }

    private static Retention retention(long calls, long sums) {
        return new Retention(Optional.of(Duration.ofDays(calls)), Optional.of(Duration.ofDays(sums)));
    }

    private void write(Entry... entries) {
        database.write(List.of(entries), SERVER, now);
    }

    private void writeAt(String... instants) {
        for (String instant : instants) {
            write(call(instant).at(instant).entry());
        }
        database.fold();
    }

    /** One in each second. */
    private void writeMany(int calls, Instant first) {
        List<Entry> entries = new ArrayList<>();
        IntStream.range(0, calls)
                .mapToObj(n -> call("many").at(first.plusSeconds(n).toString()).entry())
                .forEach(entries::add);
        database.write(entries, SERVER, now);
    }

    private OldRows.Step step(Deletion.Work work) {
        return database.of(session -> step(session, work));
    }

    private static OldRows.Step step(StatelessSession session, Deletion.Work work) {
        return session.doReturningWork(connection -> work.on(new OldRows(new Sql(connection), STEP)));
    }

    private static OldRows.Step old(StatelessSession session) {
        return step(session, rows -> rows.calls(Instant.EPOCH, SINCE));
    }

    private Deletion run(Retention retention, Deletion.Pause pause) throws InterruptedException {
        Deletion deletion = new Deletion(this::step, pause);
        deletion.run(Kept.at(now, retention));
        return deletion;
    }

    private Deletion run(Retention retention) throws InterruptedException {
        return run(retention, () -> true);
    }

    private long count(String table) {
        return database.of(session -> session.createNativeQuery("select count(*) from " + table, Long.class)
                .getSingleResult());
    }

    private List<String> requests() {
        return database.of(session -> session.createNativeQuery(
                        "select request_id from usage_record order by started_at", String.class)
                .getResultList());
    }

    private <T> T reading(Function<EntityManager, T> read) {
        try (EntityManager entities = database.sessions().createEntityManager()) {
            return read.apply(entities);
        }
    }

    private UsageSummary summary(By by, String zone, Optional<String> from) {
        return summary(List.of(by), zone, from);
    }

    private UsageSummary summary(List<By> by, String zone, Optional<String> from) {
        Filter filter = new Filter();
        from.ifPresent(given -> filter.with("from", given));
        return summary(by, zone, filter);
    }

    private UsageSummary summary(List<By> by, String zone, Filter filter) {
        return summary(by, zone, filter, TEN_DAYS);
    }

    private UsageSummary summary(List<By> by, String zone, Filter filter, Retention retention) {
        Keeping keeping = new Keeping(retention, () -> now);
        return reading(entities -> new UsageReader(entities, keeping)
                .summary(new SummaryQuery(by, ZoneId.of(zone), filter.build()), Scope.ALL));
    }

    private List<String> days(String zone, Optional<String> from) {
        return summary(By.DAY, zone, from).groups().stream()
                .map(group -> group.keys().getFirst().orElseThrow() + " " + group.calls())
                .toList();
    }

    @Test
    void deletesCallsOfDaysThatAreTooOldWithTheirTries() throws InterruptedException {
        writeAt("2026-11-11T23:59:59.999999Z", "2026-11-12T00:00:00Z", "2026-11-22T09:00:00Z");

        assertThat(run(TEN_DAYS).calls()).isEqualTo(1);
        assertThat(requests()).containsExactly("2026-11-12T00:00:00Z", "2026-11-22T09:00:00Z");
        assertThat(count("attempt_record")).isEqualTo(4);
        now = NOW.plus(1, ChronoUnit.DAYS);
        assertThat(run(TEN_DAYS).calls()).isEqualTo(1);
        assertThat(requests()).containsExactly("2026-11-22T09:00:00Z");
    }

    @Test
    void keepsAllWhereNothingElseIsSaid() throws InterruptedException {
        writeAt("1996-11-11T00:00:00Z");

        assertThat(run(Retention.ALL).calls()).isZero();
        assertThat(requests()).hasSize(1);
        assertThat(count("usage_day")).isEqualTo(Rollup.DAY.facets().size());
    }

    @Test
    void keepsSumsForLonger() throws InterruptedException {
        writeAt("2026-11-01T23:00:00Z", "2026-11-02T00:00:00Z", "2026-11-11T12:30:00Z", "2026-11-22T09:00:00Z");
        List<String> before = days("Europe/Berlin", Optional.of("2026-11-02T00:00:00Z"));

        Deletion deletion = run(TEN_DAYS);

        assertThat(deletion.calls()).isEqualTo(3);
        assertThat(deletion.sums()).isEqualTo(rowsOfSums(1, 1, 1, 0));
        assertThat(days("Europe/Berlin", Optional.of("2026-11-02T00:00:00Z")))
                .isEqualTo(before)
                .containsExactly("2026-11-22 1", "2026-11-11 1", "2026-11-02 1");
        assertThat(days("UTC", Optional.empty())).containsExactly("2026-11-22 1", "2026-11-11 1", "2026-11-02 1");
    }

    /** The week of both has it still. */
    @Test
    void showsNoSumOfADayThatWasDeletedBeforeMoreWasKept() throws InterruptedException {
        writeAt("2026-10-29T12:00:00Z", "2026-10-30T12:00:00Z", "2026-11-22T09:00:00Z");
        run(retention(10, 23));

        assertThat(summary(List.of(By.MODEL), "UTC", new Filter(), Retention.ALL)
                        .groups()
                        .getFirst()
                        .calls())
                .isEqualTo(2);
    }

    @Test
    void showsNoSumOfADayThatIsBeingDeleted() {
        writeAt("2026-11-01T12:00:00Z", "2026-11-22T09:00:00Z");

        assertThat(days("UTC", Optional.of("2026-10-01T00:00:00Z"))).containsExactly("2026-11-22 1");
    }

    @Test
    void refusesWhatOnlyDeletedCallsCouldTell() {
        writeAt("2026-11-11T18:15:00Z", "2026-11-11T18:45:00Z", "2026-11-22T09:00:00Z");

        assertThat(refusal(By.MODEL, "UTC", Optional.of("2026-11-11T18:20:00Z")).since())
                .isEqualTo(SINCE);
        assertThat(refusal(By.JOB, "UTC", Optional.of("2026-11-11T18:00:00Z")).since())
                .isEqualTo(SINCE);
        // In Kolkata the day begins between the first two.
        assertThat(days("Asia/Kolkata", Optional.of("2026-11-10T18:30:00Z")))
                .containsExactly("2026-11-22 1", "2026-11-12 1", "2026-11-11 1");
        assertThat(summary(By.MODEL, "UTC", Optional.of("2026-11-11T18:00:00Z"))
                        .groups()
                        .getFirst()
                        .calls())
                .isEqualTo(3);
        assertThat(summary(By.JOB, "UTC", Optional.of("2026-11-11T00:00:00Z"))
                        .groups()
                        .getFirst()
                        .calls())
                .isEqualTo(3);
    }

    private DeletedCallsException refusal(By by, String zone, Optional<String> from) {
        return catchThrowableOfType(DeletedCallsException.class, () -> summary(by, zone, from));
    }

    @Test
    void tellsOfTheCallsThatAreKeptWhereNoSumsKnow() {
        writeAt("2026-11-11T18:15:00Z", "2026-11-22T09:00:00Z");

        assertThat(summary(List.of(By.JOB), "UTC", Optional.empty())
                        .groups()
                        .getFirst()
                        .calls())
                .isEqualTo(2);
        assertThat(summary(List.of(By.JOB, By.MODEL), "UTC", Optional.empty())
                        .groups()
                        .getFirst()
                        .calls())
                .isEqualTo(2);
        Filter request = new Filter().with("request", "2026-11-11T18:15:00Z");
        assertThat(summary(List.of(By.MODEL), "UTC", request).groups()).isEmpty();
    }

    private static Claim claim(Settled call) {
        return new Claim(
                new Intent(call.id(), call.call(), Optional.of("v1"), call.explanation()),
                List.of(new Share(1, BigDecimal.TEN)),
                true,
                Instant.EPOCH);
    }

    private static Settlement settlement(Settled call) {
        return new Settlement(
                call,
                Optional.of(new Bill(List.of(1L), Optional.of(List.of(new Share(1, BigDecimal.ONE))))),
                Instant.EPOCH);
    }

    @Test
    void keepsOpenCallsAndWhatIsSetAsideForThemAndWhatBudgetsHaveSpent() throws InterruptedException {
        Settled open = call("open").at("2026-11-01T12:00:00Z").settled();
        Settled ended = call("ended").at("2026-11-01T12:00:00Z").settled();
        Settled young = call("young").at("2026-11-20T12:00:00Z").settled();
        write(claim(open), claim(ended), claim(young));
        write(settlement(ended), settlement(young));

        assertThat(run(TEN_DAYS).calls()).isEqualTo(1);

        assertThat(requests()).containsExactly("young");
        assertThat(count("intent")).isEqualTo(1);
        assertThat(count("charge")).isEqualTo(2);
        assertThat(count("charge where charged is null")).isEqualTo(1);
        assertThat(count("balance where spent = 2 and reserved = 10")).isEqualTo(1);
        write(settlement(open));
        assertThat(count("balance where spent = 3 and reserved = 0")).isEqualTo(1);
    }

    @Test
    void keepsARowWhoseCallIsOpenAllTheSame() {
        Settled call = call("odd").at("2026-11-01T12:00:00Z").settled();
        write(claim(call));
        write(settlement(call));
        database.run(("insert into intent (call_id, server_id, request_id, caller, started_at)"
                        + " values ('%s', '%s', 'odd', 'anna', timestamp '2026-11-01 12:00:00')")
                .formatted(call.id(), SERVER));

        assertThat(database.of(RetentionContract::old)).isEqualTo(new OldRows.Step(0, Instant.EPOCH, true));
        assertThat(requests()).containsExactly("odd");
    }

    @Test
    void deletesSomeAtATimeAndStopsBetweenAnyTwoSteps() throws InterruptedException {
        writeMany(250, Instant.parse("2026-11-01T12:00:00Z"));
        writeMany(10, Instant.parse("2026-11-21T12:00:00Z"));
        List<Long> left = new ArrayList<>();

        run(TEN_DAYS, () -> left.add(count("usage_record")) && left.size() < 3);
        assertThat(left).startsWith(260L, 160L, 60L).endsWith(60L);
        assertThat(run(TEN_DAYS).calls()).isEqualTo(50);
        assertThat(requests()).hasSize(10);
        assertThat(run(TEN_DAYS).calls()).isZero();
    }

    @Test
    void deletesSumsSomeAtATime() throws InterruptedException {
        List<Entry> entries = new ArrayList<>();
        Instant first = Instant.parse("2026-01-01T00:00:00Z");
        IntStream.range(0, 210)
                .mapToObj(n -> call("many")
                        .at(first.plus(n, ChronoUnit.HOURS).toString())
                        .entry())
                .forEach(entries::add);
        database.write(entries, SERVER, now);
        List<Long> left = new ArrayList<>();

        database.fold();

        Deletion deletion = run(TEN_DAYS, () -> left.add(count("usage_hour")));

        long hours = 210L * Rollup.HOUR.facets().size();
        assertThat(left).contains(hours, hours - 100, hours - 200, hours - 210);
        assertThat(deletion.sums()).isEqualTo(rowsOfSums(210, 210, 9, 2));
        assertThat(Stream.of("usage_week", "usage_day", "usage_hour", "usage_quarter", "usage_job", "usage_jobless")
                        .mapToLong(this::count)
                        .sum())
                .isZero();
    }

    /** Of one dimension and job. */
    private static int rowsOfSums(int quarters, int hours, int days, int weeks) {
        return quarters * Rollup.QUARTER.facets().size()
                + hours * (Rollup.HOUR.facets().size() + 1)
                + days * Rollup.DAY.facets().size()
                + weeks * Rollup.WEEK.facets().size();
    }

    @Test
    void neitherWaitsForAnotherServerNorDeletesWhatThatDeletes() {
        writeMany(150, Instant.parse("2026-11-01T12:00:00Z"));

        OldRows.Step first = database.of(session -> {
            OldRows.Step one = old(session);
            OldRows.Step other = database.of(RetentionContract::old);
            assertThat(other).isEqualTo(new OldRows.Step(0, one.from(), false));
            OldRows.Step next = step(rows -> rows.calls(other.from(), SINCE));
            assertThat(next.deleted()).isEqualTo(50);
            assertThat(next.isLast()).isTrue();
            return one;
        });

        assertThat(first.deleted()).isEqualTo(100);
        assertThat(count("usage_record") + count("attempt_record")).isZero();
    }
}

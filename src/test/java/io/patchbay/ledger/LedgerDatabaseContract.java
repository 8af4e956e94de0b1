package io.patchbay.ledger;

import static io.patchbay.ledger.Calls.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Caller;
import io.patchbay.call.Outcome;
import io.patchbay.call.Rights;
import io.patchbay.call.Role;
import io.patchbay.call.Settled;
import io.patchbay.chat.Usage;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.hibernate.Session;
import org.hibernate.StatelessSession;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every database under the ledger has to do: take every row, and find it again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LedgerDatabaseContract {

    private TestDatabase database;
    private UsageItem older;
    private List<String> addedUp = List.of("nothing");

    /** @param before what is done to the empty database first */
    abstract TestDatabase open(Consumer<DataSource> before);

    @BeforeAll
    void start() {
        database = open(LedgerDatabaseContract::addRowsOfVersion3);
        older = page(new UsageQuery(filter("request", "older"), 1, Optional.empty()))
                .items()
                .getFirst();
        addedUp = discrepancies();
    }

    /** From before pictures and service tiers were told apart: a call of two tries, the first of which used nothing. */
    private static void addRowsOfVersion3(DataSource database) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .target("3")
                .load()
                .migrate();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into usage_record (id, request_id, caller, outcome, streamed, input, cache_read, cache_write5m,
                        cache_write1h, output, reasoning, audio_input, audio_output, estimated, started_at, started_on,
                        latency_ms, attempts)
                    values (-1, 'older', 'c', 'COMPLETED', false, 1, 0, 0, 0, 2, 0, 0, 0, false,
                        timestamp with time zone '2026-07-01 00:00:00+00', date '2026-07-01', 5, 2)""");
            statement.execute("""
                    insert into attempt_record (id, usage_record_id, n, provider, model, started_at, took_ms, error_code)
                    values (-2, -1, 1, 'a', 'm', timestamp with time zone '2026-07-01 00:00:00+00', 1, 'unavailable')""");
            statement.execute("""
                    insert into attempt_record (id, usage_record_id, n, provider, model, started_at, took_ms, input,
                        cache_read, cache_write5m, cache_write1h, output, reasoning, audio_input, audio_output, estimated)
                    values (-1, -1, 2, 'b', 'm', timestamp with time zone '2026-07-01 00:00:00+00', 1,
                        1, 0, 0, 0, 2, 0, 0, 0, false)""");
            statement.execute("""
                    insert into usage_record (id, request_id, caller, served_model, outcome, streamed, input, cache_read,
                        cache_write5m, cache_write1h, output, reasoning, audio_input, audio_output, estimated, started_at,
                        started_on, latency_ms, first_event_ms, attempts)
                    select -n, 'old ' || n, 'c' || mod(n, 2), case when mod(n, 3) = 0 then 'm' end,
                        case when mod(n, 5) = 0 then 'FAILED' else 'COMPLETED' end, true, n, 0, 0, 0, 2, 0, 0, 0, false,
                        timestamp with time zone '2026-06-30 21:00:00+00' + n * interval '7' minute, date '2026-07-01',
                        n * n, case when mod(n, 4) = 0 then n end, 1
                    from (select 10 + row_number() over (order by a.n, b.n) as n
                        from (values (1), (2), (3), (4), (5), (6), (7)) a (n), (values (1), (2), (3), (4), (5), (6), (7)) b (n)) numbers""");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void readsRowsOfEarlierVersions() {
        Usage usage = Usage.builder().input(1).output(2).build();

        assertThat(older.usage()).isEqualTo(usage);
        assertThat(older.tries())
                .extracting(UsageItem.Try::usage)
                .containsExactly(Optional.empty(), Optional.of(usage));
    }

    @Test
    void addsUpRowsOfEarlierVersions() {
        assertThat(addedUp).isEmpty();
    }

    @AfterAll
    void close() throws Exception {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.run("delete from attempt_record");
        database.run("delete from usage_record");
        List.of("week", "day", "hour", "quarter", "job", "jobless", "delta")
                .forEach(sums -> database.run("delete from usage_" + sums));
    }

    private List<String> discrepancies() {
        return database.of(session -> session.doReturningWork(Discrepancies::find));
    }

    private void inTransaction(Consumer<StatelessSession> work) {
        database.inTransaction(work);
    }

    private void write(StatelessSession session, List<Entry> entries) {
        Batch.write(session, entries, database.place(entries, new UUID(0, 1)), Instant.EPOCH);
    }

    private void write(Calls... calls) {
        List<Entry> entries = Arrays.stream(calls).map(Calls::entry).toList();
        inTransaction(session -> write(session, entries));
    }

    private UsagePage page(UsageQuery query) {
        try (EntityManager entities = database.sessions().createEntityManager()) {
            return new UsageReader(entities, Calls.ALL_KEPT).page(query, Scope.ALL);
        }
    }

    private List<String> idsOf(UsageFilter filter) {
        return page(new UsageQuery(filter, 1_000, Optional.empty())).items().stream()
                .map(UsageItem::requestId)
                .toList();
    }

    private UsageItem only() {
        List<UsageItem> items =
                page(new UsageQuery(UsageFilter.ALL, 10, Optional.empty())).items();
        assertThat(items).hasSize(1);
        return items.getFirst();
    }

    private UsageSummary summary(UsageSummary.By by) {
        try (EntityManager entities = database.sessions().createEntityManager()) {
            return new UsageReader(entities, Calls.ALL_KEPT)
                    .summary(new SummaryQuery(List.of(by), ZoneOffset.UTC, UsageFilter.ALL), Scope.ALL);
        }
    }

    @Test
    void givesBackWhatWasWritten() {
        write(call("a"));
        UsageItem item = only();
        Instant micros = Instant.parse("2026-07-24T12:00:00.123456Z");
        Usage usage = Usage.builder()
                .input(1)
                .cacheRead(2)
                .cacheWrite5m(3)
                .cacheWrite1h(4)
                .output(5)
                .reasoning(6)
                .audioInput(7)
                .audioOutput(8)
                .imageInput(9)
                .imageOutput(10)
                .serviceTier("flex")
                .estimated(true)
                .build();
        assertThat(item)
                .isEqualTo(new UsageItem(
                        "a",
                        Optional.of("job-1"),
                        Optional.of("summarise"),
                        "anna",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("fast"),
                        Optional.of("openai/gpt-4o"),
                        Optional.of("openrouter"),
                        Outcome.COMPLETED,
                        true,
                        usage,
                        Optional.of(new BigDecimal("0.000001234567890123")),
                        Optional.of("v1"),
                        micros,
                        250,
                        Optional.of(40L),
                        Optional.empty(),
                        List.of(
                                new UsageItem.Try(
                                        1,
                                        "first",
                                        "m",
                                        micros,
                                        9,
                                        Optional.empty(),
                                        Optional.of("throttled"),
                                        false,
                                        Optional.empty()),
                                new UsageItem.Try(
                                        2,
                                        "openrouter",
                                        "openai/gpt-4o",
                                        micros,
                                        99,
                                        Optional.of(4L),
                                        Optional.empty(),
                                        true,
                                        Optional.of(usage)))));
    }

    @Test
    void keepsARowWhoseCallerSentTooMuchOrWhatNoDatabaseTakes() {
        write(call("a\0b").by("x".repeat(1_000)).labelled("\ud83d" + "y".repeat(200), "é".repeat(127) + "🙂"));
        UsageItem item = only();
        assertThat(item.requestId()).isEqualTo("a\uFFFDb");
        assertThat(item.caller()).isEqualTo("x".repeat(128));
        assertThat(item.jobId()).contains("\uFFFD" + "y".repeat(127));
        assertThat(item.operation()).contains("é".repeat(127));
    }

    @Test
    void writesNoSecondRowForATryThatWasCommittedAfterAll() {
        Entry entry = call("a").entry();
        inTransaction(session -> write(session, List.of(entry)));
        Entry other = call("b").entry();
        inTransaction(session -> write(session, List.of(entry, other)));
        assertThat(idsOf(UsageFilter.ALL)).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void takesNoSecondRowOfACallWhoeverWritesIt() {
        Settled settled = call("a").settled();
        Entry first = new Settlement(settled, Optional.empty(), Instant.EPOCH);
        Entry late = new Settlement(settled, Optional.empty(), Instant.EPOCH);
        inTransaction(session -> write(session, List.of(first)));

        assertThatThrownBy(() -> inTransaction(session -> write(session, List.of(late))))
                .isInstanceOf(ConstraintViolationException.class);
        inTransaction(session -> write(session, List.of(late))); // As Commits does, which finds it now.

        assertThat(idsOf(UsageFilter.ALL)).containsExactly("a");
    }

    @Test
    void writesAgainWhatWasRolledBack() {
        Entry entry = call("a").entry();
        assertThatThrownBy(() -> inTransaction(session -> {
                    write(session, List.of(entry));
                    throw new IllegalStateException("no commit");
                }))
                .hasMessage("no commit");
        inTransaction(session -> write(session, List.of(entry)));
        assertThat(idsOf(UsageFilter.ALL)).containsExactly("a");
    }

    @Test
    void addsEachCallUpOnceWhateverBecomesOfItsTries() {
        Entry first = call("a").entry();
        Entry second = call("b").at("2026-07-24T23:59:59.999999Z").unpriced().entry();
        inTransaction(session -> write(session, List.of(first)));
        assertThatThrownBy(() -> inTransaction(session -> {
                    write(session, List.of(second));
                    throw new IllegalStateException("no commit");
                }))
                .hasMessage("no commit");
        inTransaction(session -> write(session, List.of(first, second)));
        write(
                call("c"),
                call("d").by("bert"),
                call("e").failedUnasked(),
                call("f").at("2026-07-25T00:00:00Z"));
        List<Entry> elsewhere = List.of(call("g").entry(), call("h").by("bert").entry());
        Batch.Place other = database.place(elsewhere, new UUID(0, 2));
        inTransaction(session -> Batch.write(session, elsewhere, other, Instant.EPOCH));

        assertThat(idsOf(UsageFilter.ALL)).hasSize(8);
        assertThat(discrepancies()).isEmpty();
    }

    @Test
    void takesItsOwnProbe() {
        inTransaction(session -> {
            Rows.probe(session);
            session.getTransaction().rollback();
            session.beginTransaction();
        });
        assertThat(idsOf(UsageFilter.ALL)).isEmpty();
    }

    @Test
    void nobodyReadsOfMoreThanItsRolesAllow() {
        Caller key = caller("anna", "acme", "search", "key_a", Role.CALLER);
        Caller leader = caller("lena", "acme", "search", "key_l", Role.TEAM_LEAD);
        write(
                call("nobodys").by("anna"),
                call("tokens").by(caller("anna", "acme", "search", null, Role.CALLER)),
                call("keys").by(key),
                call("likeNamed").by(caller("anna", "acme", "search", "key_b", Role.CALLER)),
                call("otherTeams").by(caller("anna", "acme", "sales", "key_c", Role.CALLER)),
                call("foreign").by(caller("anna", "umbrella", "search", "key_d", Role.CALLER)));

        assertThat(seenBy(new Caller("anna"))).containsExactly("nobodys");
        assertThat(seenBy(caller("anna", "acme", "search", null, Role.CALLER))).containsExactly("tokens");
        assertThat(seenBy(key)).containsExactly("keys");
        assertThat(seenBy(leader)).containsExactlyInAnyOrder("tokens", "keys", "likeNamed");
        assertThat(seenBy(caller("lena", null, "search", null, Role.TEAM_LEAD))).isEmpty();
        assertThat(seenBy(caller("eve", "acme", null, null, Role.AUDITOR)))
                .containsExactlyInAnyOrder("tokens", "keys", "likeNamed", "otherTeams");
        assertThat(seenBy(caller("eve", null, null, null, Role.AUDITOR))).hasSize(6);
        assertThat(page(new UsageQuery(UsageFilter.ALL, 10, Optional.empty())).items().stream()
                        .filter(item -> item.requestId().equals("keys")))
                .extracting(UsageItem::keyId)
                .containsExactly(Optional.of("key_a"));
    }

    private List<String> seenBy(Caller reader) {
        try (EntityManager entities = database.sessions().createEntityManager()) {
            return new UsageReader(entities, Calls.ALL_KEPT)
                    .page(new UsageQuery(UsageFilter.ALL, 10, Optional.empty()), Scope.of(reader)).items().stream()
                            .map(UsageItem::requestId)
                            .toList();
        }
    }

    private static Caller caller(
            String name, @Nullable String tenant, @Nullable String team, @Nullable String key, Role role) {
        return new Caller(
                name,
                Optional.ofNullable(tenant),
                Optional.ofNullable(team),
                Optional.ofNullable(key),
                Set.of(role),
                Rights.ALL);
    }

    private List<CallItem> named(String requestId, Scope scope) {
        try (EntityManager entities = database.sessions().createEntityManager()) {
            return new CallReader(entities).named(requestId, scope);
        }
    }

    @Test
    void aCallIsFoundByItsNameWithAllThatExplainsIt() {
        Calls plain = call("a");
        Calls failed = call("a").failedUnasked().at("2026-07-25T00:00:00Z");
        write(plain, failed, call("b"));

        List<CallItem> calls = named("a", Scope.ALL);

        assertThat(calls).extracting(CallItem::explanation).containsExactly(failed.explanation(), plain.explanation());
        assertThat(calls).allSatisfy(call -> {
            assertThat(call.id()).isPresent();
            assertThat(call.open()).isFalse();
            assertThat(call.levels()).isEmpty();
        });
        assertThat(calls.getLast().item().tries()).hasSize(2);
        assertThat(named("c", Scope.ALL)).isEmpty();
    }

    /** So that most rows are no longer for it. */
    @Test
    void whatTheOtherColumnsTellIsNotWrittenTwice() {
        write(call("a"));
        inTransaction(
                session -> assertThat(session.createNativeQuery("select count(explained) from usage_record", Long.class)
                                .getSingleResult())
                        .isZero());
        write(call("b").failedUnasked());
        inTransaction(
                session -> assertThat(session.createNativeQuery("select count(explained) from usage_record", Long.class)
                                .getSingleResult())
                        .isOne());
    }

    @Test
    void aCallOfSomebodyElsesIsNotFound() {
        write(
                call("a").by(caller("anna", "acme", "search", "key_a", Role.CALLER)),
                call("a").by(caller("bert", "umbrella", "search", "key_b", Role.CALLER)));

        assertThat(named("a", Scope.ALL)).hasSize(2);
        assertThat(named("a", Scope.of(caller("anna", "acme", "search", "key_a", Role.CALLER))))
                .extracting(call -> call.item().caller())
                .containsExactly("anna");
        assertThat(named("a", Scope.of(caller("eve", "acme", null, null, Role.AUDITOR))))
                .extracting(call -> call.item().caller())
                .containsExactly("anna");
        assertThat(named("a", Scope.of(new Caller("anna")))).isEmpty();
    }

    /** Open calls are no rows, so their scope is told apart from that of rows. */
    @Test
    void aScopeHasTheSameCallsWhetherOrNotTheyHaveRows() {
        List<@Nullable String> tenants = Arrays.asList(null, "acme", "umbrella");
        List<@Nullable String> teams = Arrays.asList(null, "search");
        List<@Nullable String> keys = Arrays.asList(null, "key_a", "key_b");
        List<Caller> callers = new ArrayList<>();
        for (String name : List.of("anna", "bert")) {
            for (String tenant : tenants) {
                for (String team : teams) {
                    for (String key : keys) {
                        for (Role role : Role.values()) {
                            callers.add(caller(name, tenant, team, key, role));
                        }
                    }
                }
            }
        }
        List<Caller> distinct =
                callers.stream().filter(one -> one.is(Role.CALLER)).toList();
        write(IntStream.range(0, distinct.size())
                .mapToObj(i -> call("c" + i).by(distinct.get(i)))
                .toArray(Calls[]::new));
        for (Caller reader : callers) {
            Scope scope = Scope.of(reader);
            List<String> had = IntStream.range(0, distinct.size())
                    .filter(i -> scope.has(distinct.get(i)))
                    .mapToObj(i -> "c" + i)
                    .toList();
            assertThat(idsWithin(scope)).as("%s", reader).containsExactlyInAnyOrderElementsOf(had);
        }
    }

    private List<String> idsWithin(Scope scope) {
        try (EntityManager entities = database.sessions().createEntityManager()) {
            return new UsageReader(entities, Calls.ALL_KEPT)
                    .page(new UsageQuery(UsageFilter.ALL, 1_000, Optional.empty()), scope).items().stream()
                            .map(UsageItem::requestId)
                            .toList();
        }
    }

    @Test
    void pagesThroughAllOnceNewestFirstEvenWithinOneInstant() {
        write(IntStream.range(0, 25)
                .mapToObj(i -> call("r" + i).at("2026-07-24T12:00:0" + i / 10 + "Z"))
                .toArray(Calls[]::new));
        List<UsageItem> seen = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            UsagePage page = page(new UsageQuery(UsageFilter.ALL, 5, next));
            seen.addAll(page.items());
            next = page.next();
        } while (next.isPresent());
        assertThat(seen).hasSize(25).extracting(UsageItem::requestId).doesNotHaveDuplicates();
        assertThat(seen).extracting(UsageItem::startedAt).isSortedAccordingTo(Comparator.<Instant>reverseOrder());
        assertThat(seen).allSatisfy(item -> assertThat(item.tries()).hasSize(2));
    }

    @Test
    void filters() {
        write(
                call("a").by("anna").served("m1"),
                call("b").by("bert").served("m2").labelled("job-2", "translate"),
                call("c").failedUnasked().at("2026-07-25T00:00:00Z"));
        UsageFilter all = UsageFilter.ALL;
        assertThat(idsOf(filter("request", "a"))).containsExactly("a");
        assertThat(idsOf(filter("job", "job-2"))).containsExactly("b");
        assertThat(idsOf(filter("operation", "translate"))).containsExactly("b");
        assertThat(idsOf(filter("model", "m2"))).containsExactly("b");
        assertThat(idsOf(filter("model", "fast"))).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(idsOf(filter("provider", "openrouter"))).containsExactlyInAnyOrder("a", "b");
        assertThat(idsOf(filter("caller", "bert"))).containsExactly("b");
        assertThat(idsOf(filter("caller", "x' or '1'='1"))).isEmpty();
        assertThat(idsOf(between("2026-07-25T00:00:00Z", "2026-07-26T00:00:00Z")))
                .containsExactly("c");
        assertThat(idsOf(between("2026-07-24T00:00:00Z", "2026-07-25T00:00:00Z")))
                .containsExactlyInAnyOrder("a", "b");
        assertThat(idsOf(all)).hasSize(3);
    }

    private static UsageFilter filter(String name, String value) {
        return new Filter().with(name, value).build();
    }

    private static UsageFilter between(String from, String to) {
        return new Filter().between(from, to).build();
    }

    @Test
    void sumsExactlyAndCountsApartWhatHasNoPrice() {
        write(call("a"), call("b"), call("c").unpriced(), call("d").failedUnasked());
        List<UsageSummary.Group> groups = summary(UsageSummary.By.PROVIDER).groups();
        assertThat(groups).hasSize(2);
        UsageSummary.Group used = groups.getFirst();
        assertThat(used.keys()).containsExactly(Optional.of("openrouter"));
        assertThat(used.calls()).isEqualTo(3);
        assertThat(used.cost()).isEqualTo(new BigDecimal("0.000002469135780246"));
        assertThat(used.unpriced()).isEqualTo(1);
        assertThat(used.usage())
                .isEqualTo(Usage.builder()
                        .input(3)
                        .cacheRead(6)
                        .cacheWrite5m(9)
                        .cacheWrite1h(12)
                        .output(15)
                        .reasoning(18)
                        .audioInput(21)
                        .audioOutput(24)
                        .imageInput(27)
                        .imageOutput(30)
                        .estimated(true)
                        .build());
        assertThat(used.averageLatencyMs()).isEqualTo(250);
        UsageSummary.Group unasked = groups.getLast();
        assertThat(unasked.keys()).containsExactly(Optional.empty());
        assertThat(unasked.outcomes().failed()).isEqualTo(1);
        assertThat(unasked.unpriced()).isZero();
        assertThat(unasked.cost()).isEqualTo(BigDecimal.ZERO);
        assertThat(unasked.usage().estimated()).isFalse();
    }

    @Test
    void groupsByModelCallerAndDayInUtc() {
        write(
                call("a").at("2026-07-24T23:59:59.999999Z").by("anna"),
                call("b").at("2026-07-25T00:00:00Z").by("anna"),
                call("c").at("2026-07-25T23:59:59Z").by("bert").served("m1"));
        assertThat(keys(UsageSummary.By.DAY)).containsExactly("2026-07-25", "2026-07-24");
        assertThat(keys(UsageSummary.By.CALLER)).containsExactly("anna", "bert");
        assertThat(keys(UsageSummary.By.MODEL)).containsExactly("openai/gpt-4o", "m1");
    }

    private List<String> keys(UsageSummary.By by) {
        return summary(by).groups().stream()
                .map(group -> group.keys().getFirst().orElseThrow())
                .toList();
    }

    @Test
    void saysSoWhereTheDatabaseDoesNotAnswer() {
        EntityManager closed = database.sessions().createEntityManager();
        closed.unwrap(Session.class).doWork(Connection::close);
        assertThatThrownBy(() -> new UsageReader(closed, Calls.ALL_KEPT)
                        .page(new UsageQuery(UsageFilter.ALL, 1, Optional.empty()), Scope.ALL))
                .isInstanceOf(CallFailed.class)
                .hasMessageContaining("does not answer");
    }
}

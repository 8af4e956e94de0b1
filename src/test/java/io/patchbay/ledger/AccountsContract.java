package io.patchbay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.budget.RateLimit;
import io.patchbay.budget.Share;
import io.patchbay.call.Allowance;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.call.Settled;
import io.patchbay.ledger.Reservations.Intent;
import io.patchbay.ledger.Settlement.Bill;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Money on every database: set aside, charged and given back, and never more than there is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class AccountsContract {

    private static final UUID SERVER = new UUID(0, 1);
    private static final String LONG_AGO = "timestamp '2026-01-01 00:00:00'";
    private static final int TENANT = 1;
    private static final int TEAM = 2;

    private TestDatabase database;
    private Instant now;

    abstract TestDatabase open();

    @BeforeAll
    void start() {
        database = open();
        database.run("insert into tenant (id, name, active, created_at, version) values ('acme', 'Acme', true, %s, 1)"
                .formatted(LONG_AGO));
        database.run("insert into team (tenant, id, name, active, created_at, version)"
                + " values ('acme', 'search', 'Search', true, %s, 1)".formatted(LONG_AGO));
    }

    @AfterAll
    void close() throws Exception {
        database.close();
    }

    @BeforeEach
    void empty() {
        now = Instant.parse("2026-11-21T10:00:00Z");
        List.of("intent", "charge", "balance", "budget", "rate_window", "attempt_record", "usage_record")
                .forEach(table -> database.run("delete from " + table));
        budget(TENANT, "10", "MONTH");
        budget(TEAM, "5", "DAY");
    }

    private void budget(int id, String amount, String period) {
        database.run(
                "insert into budget (id, tenant, team, models, period, zone, amount, soft, active, created_at, version)"
                        + " values (%d, 'acme', %s, '', '%s', 'UTC', %s, '50,80', true, %s, 1)"
                                .formatted(id, id == TEAM ? "'search'" : "null", period, amount, LONG_AGO));
    }

    private List<Threshold> write(Entry... entries) {
        List<Entry> all = List.of(entries);
        List<Threshold> passed = database.write(all, SERVER, now);
        all.forEach(Entry::written);
        return passed;
    }

    private static Share share(int budget, String amount) {
        return new Share(budget, new BigDecimal(amount));
    }

    private static Claim claim(Settled call, Share... shares) {
        return claim(call, true, shares);
    }

    private static Claim raise(Settled call, Share... shares) {
        return claim(call, false, shares);
    }

    private static Claim claim(Settled call, boolean opens, Share... shares) {
        return new Claim(
                new Intent(call.id(), call.call(), Optional.of("v1"), call.explanation()),
                List.of(shares),
                opens,
                Instant.EPOCH);
    }

    private static Settlement settlement(Settled call, Share... charges) {
        return new Settlement(
                call,
                Optional.of(new Bill(List.of((long) TENANT, (long) TEAM), Optional.of(List.of(charges)))),
                Instant.EPOCH);
    }

    private static Settled call() {
        return Calls.call("r" + ThreadLocalRandom.current().nextLong()).settled();
    }

    /** Spent and set aside, of all periods. */
    private String balance(int budget) {
        return database.of(session -> session
                .createNativeQuery(
                        "select sum(spent), sum(reserved) from balance where budget_id = " + budget, Object[].class)
                .getResultList()
                .stream()
                .map(row -> Arrays.stream(row)
                        .map(sum -> sum == null
                                ? "0"
                                : ((BigDecimal) sum).stripTrailingZeros().toPlainString())
                        .toList())
                .map(sums -> String.join(" + ", sums))
                .findFirst()
                .orElseThrow());
    }

    private long count(String table) {
        return database.of(session -> session.createNativeQuery("select count(*) from " + table, Long.class)
                .getSingleResult());
    }

    private static void assertGranted(Claim claim) {
        assertThatCode(claim::await).doesNotThrowAnyException();
    }

    private static Failure refusal(Entry entry) {
        return catchThrowableOfType(CallFailed.class, entry::await).failure();
    }

    @Test
    void setsAsideAtEveryBudgetOrAtNone() {
        Claim fits = claim(call(), share(TENANT, "4"), share(TEAM, "4"));
        Claim doesNot = claim(call(), share(TENANT, "4"), share(TEAM, "2"));

        write(fits, doesNot);

        assertGranted(fits);
        assertThat(refusal(doesNot)).isInstanceOfSatisfying(Failure.OverBudget.class, over -> {
            assertThat(over.detail())
                    .contains("the team 'search'", "5 US dollars a day", "has 1 left", "up to 2", "2026-11-22T");
            assertThat(over.renews()).contains(Duration.ofHours(14));
        });
        assertThat(balance(TENANT)).isEqualTo("0 + 4");
        assertThat(balance(TEAM)).isEqualTo("0 + 4");
        assertThat(count("intent")).isEqualTo(1);
    }

    @Test
    void aLookAtALimitTakesNothingOfIt() {
        RateLimit limit = new RateLimit("key:looked", "the key", OptionalLong.of(3), OptionalLong.of(100));
        Settled call = call();
        write(Passage.of(call.id(), call.call(), List.of(limit), 40, Instant.EPOCH));

        for (int i = 0; i < 2; i++) {
            Allowance left = database.of(session ->
                    session.doReturningWork(connection -> new Windows(new Sql(connection), now).left(List.of(limit))));
            assertThat(left.requests().orElseThrow().remaining()).isEqualTo(2);
            assertThat(left.tokens().orElseThrow().remaining()).isEqualTo(60);
        }
        RateLimit unused = new RateLimit("key:unused", "the key", OptionalLong.of(3), OptionalLong.empty());
        assertThat(database.of(session -> session.doReturningWork(
                                connection -> new Windows(new Sql(connection), now).left(List.of(unused))))
                        .requests()
                        .orElseThrow()
                        .remaining())
                .isEqualTo(3);
        assertThat(count("rate_window")).isEqualTo(1);
    }

    private CallItem named(String requestId) {
        try (EntityManager entities = database.sessions().createEntityManager()) {
            List<CallItem> calls = new CallReader(entities).named(requestId, Scope.ALL);
            assertThat(calls).hasSize(1);
            return calls.getFirst();
        }
    }

    @Test
    void aCallIsFoundOpenAndThenSettledWithWhatItsBudgetsBear() {
        Settled call = Calls.call("open").failedUnasked().settled();
        write(claim(call, share(TENANT, "4"), share(TEAM, "3")));

        CallItem open = named("open");
        assertThat(open.open()).isTrue();
        assertThat(open.id()).contains(call.id());
        assertThat(open.item().caller()).isEqualTo("anna");
        assertThat(open.item().requestedModel()).contains("fast");
        assertThat(open.explanation()).isEqualTo(call.explanation());
        assertThat(open.levels())
                .usingElementComparatorOnFields("budget", "charged")
                .containsExactly(
                        new CallItem.Level(TENANT, BigDecimal.ZERO, Optional.empty()),
                        new CallItem.Level(TEAM, BigDecimal.ZERO, Optional.empty()));

        write(settlement(call, share(TENANT, "1.5")));

        CallItem settled = named("open");
        assertThat(settled.open()).isFalse();
        assertThat(settled.id()).contains(call.id());
        assertThat(settled.explanation()).isEqualTo(call.explanation());
        assertThat(settled.levels())
                .extracting(level -> level.reserved().stripTrailingZeros().toPlainString() + " "
                        + level.charged().orElseThrow().stripTrailingZeros().toPlainString())
                .containsExactly("4 1.5", "3 0");
    }

    /** What nobody else settles keeps what was known when it was written down. */
    @Test
    void aCallOfAServerThatDiedKeepsItsExplanation() {
        Settled call = Calls.call("lost").failedUnasked().settled();
        write(claim(call, share(TENANT, "4")));

        OpenCalls.Open open = database.of(session ->
                        session.doReturningWork(connection -> new OpenCalls(new Sql(connection)).of(Set.of(SERVER))))
                .getFirst();

        assertThat(open.unknown().explanation()).isEqualTo(call.explanation());
    }

    @Test
    void chargesWhatWasUsedAndGivesTheRestBack() {
        Settled call = call();
        write(claim(call, share(TENANT, "4"), share(TEAM, "3")));

        Settlement settlement = settlement(call, share(TENANT, "1.5"), share(TEAM, "0.5"));
        write(settlement);

        assertThatCode(settlement::await).doesNotThrowAnyException();
        assertThat(balance(TENANT)).isEqualTo("1.5 + 0");
        assertThat(balance(TEAM)).isEqualTo("0.5 + 0");
        assertThat(count("intent")).isZero();
        assertThat(count("charge where charged is not null and reserved >= 3")).isEqualTo(2);
        assertThat(count("usage_record where reserved = 4 and charged = 1.5")).isEqualTo(1);
    }

    @Test
    void whatIsGivenBackIsThereForWhoComesInTheSameBatch() {
        Settled first = call();
        write(claim(first, share(TENANT, "10")));
        Claim second = claim(call(), share(TENANT, "9"));

        write(second, settlement(first, share(TENANT, "1")));

        assertGranted(second);
        assertThat(balance(TENANT)).isEqualTo("1 + 9");
    }

    @Test
    void raisesWhatIsSetAsideByWhatIsNewInIt() {
        Settled call = call();
        write(claim(call, share(TENANT, "4")));
        Claim raised = raise(call, share(TENANT, "6"), share(TEAM, "2"));
        write(raised);
        Claim tooMuch = raise(call, share(TENANT, "10"), share(TEAM, "6"));
        write(tooMuch);

        assertGranted(raised);
        assertThat(refusal(tooMuch)).isInstanceOf(Failure.OverBudget.class);
        assertThat(balance(TENANT)).isEqualTo("0 + 6");
        assertThat(balance(TEAM)).isEqualTo("0 + 2");
        write(settlement(call));
        assertThat(balance(TENANT)).isEqualTo("0 + 0");
    }

    @Test
    void aTryWhoseCommitGotNoAnswerCountsOnce() {
        Settled call = call();
        Claim claim = claim(call, share(TENANT, "4"));
        Claim raise = raise(call, share(TENANT, "6"));
        Settlement settlement = settlement(call, share(TENANT, "1"));
        for (Entry entry : List.of(claim, raise, settlement)) {
            database.write(List.of(entry), SERVER, now);
            write(entry);
        }

        assertThatCode(settlement::await).doesNotThrowAnyException();
        assertThat(balance(TENANT)).isEqualTo("1 + 0");
        assertThat(count("usage_record")).isEqualTo(1);
    }

    @Test
    void aClaimWhoseCallerWasToldOtherwiseIsUndone() {
        Claim late = claim(call(), share(TENANT, "4"));
        database.write(List.of(late), SERVER, now);
        late.tooSlow();
        assertThat(late.written()).isFalse();

        database.write(List.of(late), SERVER, now);

        assertThat(late.written()).isTrue();
        assertThat(balance(TENANT)).isEqualTo("0 + 0");
        assertThat(count("intent")).isZero();
        assertThat(count("charge")).isZero();
    }

    @Test
    void aClaimThatWasGivenUpBeforeItsTurnTakesNothing() {
        Claim late = claim(call(), share(TENANT, "4"));
        late.tooSlow();

        write(late);

        assertThat(balance(TENANT)).isEqualTo("0 + 0");
        assertThat(count("intent")).isZero();
    }

    @Test
    void whoWasTakenForDeadCanNeitherSettleNorRaise() {
        Settled call = call();
        Claim raise = raise(call, share(TENANT, "1"));
        Settlement settlement = settlement(call, share(TENANT, "1"));

        write(raise, settlement);

        assertThat(refusal(raise)).isInstanceOf(Failure.LedgerUnavailable.class);
        assertThat(refusal(settlement)).isInstanceOf(Failure.LedgerUnavailable.class);
        assertThat(count("usage_record")).isZero();
        assertThat(balance(TENANT)).isEqualTo("0 + 0");
    }

    @Test
    void anewPeriodHasNewMoneyAndACallBelongsToTheOneItBeganIn() {
        Settled first = call();
        write(claim(first, share(TEAM, "5")));
        now = now.plus(Duration.ofDays(1));
        Claim second = claim(call(), share(TEAM, "5"));

        write(second);
        write(settlement(first, share(TEAM, "3")));

        assertGranted(second);
        assertThat(count("balance where budget_id = 2 and spent = 3 and reserved = 0"))
                .isEqualTo(1);
        assertThat(count("balance where budget_id = 2 and spent = 0 and reserved = 5"))
                .isEqualTo(1);
    }

    @Test
    void aBudgetThatIsNoMoreHoldsNobodyBack() {
        Settled before = call();
        write(claim(before, share(TEAM, "1")));
        database.run("update budget set active = false where id = " + TEAM);
        Claim claim = claim(call(), share(TEAM, "50"), share(TENANT, "1"));

        write(claim, settlement(before, share(TEAM, "1")));

        assertGranted(claim);
        assertThat(balance(TEAM)).isEqualTo("1 + 0");
        assertThat(balance(TENANT)).isEqualTo("0 + 1");
    }

    @Test
    void tellsOfEachThresholdOnceAPeriod() {
        assertThat(spend("4.99")).isEmpty();
        assertThat(spend("0.01")).singleElement().satisfies(passed -> {
            assertThat(passed.budget().id()).isEqualTo(TENANT);
            assertThat(passed.percent()).isEqualTo(50);
        });
        assertThat(spend("0.01")).isEmpty();
        assertThat(spend("4")).singleElement().extracting(Threshold::percent).isEqualTo(80);
        now = now.plus(Duration.ofDays(30));
        assertThat(spend("9")).singleElement().extracting(Threshold::percent).isEqualTo(80);
    }

    private List<Threshold> spend(String amount) {
        Settled call = call();
        write(claim(call, share(TENANT, amount)));
        return write(settlement(call, share(TENANT, amount)));
    }

    @Test
    void theCallsOfAServerThatDiedAreSettledOnceAtAllThatIsSetAside() {
        Settled lost = call();
        write(claim(lost, share(TENANT, "4"), share(TEAM, "3")), claim(call(), share(TENANT, "1")));
        List<OpenCalls.Open> open = openCalls(calls -> calls.of(Set.of(SERVER)));
        OpenCalls.Open found = open.stream()
                .filter(one -> one.unknown().id().equals(lost.id()))
                .findFirst()
                .orElseThrow();
        Bill all = new Bill(found.held(), Optional.empty());
        Settlement once = new Settlement(found.unknown(), Optional.of(all), Instant.EPOCH);
        Settlement twice = new Settlement(found.unknown(), Optional.of(all), Instant.EPOCH);

        write(once);
        write(twice);

        assertThat(open).hasSize(2);
        assertThatCode(once::await).doesNotThrowAnyException();
        assertThat(refusal(twice)).isInstanceOf(Failure.LedgerUnavailable.class);
        assertThat(balance(TENANT)).isEqualTo("4 + 1");
        assertThat(balance(TEAM)).isEqualTo("3 + 0");
        assertThat(count("usage_record where outcome = 'UNKNOWN' and charged = 4"))
                .isEqualTo(1);
    }

    @Test
    void aServerIsKnownByItsBeatOrByWhatItLeftOpen() {
        UUID living = new UUID(0, 9);
        write(claim(call(), share(TENANT, "1")));
        for (int i = 0; i < 3; i++) {
            openCalls(calls -> {
                calls.beat(living, "a server", now);
                return true;
            });
        }

        assertThat(openCalls(OpenCalls::beats)).isEqualTo(Map.of(living, 2L, SERVER, -1L));
        openCalls(calls -> {
            calls.forget(living);
            return true;
        });
        assertThat(openCalls(OpenCalls::beats)).containsOnlyKeys(SERVER);
    }

    private interface Work<T> {
        T of(OpenCalls calls) throws SQLException;
    }

    private <T> T openCalls(Work<T> work) {
        return database.of(
                session -> session.doReturningWork(connection -> work.of(new OpenCalls(new Sql(connection)))));
    }

    private static Passage passage(RateLimit limit, long tokens) {
        Settled call = call();
        return Passage.of(call.id(), call.call(), List.of(limit), tokens, Instant.EPOCH);
    }

    private static boolean passed(Passage passage) {
        try {
            passage.await();
            return true;
        } catch (CallFailed refused) {
            assertThat(refused.failure()).isInstanceOf(Failure.RateLimited.class);
            return false;
        }
    }

    @Test
    void letsThroughNoMoreCallsAMinuteThanThereMayBe() {
        RateLimit limit = new RateLimit("key:a", "the key", OptionalLong.of(3), OptionalLong.empty());
        List<Passage> passages =
                Stream.generate(() -> passage(limit, 0)).limit(5).toList();

        write(passages.toArray(Entry[]::new));

        assertThat(passages).extracting(AccountsContract::passed).containsExactly(true, true, true, false, false);
        assertThat(passages.get(1).allowance().requests().orElseThrow().remaining())
                .isEqualTo(1);
        Passage soon = passage(limit, 0);
        now = now.plusSeconds(59);
        write(soon);
        assertThat(passed(soon)).isFalse();
        Passage later = passage(limit, 0);
        now = now.plusSeconds(3);
        write(later);
        assertThat(passed(later)).isTrue();
    }

    @Test
    void tokensThatWereNotUsedAreThereForOthers() {
        RateLimit limit = new RateLimit("key:b", "the key", OptionalLong.empty(), OptionalLong.of(1_000));
        Passage first = passage(limit, 900);
        Passage second = passage(limit, 200);
        write(first, second);
        Settled call = call();
        write(Passage.correction(call.id(), call.call(), List.of(limit), now, -600, Instant.EPOCH));
        Passage third = passage(limit, 200);

        write(third);

        assertThat(passed(first)).isTrue();
        assertThat(passed(second)).isFalse();
        assertThat(passed(third)).isTrue();
        assertThat(third.allowance().tokens().orElseThrow().remaining()).isEqualTo(500);
    }

    /** Two servers, their batches as they come; all money is used, and never more than there is. */
    @Test
    void twoServersNeverSpendMoreThanThereIs() throws InterruptedException {
        List<Thread> servers = List.of(spender(new UUID(0, 2)), spender(new UUID(0, 3)));
        servers.forEach(Thread::start);
        while (servers.stream().anyMatch(Thread::isAlive)) {
            assertThat(count("balance b join budget u on u.id = b.budget_id where spent + reserved > amount"))
                    .isZero();
        }
        for (Thread server : servers) {
            server.join();
        }

        assertThat(count("intent")).isZero();
        assertThat(count("balance where reserved <> 0")).isZero();
        assertThat(balance(TENANT)).isIn("9.96 + 0", "9.97 + 0", "9.98 + 0", "9.99 + 0", "10 + 0");
        assertThat(
                        count(
                                "balance where budget_id = 1 and spent <> (select sum(charged) from charge where budget_id = 1)"))
                .isZero();
    }

    /** Calls that may cost 0.05 and cost between 0.01 and 0.05, eight at a time, until there is no money and none under way. */
    private Thread spender(UUID server) {
        return new Thread(() -> {
            List<Settled> running = new ArrayList<>();
            Instant end = Instant.now().plusSeconds(30);
            for (boolean spent = false; !spent && Instant.now().isBefore(end); ) {
                List<Entry> batch = new ArrayList<>();
                for (Settled call : running) {
                    batch.add(settlement(
                            call,
                            share(TENANT, "0.0" + ThreadLocalRandom.current().nextInt(1, 6))));
                }
                running.clear();
                List<Settled> next =
                        Stream.generate(AccountsContract::call).limit(8).toList();
                List<Claim> claims = next.stream()
                        .map(call -> claim(call, share(TENANT, "0.05")))
                        .toList();
                batch.addAll(claims);
                List<Entry> all = List.copyOf(batch);
                database.write(all, server, now);
                all.forEach(Entry::written);
                for (int i = 0; i < claims.size(); i++) {
                    if (isGranted(claims.get(i))) {
                        running.add(next.get(i));
                    }
                }
                spent = running.isEmpty() && balance(TENANT).endsWith(" + 0");
            }
        });
    }

    private static boolean isGranted(Claim claim) {
        try {
            claim.await();
            return true;
        } catch (CallFailed refused) {
            return false;
        }
    }
}

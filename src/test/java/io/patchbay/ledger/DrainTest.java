package io.patchbay.ledger;

import static io.patchbay.ledger.Calls.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.ledger.LedgerSettings.OnOutage;
import io.patchbay.ledger.LedgerSettings.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows wait on disk, and come into the database once, in order, whatever happens between. */
class DrainTest {

    private static final int MOST = 4;

    @TempDir
    private Path directory;

    private final List<Backlog> opened = new ArrayList<>();
    private final FakeStore store = new FakeStore();

    /** A server's life. */
    private final class Life {
        private final OnOutage policy;
        private final Backlog backlog;
        private final LedgerOutage outage;
        private final Commits commits;
        private final Drain drain;

        Life(RowStore rows, boolean goesOn, long mostBytes) {
            policy = new OnOutage(goesOn, Optional.of(directory), mostBytes);
            backlog = new Backlog(policy);
            outage = new LedgerOutage(new LedgerSettings(false, Duration.ofMinutes(1), policy, Retention.ALL));
            commits = new Commits(rows, outage, backlog, () -> Instant.EPOCH, passed -> {});
            drain = new Drain(backlog, commits, outage, MOST);
            backlog.open();
            opened.add(backlog);
        }

        Life(RowStore rows) {
            this(rows, true, 1 << 20);
        }

        /** As a killed process leaves it. */
        void killed() throws IOException {
            backlog.close();
        }

        List<Entry> write(int from, int to) {
            List<Entry> entries = IntStream.range(from, to)
                    .mapToObj(n -> call("r%02d".formatted(n)).entry())
                    .toList();
            assertThat(commits.commit(entries)).isEmpty();
            entries.forEach(Entry::await);
            return entries;
        }
    }

    @AfterEach
    void close() throws IOException {
        for (Backlog backlog : opened) {
            backlog.close();
        }
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj("r%02d"::formatted).toList();
    }

    @Test
    void bringsRowsInTheirOrderAndNewOnesBehindThem() throws IOException {
        Life life = new Life(store);
        store.away = true;
        life.write(0, 6);
        life.write(6, 10);
        life.drain.look();
        assertThat(life.outage.lasts()).isTrue();
        assertThat(life.backlog.state().rows()).isEqualTo(10);
        assertThat(life.backlog.state().oldest()).contains(Calls.NOON);

        store.away = false;
        life.commits.lookAgain();
        life.write(10, 12); // Behind them, though the database is there again.
        assertThat(store.written()).isEmpty();
        life.drain.look();

        assertThat(store.written()).isEqualTo(ids(0, 12));
        assertThat(store.commits).allSatisfy(commit -> assertThat(commit).hasSizeLessThanOrEqualTo(MOST));
        assertThat(life.backlog.isEmpty()).isTrue();
        assertThat(life.backlog.state().oldest()).isEmpty();
        life.write(12, 13);
        assertThat(store.written()).isEqualTo(ids(0, 13));
    }

    @Test
    void asksADatabaseThatIsAwayNoMoreForARow() throws IOException {
        Life life = new Life(store);
        store.away = true;
        life.write(0, 1);
        int asked = store.asked;

        life.write(1, 5);
        assertThat(store.asked).isEqualTo(asked);
        life.drain.look();

        assertThat(store.asked).as("one probe").isEqualTo(asked + 1);
    }

    @Test
    void bringsWhatAServerBeforeItLeft() throws IOException {
        store.away = true;
        Life first = new Life(store);
        first.write(0, 6);
        first.killed();

        store.away = false;
        Life second = new Life(store);
        assertThat(second.backlog.state().rows()).isEqualTo(6);
        second.drain.look();

        assertThat(store.written()).isEqualTo(ids(0, 6));
    }

    @Test
    void bringsThemUnderTheOtherPolicyToo() throws IOException {
        store.away = true;
        Life first = new Life(store);
        first.write(0, 2);
        first.killed();

        store.away = false;
        Life second = new Life(store, false, 1 << 20);
        second.write(2, 3);
        second.drain.look();

        assertThat(store.written()).containsExactlyInAnyOrder("r00", "r01", "r02");
    }

    @Test
    void aCrashBetweenTheCommitAndThePositionCostsNothingTwice() throws Exception {
        try (TestDatabase database = TestDatabase.h2()) {
            Tables tables = new Tables(database);
            tables.away = true;
            Life first = new Life(tables);
            first.write(0, 6);
            tables.away = false;
            List<Entry> some = List.copyOf(first.backlog.first(MOST).stream()
                    .map(waiting -> waiting.row().orElseThrow())
                    .toList());
            assertThat(first.commits.inDatabase(some)).isEmpty();
            first.killed(); // before it says that they have arrived

            Life second = new Life(tables);
            assertThat(second.backlog.state().rows()).isEqualTo(6);
            second.drain.look();

            assertThat(tables.rows()).isEqualTo(ids(0, 6));
            assertThat(directory.resolve("rejected.jsonl")).doesNotExist();
        }
    }

    @Test
    void aRowThatWasCommittedAfterAllIsNotWrittenTwice() throws Exception {
        try (TestDatabase database = TestDatabase.h2()) {
            Tables tables = new Tables(database);
            Life life = new Life(tables);
            Entry hangs = call("r00").entry();
            assertThat(life.backlog.take(List.of(hangs))).isEmpty();
            tables.write(List.of(hangs));

            life.drain.look();

            assertThat(tables.rows()).containsExactly("r00");
            assertThat(directory.resolve("rejected.jsonl")).doesNotExist();
        }
    }

    /** H2, away when told so. */
    private static final class Tables implements RowStore {
        private final TestDatabase database;
        private boolean away;

        Tables(TestDatabase database) {
            this.database = database;
        }

        @Override
        public List<Threshold> write(List<Entry> entries) {
            probe();
            return database.write(entries, new UUID(0, 1), Instant.EPOCH);
        }

        @Override
        public void probe() {
            if (away) {
                throw new IllegalStateException("away");
            }
        }

        List<String> rows() {
            return database.of(session -> session.createNativeQuery(
                            "select request_id from usage_record order by id", String.class)
                    .getResultList());
        }
    }

    @Test
    void waitsOnWhereTheDatabaseGoesAwayAgain() throws IOException {
        Life life = new Life(store);
        store.away = true;
        life.write(0, 6);
        store.away = false;
        store.awayAfter = 1;
        life.drain.look();
        assertThat(store.written()).isEqualTo(ids(0, 4));
        assertThat(life.outage.lasts()).isTrue();
        assertThat(life.backlog.state().rows()).isEqualTo(2);

        store.away = false;
        life.drain.look();

        assertThat(store.written()).isEqualTo(ids(0, 6));
    }

    @Test
    void keepsForPeopleWhatNoDatabaseTakes() throws IOException {
        Life life = new Life(store);
        store.away = true;
        life.write(0, 3);
        store.away = false;
        store.poison = Set.of("r01");

        life.drain.look();

        assertThat(store.written()).containsExactly("r00", "r02");
        assertThat(life.backlog.isEmpty()).isTrue();
        assertThat(Files.readAllLines(directory.resolve("rejected.jsonl")))
                .singleElement()
                .asString()
                .contains("\"r01\"");
    }

    @Test
    void refusesWhenItIsFullAndIsReadyAgainOnceThereIsRoom() throws IOException {
        Life life = new Life(store, true, 4_000);
        store.away = true;
        life.write(0, 2);
        assertThat(life.backlog.takesRows()).isTrue();
        List<Entry> many = IntStream.range(2, 12)
                .mapToObj(n -> call("r%02d".formatted(n)).entry())
                .toList();

        List<Entry> waiting = life.commits.commit(many);

        assertThat(waiting).isNotEmpty().hasSizeLessThan(10).isEqualTo(many.subList(10 - waiting.size(), 10));
        assertThat(life.backlog.takesRows()).isFalse();
        store.away = false;
        life.drain.look();
        assertThat(life.backlog.takesRows()).isTrue();
        assertThat(life.commits.commit(waiting)).isEmpty();
        assertThat(store.written()).isEqualTo(ids(0, 12));
    }

    @Test
    void aSecondServerOfTheSameDirectoryPutsNothingThere() {
        new Life(store);
        Life second = new Life(store);
        store.away = true;
        Entry entry = call("a").entry();

        assertThat(second.commits.commit(List.of(entry))).containsExactly(entry);

        assertThat(second.backlog.takesRows()).isFalse();
        assertThat(entry.isTold()).isFalse();
    }

    @Test
    void refusesClaimsAtOnceAndTakesWhatTheyHaveCome() {
        Life life = new Life(store);
        store.away = true;
        Claim claim = Calls.claim("claimed");
        Settlement settlement = new Settlement(
                call("paid").settled(),
                Optional.of(new Settlement.Bill(List.of(1L), Optional.of(List.of()))),
                Instant.EPOCH.plusSeconds(5));
        Settlement givenUp = new Settlement(
                call("lost").settled(),
                Optional.of(new Settlement.Bill(List.of(1L), Optional.empty())),
                Instant.EPOCH.plusSeconds(5));

        assertThat(life.commits.commit(List.of(claim, settlement, givenUp))).isEmpty();

        settlement.await();
        assertThatThrownBy(claim::await).hasMessageContaining("does not answer");
        assertThatThrownBy(givenUp::await).hasMessageContaining("does not answer");
        assertThat(life.backlog.state().rows()).isEqualTo(1);
    }

    @Test
    void keepsAClaimThatMayHaveBeenTakenUntilItIsUndone() {
        Life life = new Life(store);
        store.away = true;
        Claim claim = Calls.claim("claimed");
        claim.tried();

        assertThat(life.commits.commit(List.of(claim))).containsExactly(claim);
        assertThatThrownBy(claim::await).hasMessageContaining("does not answer");
        assertThat(life.commits.commit(List.of(claim))).containsExactly(claim);
    }
}

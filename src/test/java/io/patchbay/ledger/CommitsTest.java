package io.patchbay.ledger;

import static io.patchbay.ledger.Calls.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.ledger.LedgerSettings.OnOutage;
import io.patchbay.ledger.LedgerSettings.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitsTest {

    private static final Logger LOG = Logger.getLogger("io.patchbay.ledger");

    private final FakeStore store = new FakeStore();
    private final LedgerOutage outage =
            new LedgerOutage(new LedgerSettings(false, Duration.ofMinutes(1), OnOutage.REFUSE, Retention.ALL));
    private final List<LogRecord> said = new ArrayList<>();
    private final Handler ear = new Handler() {
        @Override
        public void publish(LogRecord record) {
            said.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private Instant now = Instant.EPOCH;
    private final Commits commits = new Commits(store, outage, new Backlog(OnOutage.REFUSE), () -> now, passed -> {});

    @BeforeEach
    void listen() {
        LOG.setUseParentHandlers(false);
        LOG.addHandler(ear);
    }

    @AfterEach
    void stopListening() {
        LOG.removeHandler(ear);
        LOG.setUseParentHandlers(true);
    }

    private static List<Entry> entries(String... ids) {
        return Stream.of(ids).map(id -> call(id).entry()).toList();
    }

    private static void assertWritten(Entry entry) {
        assertThatCode(() -> entry.await()).doesNotThrowAnyException();
    }

    private static void assertRefused(Entry entry, String why) {
        assertThatThrownBy(() -> entry.await())
                .isInstanceOfSatisfying(
                        CallFailed.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(Failure.LedgerUnavailable.class))
                .hasMessageContaining(why);
    }

    @Test
    void writesABatchInOneCommit() {
        List<Entry> batch = entries("a", "b", "c");
        assertThat(commits.commit(batch)).isEmpty();
        assertThat(store.commits).containsExactly(List.of("a", "b", "c"));
        assertThat(commits.written()).isEqualTo(new LedgerWriter.Written(3, 1));
        batch.forEach(CommitsTest::assertWritten);
    }

    @Test
    void losesNobodyElsesRowWithOneThatIsNotTaken() {
        store.poison = Set.of("d", "g");
        List<Entry> batch = entries("a", "b", "c", "d", "e", "f", "g");
        assertThat(commits.commit(batch)).isEmpty();
        assertThat(store.written()).containsExactly("a", "b", "c", "e", "f");
        assertRefused(batch.get(3), "no row for this call");
        assertRefused(batch.get(6), "no row for this call");
        assertWritten(batch.get(4));
        assertThat(outage.lasts()).isFalse();
        assertThat(said)
                .extracting(LogRecord::getMessage)
                .hasSize(2)
                .allMatch(line -> line.contains("no row for call"));
    }

    @Test
    void triesAgainAloneWhatFailedWhileTheDatabaseWasAwayForAMoment() {
        store.failNext = 1;
        Entry entry = call("a").entry();
        assertThat(commits.commit(List.of(entry))).isEmpty();
        assertWritten(entry);
    }

    @Test
    void letsAllWaitWhileTheDatabaseIsAway() {
        store.away = true;
        List<Entry> batch = entries("a", "b");
        assertThat(commits.commit(batch)).isEqualTo(batch);
        assertThat(outage.lasts()).isTrue();
        store.away = false;
        assertThat(commits.commit(batch)).isEmpty();
        batch.forEach(CommitsTest::assertWritten);
        assertThat(outage.lasts()).isFalse();
    }

    @Test
    void refusesWhoHasWaitedTooLong() {
        store.away = true;
        Entry early = call("a").entry();
        Entry late = new Settlement(call("b").settled(), Optional.empty(), Instant.EPOCH.plusSeconds(6));
        now = Instant.EPOCH.plusSeconds(5);
        assertThat(commits.commit(List.of(early, late))).containsExactly(late);
        assertRefused(early, "does not answer");
    }

    @Test
    void findsTheEndOfAnOutageWithoutACall() {
        store.away = true;
        commits.commit(entries("a"));
        commits.lookAgain();
        assertThat(outage.lasts()).isTrue();

        store.away = false;
        commits.lookAgain();

        assertThat(outage.lasts()).isFalse();
    }

    @Test
    void logsAnOutageOnceAndItsEndOnce() {
        store.away = true;
        commits.commit(entries("a", "b"));
        commits.commit(entries("c"));
        commits.commit(entries("d"));
        assertThat(said).hasSize(1);
        store.away = false;
        commits.commit(entries("e"));
        commits.commit(entries("f"));
        assertThat(said)
                .extracting(LogRecord::getMessage)
                .hasSize(2)
                .last()
                .asString()
                .contains("takes rows again");
    }
}

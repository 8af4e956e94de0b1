package io.patchbay.ledger;

import static io.patchbay.ledger.Calls.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.call.CallFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GatheringTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration NOW = Duration.ofMillis(1);

    private final LinkedBlockingQueue<Integer> batches = new LinkedBlockingQueue<>();

    private List<Entry> write(List<Entry> batch) {
        batches.add(batch.size());
        batch.forEach(Entry::written);
        return List.of();
    }

    private static Gathering gathering(UnaryOperator<List<Entry>> commit, int capacity, int most) {
        return new Gathering(commit, UnaryOperator.identity(), capacity, most, NOW);
    }

    private static List<Entry> put(Gathering gathering, int count) {
        List<Entry> entries =
                IntStream.range(0, count).mapToObj(i -> call("r" + i).entry()).toList();
        entries.forEach(entry -> gathering.put(entry, NOW));
        return entries;
    }

    @Test
    void commitsTogetherWhatWaitsWithinItsBound() {
        Gathering gathering = gathering(this::write, 100, 4);
        List<Entry> entries = put(gathering, 10);
        gathering.close();
        gathering.run();
        assertThat(batches).containsExactly(4, 4, 2);
        entries.forEach(entry -> entry.await());
    }

    @Test
    void writesTheRowOfACallerWhoLeft() throws Exception {
        CountDownLatch committing = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Gathering gathering = gathering(
                batch -> {
                    committing.countDown();
                    await(mayEnd);
                    return write(batch);
                },
                10,
                10);
        Thread writer = Thread.ofVirtual().start(gathering);
        LinkedBlockingQueue<Boolean> interruptedAtTheEnd = new LinkedBlockingQueue<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            Thread.currentThread().interrupt();
            Entry entry = call("a").entry();
            gathering.put(entry, SOON);
            entry.await();
            interruptedAtTheEnd.add(Thread.currentThread().isInterrupted());
        });
        await(committing);
        caller.interrupt();
        mayEnd.countDown();
        assertThat(interruptedAtTheEnd.poll(10, TimeUnit.SECONDS)).isTrue();
        gathering.close();
        writer.join();
        assertThat(batches).containsExactly(1);
    }

    @Test
    void endsTheWaitForACommitThatHangs() throws Exception {
        CountDownLatch committing = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Gathering gathering = gathering(
                batch -> {
                    committing.countDown();
                    await(mayEnd);
                    return write(batch);
                },
                100,
                1);
        List<Entry> entries = put(gathering, 2);
        Thread writer = Thread.ofVirtual().start(gathering);
        await(committing);

        gathering.release(Instant.MAX);

        entries.forEach(entry -> assertThatThrownBy(entry::await).hasMessageContaining("too slow"));
        mayEnd.countDown();
        gathering.close();
        writer.join(SOON);
        assertThat(batches).containsExactly(1, 1);
    }

    @Test
    void leadsPastACommitThatHangs() throws Exception {
        CountDownLatch committing = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Gathering gathering = new Gathering(
                batch -> {
                    committing.countDown();
                    await(mayEnd);
                    return write(batch);
                },
                GatheringTest::onDisk,
                100,
                1,
                NOW);
        List<Entry> entries = new ArrayList<>(put(gathering, 2));
        Entry claim = Calls.claim("c");
        gathering.put(claim, NOW);
        assertThat(gathering.hangs(Duration.ZERO)).isFalse();
        Thread writer = Thread.ofVirtual().start(gathering);
        await(committing);

        assertThat(gathering.hangs(SOON)).isFalse();
        assertThat(gathering.hangs(Duration.ZERO)).isTrue();
        gathering.leadRound();

        entries.forEach(Entry::await);
        assertThatThrownBy(claim::await).hasMessageContaining("too slow");
        mayEnd.countDown();
        gathering.close();
        writer.join(SOON);
        assertThat(batches)
                .as("what hung, and the claim, which may have to be undone")
                .containsExactly(1, 1);
    }

    private static List<Entry> onDisk(List<Entry> entries) {
        entries.stream().filter(Entry::mayWaitOnDisk).forEach(Entry::waitsOnDisk);
        return entries.stream().filter(entry -> !entry.isOnDisk()).toList();
    }

    @Test
    void putsOnDiskWhatFailsInAWayThatNobodyForesaw() {
        Gathering gathering = new Gathering(
                batch -> {
                    throw new NoClassDefFoundError("gone");
                },
                GatheringTest::onDisk,
                10,
                10,
                NOW);
        List<Entry> entries = put(gathering, 2);
        Entry claim = Calls.claim("c");
        gathering.put(claim, NOW);
        gathering.close();
        gathering.run();

        entries.forEach(Entry::await);
        assertThatThrownBy(claim::await).hasMessageContaining("the ledger failed");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void refusesBeyondItsCapacity() {
        Gathering gathering = gathering(this::write, 2, 10);
        List<Entry> entries = put(gathering, 3);
        assertThatThrownBy(() -> entries.get(2).await())
                .isInstanceOf(CallFailed.class)
                .hasMessageContaining("too many calls wait");
    }

    @Test
    void triesAgainWhatIsHandedBackEvenWhileClosing() {
        List<List<Entry>> tries = new ArrayList<>();
        Gathering gathering = gathering(
                batch -> {
                    tries.add(List.copyOf(batch));
                    return tries.size() < 3 ? batch : write(batch);
                },
                10,
                10);
        List<Entry> entries = put(gathering, 2);
        gathering.close();
        gathering.run();
        assertThat(tries).containsExactly(entries, entries, entries);
    }

    @Test
    void refusesAfterItsEnd() {
        Gathering gathering = gathering(this::write, 10, 10);
        gathering.close();
        gathering.run();
        Entry entry = call("a").entry();
        gathering.put(entry, SOON);
        assertThatThrownBy(() -> entry.await()).hasMessageContaining("stopping");
    }

    @Test
    void outlivesAFailureThatNobodyForesaw() {
        Gathering gathering = gathering(
                batch -> {
                    if (batches.isEmpty()) {
                        batches.add(0);
                        throw new NoClassDefFoundError("gone");
                    }
                    return write(batch);
                },
                10,
                1);
        List<Entry> entries = put(gathering, 2);
        gathering.close();
        gathering.run();
        assertThatThrownBy(() -> entries.getFirst().await()).hasMessageContaining("the ledger failed");
        entries.getLast().await();
    }

    @Test
    void endsInOrderWhenItsThreadIsTakenAway() throws Exception {
        Gathering gathering = gathering(this::write, 10, 10);
        List<Entry> entries = put(gathering, 3);
        Thread writer = Thread.ofVirtual().unstarted(gathering);
        writer.start();
        writer.interrupt();
        assertThat(writer.join(SOON)).isTrue();
        entries.forEach(entry -> entry.await());
    }
}

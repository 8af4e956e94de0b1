package io.patchbay.endurance;

import io.patchbay.testing.Arrival;
import io.patchbay.testing.LibertyServer;
import io.patchbay.testing.OpenAiWire;
import io.patchbay.testing.Upstream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Callers who stop reading in the middle of a stream and stay, and what others beside them notice. */
final class StoppedReaders {

    /** Bytes that a reader's own connection takes in; what stands before it is the gateway's to bear. */
    private static final int WINDOW = 4_096;

    /** The system takes in some 3 MB for a reader; most of it comes in large pieces, to be there soon. */
    private static final int LARGE = 16 << 10;

    private static final int LARGE_PIECES = 150;
    private static final int SMALL = 1 << 10;
    private static final int SMALL_PIECES = 16 << 10;

    /** All at once, their first megabytes would hold up each other's beginnings. */
    private static final Duration BETWEEN = Duration.ofMillis(12);

    /** After the first words, until nothing moves any more: the system takes some megabytes of each stream. */
    private static final Duration FILLING = Duration.ofMillis(1_500);

    private static final Duration FILLING_EACH = Duration.ofMillis(8);

    private static final int OTHERS_PER_SECOND = 100;

    /** The many stay for longer, and leave time for enough calls that a pause of the collector does not decide. */
    private static final Duration BESIDE = Duration.ofSeconds(Ground.READERS >= 500 ? 5 : 3);

    private static final Duration PATIENCE = Ground.SLOW_READER.multipliedBy(4);

    private final Upstream upstream;
    private final LibertyServer server;
    private final Caller caller;

    StoppedReaders(Ground ground) {
        this.upstream = ground.upstream();
        this.server = ground.server();
        this.caller = ground.caller();
    }

    /**
     * What came of all rounds.
     *
     * @param bytesEach of the server's heap, in the round with most
     * @param alone the 99th percentile of other calls without the readers, of each round
     * @param beside the same with them
     * @param left readers whose vendors were left while they were stopped, before that was due
     * @param earliest and {@code latest}: when the vendors of the last round's readers were left
     * @param letGo when none of these readers' own connections stood any more; empty where the system does not tell
     */
    record Outcome(
            int readers,
            long bytesEach,
            List<Duration> alone,
            List<Duration> beside,
            long left,
            Duration earliest,
            Duration latest,
            Optional<Duration> letGo) {

        @Override
        public String toString() {
            return ("%d readers stopped: %d bytes of heap each; p99 of %d calls/s in ms, round by round: alone %s, beside"
                            + " them %s; their calls given up after %d to %d ms, their own connections after %s ms")
                    .formatted(
                            readers,
                            bytesEach,
                            OTHERS_PER_SECOND,
                            millis(alone),
                            millis(beside),
                            earliest.toMillis(),
                            latest.toMillis(),
                            letGo.map(time -> Long.toString(time.toMillis())).orElse("?"));
        }

        private static List<Long> millis(List<Duration> all) {
            return all.stream().map(one -> one.toMillis()).toList();
        }
    }

    Outcome run(int readers, int rounds) throws Exception {
        upstream.answers("/stopped/v1/chat/completions").streamsRaw(pieces());
        upstream.answers("/beside/v1/chat/completions")
                .with(OpenAiWire.compatible().whole("well"));
        warmUp(readers);
        List<Round> seen = new ArrayList<>();
        for (int i = 1; i <= rounds; i++) {
            upstream.forgetArrivals();
            seen.add(round(readers, i == rounds));
        }
        List<Duration> lasted = lasted();
        return new Outcome(
                readers,
                seen.stream().mapToLong(Round::bytesEach).max().orElseThrow(),
                seen.stream().map(Round::alone).toList(),
                seen.stream().map(Round::beside).toList(),
                seen.stream().mapToLong(Round::left).sum(),
                lasted.getFirst(),
                lasted.getLast(),
                seen.getLast().letGo());
    }

    private record Round(Duration alone, Duration beside, long bytesEach, long left, Optional<Duration> letGo) {}

    /** @param toTheEnd whether the readers stay until they are given up */
    private Round round(int readers, boolean toTheEnd) throws Exception {
        Duration alone = others();
        long before = Footprint.liveBytes(server);
        long start = System.nanoTime();
        List<Socket> stopped = stopped(readers);
        try {
            Thread.sleep(filling(readers));
            long bytesEach = (Footprint.liveBytes(server) - before) / readers;
            Duration beside = others();
            long left = calls().stream().filter(Arrival::hasEnded).count();
            return new Round(alone, beside, bytesEach, left, toTheEnd ? letGo(start) : Optional.empty());
        } finally {
            leave(stopped);
        }
    }

    /** Waits until the readers' vendors have been left, and then until their own connections are let go. */
    private Optional<Duration> letGo(long start) throws InterruptedException {
        lasted();
        if (!Footprint.isTold()) {
            return Optional.empty();
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (Footprint.callers(server) > 0 && System.nanoTime() < deadline) {
            Thread.sleep(100);
        }
        return Optional.of(Duration.ofNanos(System.nanoTime() - start));
    }

    private void leave(List<Socket> stopped) throws IOException {
        for (Socket socket : stopped) {
            socket.close();
        }
        lasted();
    }

    /** Waits until all vendors have been left, and tells how long each was kept, the shortest first. */
    private List<Duration> lasted() {
        return calls().stream()
                .map(arrival -> arrival.lasted(PATIENCE))
                .sorted()
                .toList();
    }

    private static List<String> pieces() {
        OpenAiWire wire = OpenAiWire.compatible();
        List<String> pieces = new ArrayList<>(Collections.nCopies(LARGE_PIECES, wire.piece("x".repeat(LARGE))));
        pieces.addAll(Collections.nCopies(SMALL_PIECES, wire.piece("x".repeat(SMALL))));
        return pieces;
    }

    private static Duration filling(int readers) {
        return FILLING.plus(FILLING_EACH.multipliedBy(readers));
    }

    /** So that pools and caches have grown to what they will be. */
    private void warmUp(int readers) throws InterruptedException, ExecutionException, IOException {
        others();
        leave(stopped(readers));
    }

    private List<Arrival> calls() {
        return upstream.arrivals("stopped");
    }

    /** The 99th percentile of calls that have nothing to do with the readers. */
    private Duration others() throws InterruptedException, ExecutionException {
        List<Duration> took = new Pace(OTHERS_PER_SECOND)
                .run(BESIDE, number -> caller.post("/v1/chat/completions", """
                        {"model": "@beside/m", "messages": [{"role": "user", "content": "Hi"}]}""")).stream()
                        .peek(made -> requireWell(made.answer()))
                        .map(Pace.Made::took)
                        .sorted()
                        .toList();
        return took.get((int) (took.size() * 0.99));
    }

    private static void requireWell(Caller.Answer answer) {
        if (answer.status() != 200) {
            throw new AssertionError("another call failed: " + answer);
        }
    }

    private List<Socket> stopped(int readers) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Socket>> opening = new ArrayList<>();
            for (int i = 0; i < readers; i++) {
                opening.add(threads.submit(() -> stopped()));
                Thread.sleep(BETWEEN);
            }
            List<Socket> open = new ArrayList<>();
            for (Future<Socket> one : opening) {
                open.add(one.get());
            }
            return open;
        }
    }

    /** Reads the first words, and nothing more. */
    private Socket stopped() throws IOException {
        Socket socket = caller.connect(WINDOW);
        caller.send(socket, "/v1/chat/completions", """
                {"model": "@stopped/stopped", "stream": true, "messages": [{"role": "user", "content": "Hi"}]}""");
        byte[] words = socket.getInputStream().readNBytes(WINDOW);
        if (words.length < WINDOW) {
            throw new IOException("a stream ended early");
        }
        return socket;
    }
}

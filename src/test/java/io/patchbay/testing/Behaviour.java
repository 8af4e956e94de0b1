package io.patchbay.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the {@link Upstream} answers.
 *
 * @param delay is waited before the head of the answer
 * @param pieces of the body, each sent at once
 * @param pace the time before each piece but the first
 */
record Behaviour(
        Delay delay,
        int status,
        Map<String, String> headers,
        List<byte[]> pieces,
        Duration pace,
        Length length,
        Optional<Fault> fault) {

    /** Waits for as long as it likes. */
    @FunctionalInterface
    interface Delay {
        Delay NONE = () -> {};

        void await() throws InterruptedException;
    }

    /** What is said of the body's length. */
    sealed interface Length {
        record Chunks() implements Length {}

        record Told() implements Length {}

        record Claimed(long bytes) implements Length {}

        /** Nothing; the connection's end is the body's. */
        record Untold() implements Length {}
    }

    /** @param afterBytes of the body; negative for before the head */
    record Fault(Kind kind, long afterBytes) {
        enum Kind {
            CLOSE,
            RESET,
            STALL
        }
    }

    static Behaviour answer(int status, String body) {
        return new Behaviour(
                Delay.NONE,
                status,
                Map.of("Content-Type", "application/json"),
                List.of(body.getBytes(StandardCharsets.UTF_8)),
                Duration.ZERO,
                new Length.Told(),
                Optional.empty());
    }

    static Behaviour stream(List<String> pieces) {
        return new Behaviour(
                Delay.NONE,
                200,
                Map.of("Content-Type", "text/event-stream"),
                pieces.stream()
                        .map(piece -> piece.getBytes(StandardCharsets.UTF_8))
                        .toList(),
                Duration.ZERO,
                new Length.Chunks(),
                Optional.empty());
    }

    boolean chunked() {
        return length instanceof Length.Chunks;
    }

    Behaviour delay(Delay value) {
        return new Behaviour(value, status, headers, pieces, pace, length, fault);
    }

    Behaviour pace(Duration value) {
        return new Behaviour(delay, status, headers, pieces, value, length, fault);
    }

    Behaviour status(int value) {
        return new Behaviour(delay, value, headers, pieces, pace, length, fault);
    }

    Behaviour header(String name, String value) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        all.put(name, value);
        return new Behaviour(delay, status, all, pieces, pace, length, fault);
    }

    Behaviour length(Length value) {
        return new Behaviour(delay, status, headers, pieces, pace, value, fault);
    }

    Behaviour fault(Fault.Kind kind, long afterBytes) {
        return new Behaviour(delay, status, headers, pieces, pace, length, Optional.of(new Fault(kind, afterBytes)));
    }
}

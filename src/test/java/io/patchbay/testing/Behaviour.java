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
 * @param delay before the head of the answer
 * @param pieces of the body, each sent at once
 * @param pace the time before each piece but the first
 * @param chunked whether the body's length is left open
 */
record Behaviour(
        Duration delay,
        int status,
        Map<String, String> headers,
        List<byte[]> pieces,
        Duration pace,
        boolean chunked,
        Optional<Fault> fault) {

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
                Duration.ZERO,
                status,
                Map.of("Content-Type", "application/json"),
                List.of(body.getBytes(StandardCharsets.UTF_8)),
                Duration.ZERO,
                false,
                Optional.empty());
    }

    static Behaviour stream(List<String> pieces) {
        return new Behaviour(
                Duration.ZERO,
                200,
                Map.of("Content-Type", "text/event-stream"),
                pieces.stream()
                        .map(piece -> piece.getBytes(StandardCharsets.UTF_8))
                        .toList(),
                Duration.ZERO,
                true,
                Optional.empty());
    }

    Behaviour delay(Duration value) {
        return new Behaviour(value, status, headers, pieces, pace, chunked, fault);
    }

    Behaviour pace(Duration value) {
        return new Behaviour(delay, status, headers, pieces, value, chunked, fault);
    }

    Behaviour status(int value) {
        return new Behaviour(delay, value, headers, pieces, pace, chunked, fault);
    }

    Behaviour header(String name, String value) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        all.put(name, value);
        return new Behaviour(delay, status, all, pieces, pace, chunked, fault);
    }

    Behaviour fault(Fault.Kind kind, long afterBytes) {
        return new Behaviour(delay, status, headers, pieces, pace, chunked, Optional.of(new Fault(kind, afterBytes)));
    }
}

package io.patchbay.gateway;

import io.patchbay.call.Outcome;
import io.patchbay.call.Settled;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One line in the log for each call that failed, by which its row is found; in a flood, one for each provider and
 * failure in ten seconds. Nothing of what was said to or by a provider stands in it.
 */
final class FailureLog {

    static final Duration BETWEEN = Duration.ofSeconds(10);

    private static final Logger LOG = System.getLogger(FailureLog.class.getName());
    private static final int SHOWN = 128;

    private final Clock clock;
    private final Map<Kind, Flow> flows = new ConcurrentHashMap<>();

    private record Kind(String provider, String code) {}

    private static final Kind FULL = new Kind("", "full");

    FailureLog(Clock clock) {
        this.clock = clock;
    }

    void note(Settled settled) {
        if (settled.outcome() == Outcome.FAILED) {
            line(settled).ifPresent(line -> LOG.log(Level.WARNING, line));
        }
    }

    /** The server had no room for a call, of which nothing else is known. */
    void noteFull(int size) {
        OptionalInt before = flows.computeIfAbsent(FULL, key -> new Flow()).pass(clock.instant());
        if (before.isPresent()) {
            LOG.log(
                    Level.WARNING,
                    "A call was refused: %d are under way (patchbay.call.max-concurrent)%s"
                            .formatted(size, leftOut(before.getAsInt())));
        }
    }

    private Optional<String> line(Settled settled) {
        Kind kind =
                new Kind(settled.provider().orElse("none"), settled.errorCode().orElse("unknown"));
        OptionalInt before = flows.computeIfAbsent(kind, key -> new Flow()).pass(clock.instant());
        return before.isEmpty() ? Optional.empty() : Optional.of(line(settled, kind) + leftOut(before.getAsInt()));
    }

    private static String line(Settled settled, Kind kind) {
        String model = settled.model().or(settled.call()::model).orElse("the default");
        return "Call %s failed: %s, model %s, provider %s, attempts %d"
                .formatted(
                        settled.call().requestId(),
                        kind.code(),
                        plain(model),
                        kind.provider(),
                        settled.attempts().size());
    }

    private static String leftOut(int count) {
        return count == 0 ? "" : "; %d more like it since the last line".formatted(count);
    }

    /** A model id is the caller's own text, and must not write lines of its own. */
    private static String plain(String text) {
        String start = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return start.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
    }

    /** Lets one through, and counts the others until the next may pass. */
    private static final class Flow {

        private Instant closedUntil = Instant.MIN;
        private int leftOut;

        /** How many were left out before this one; empty if it is left out itself. */
        synchronized OptionalInt pass(Instant now) {
            if (now.isBefore(closedUntil)) {
                leftOut++;
                return OptionalInt.empty();
            }
            int before = leftOut;
            leftOut = 0;
            closedUntil = now.plus(BETWEEN);
            return OptionalInt.of(before);
        }
    }
}

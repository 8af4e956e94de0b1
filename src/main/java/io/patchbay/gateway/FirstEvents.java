package io.patchbay.gateway;

import io.patchbay.provider.Target;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How long targets took lately to show something: streams their first event, whole answers all. */
final class FirstEvents {

    private static final int KEPT = 200;

    /** Of fewer, nothing is said. */
    private static final int LEAST = 20;

    private static final double MOST = 0.95;

    private final Map<Kind, Recent> recent = new ConcurrentHashMap<>();

    private record Kind(String provider, String wireId, boolean streamed) {}

    void add(Target target, boolean streamed, Duration time) {
        recent.computeIfAbsent(kind(target, streamed), kind -> new Recent()).add(time.toNanos());
    }

    /** Within which 95 % of the target's have come; empty if too little is known. */
    Optional<Duration> p95(Target target, boolean streamed) {
        Recent known = recent.get(kind(target, streamed));
        return known == null ? Optional.empty() : known.p95();
    }

    private static Kind kind(Target target, boolean streamed) {
        return new Kind(target.provider().id(), target.wireId(), streamed);
    }

    private static final class Recent {

        private final long[] nanos = new long[KEPT];
        private int added;

        synchronized void add(long time) {
            nanos[added % KEPT] = time;
            added = added + 1 == 2 * KEPT ? KEPT : added + 1;
        }

        synchronized Optional<Duration> p95() {
            int count = Math.min(added, KEPT);
            if (count < LEAST) {
                return Optional.empty();
            }
            long[] sorted = Arrays.copyOf(nanos, count);
            Arrays.sort(sorted);
            return Optional.of(Duration.ofNanos(sorted[(int) Math.ceil(MOST * count) - 1]));
        }
    }
}

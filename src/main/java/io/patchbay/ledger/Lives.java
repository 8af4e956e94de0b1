package io.patchbay.ledger;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Which servers have died: those whose beat has not changed for a while, by our own clock. A while in which the database could
 * not be asked does not count, for nobody could beat then.
 */
final class Lives {

    private final Duration longest;
    private final LongSupplier nanoTime;
    private final Map<UUID, Sign> signs = new HashMap<>();

    private record Sign(long beat, long since) {}

    /** @param longest that a server may go without a sign */
    Lives(Duration longest, LongSupplier nanoTime) {
        this.longest = longest;
        this.nanoTime = nanoTime;
    }

    /**
     * @param beats of all servers of which there is anything
     * @return those that are dead
     */
    Set<UUID> dead(Map<UUID, Long> beats) {
        long now = nanoTime.getAsLong();
        signs.keySet().retainAll(beats.keySet());
        Set<UUID> dead = new HashSet<>();
        beats.forEach((server, beat) -> {
            Sign last = signs.get(server);
            if (last == null || last.beat() != beat) {
                signs.put(server, new Sign(beat, now));
            } else if (now - last.since() >= longest.toNanos()) {
                dead.add(server);
            }
        });
        return dead;
    }

    /** The database did not answer. */
    void sawNothing() {
        signs.clear();
    }
}

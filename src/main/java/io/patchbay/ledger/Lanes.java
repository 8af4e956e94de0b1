package io.patchbay.ledger;

import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Each transaction writes its sums to rows that no other writes to at the time, so that none waits for another. One whose end is
 * unknown may still hold its rows, and keeps its lane.
 */
final class Lanes {

    private final Queue<UUID> free = new ConcurrentLinkedQueue<>();

    UUID take() {
        UUID lane = free.poll();
        return lane == null ? UUID.randomUUID() : lane;
    }

    /** Its transaction is committed. */
    void giveBack(UUID lane) {
        free.add(lane);
    }
}

package io.patchbay.budget;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Keeps an amount within a limit in any 60 seconds, whichever. Counts by the second, so that what was taken counts for
 * a second longer than it has to.
 */
public final class Minute {

    private static final int SECONDS = 60;

    /** The second that is under way, and all that began within a minute before it. */
    private final long[] taken = new long[SECONDS + 1];

    private long current = Long.MIN_VALUE;
    private long sum;

    public Minute() {}

    /** As {@link #bytes} wrote it. */
    public static Minute of(byte[] bytes) {
        Minute minute = new Minute();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        minute.current = buffer.getLong();
        for (int i = 0; i < minute.taken.length; i++) {
            minute.taken[i] = buffer.getLong();
            minute.sum += minute.taken[i];
        }
        return minute;
    }

    public synchronized byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES * (taken.length + 1)).putLong(current);
        for (long amount : taken) {
            buffer.putLong(amount);
        }
        return buffer.array();
    }

    /** What was taken within the minute before. */
    public synchronized long sum(Instant now) {
        goTo(now.getEpochSecond());
        return sum;
    }

    /** How long it takes until nothing that was taken counts any more. */
    public synchronized Duration untilEmpty(Instant now) {
        goTo(now.getEpochSecond());
        for (long second = current; second >= current - SECONDS; second--) {
            if (taken[slot(second)] > 0) {
                return Duration.between(now, Instant.ofEpochSecond(second + SECONDS + 1));
            }
        }
        return Duration.ZERO;
    }

    /**
     * Takes the amount if the limit allows; one that is larger than the limit passes once nothing else was taken.
     *
     * @return how long it takes until there is room for it; empty if it was taken
     */
    public synchronized Optional<Duration> take(long amount, long limit, Instant now) {
        Optional<Duration> wait = untilRoom(amount, limit, now);
        if (wait.isEmpty()) {
            add(current, amount);
        }
        return wait;
    }

    /** The same, without taking it. */
    public synchronized Optional<Duration> untilRoom(long amount, long limit, Instant now) {
        goTo(now.getEpochSecond());
        return sum > 0 && amount > limit - sum ? Optional.of(untilRoomFor(amount, limit, now)) : Optional.empty();
    }

    /** What was taken in the second has come to more, or to less. */
    public synchronized void correct(Instant at, long difference, Instant now) {
        goTo(now.getEpochSecond());
        add(Math.max(at.getEpochSecond(), current - SECONDS), difference);
    }

    private void add(long second, long amount) {
        int slot = slot(second);
        long before = taken[slot];
        taken[slot] = Math.max(0, before + amount);
        sum += taken[slot] - before;
    }

    private Duration untilRoomFor(long amount, long limit, Instant now) {
        long left = sum;
        for (long second = current - SECONDS; second <= current; second++) {
            left -= taken[slot(second)];
            if (left == 0 || left + amount <= limit) {
                return Duration.between(now, Instant.ofEpochSecond(second + SECONDS + 1));
            }
        }
        return Duration.ofSeconds(SECONDS + 1L);
    }

    /** A clock that goes back changes nothing. */
    private void goTo(long second) {
        if (current == Long.MIN_VALUE || second - current > SECONDS) {
            Arrays.fill(taken, 0);
            sum = 0;
            current = second;
        }
        while (current < second) {
            current++;
            sum -= taken[slot(current)];
            taken[slot(current)] = 0;
        }
    }

    private int slot(long second) {
        return Math.floorMod(second, taken.length);
    }
}

package io.patchbay.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Keeps an amount within a limit in any 60 seconds, whichever. Counts by the second, so that what was taken counts for
 * a second longer than it has to.
 */
final class Minute {

    private static final int SECONDS = 60;

    /** The second that is under way, and all that began within a minute before it. */
    private final long[] taken = new long[SECONDS + 1];

    private long current = Long.MIN_VALUE;
    private long sum;

    /**
     * Takes the amount if the limit allows; one that is larger than the limit passes once nothing else was taken.
     *
     * @return how long it takes until there is room for it; empty if it was taken
     */
    synchronized Optional<Duration> take(long amount, long limit, Instant now) {
        goTo(now.getEpochSecond());
        if (sum > 0 && sum + amount > limit) {
            return Optional.of(untilRoomFor(amount, limit, now));
        }
        add(current, amount);
        return Optional.empty();
    }

    /** What was taken in the second has come to more, or to less. */
    synchronized void correct(Instant at, long difference, Instant now) {
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

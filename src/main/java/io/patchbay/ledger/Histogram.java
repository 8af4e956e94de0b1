package io.patchbay.ledger;

import java.util.Arrays;
import java.util.OptionalLong;

/** Durations counted in buckets, each a tenth wider than the one below: what is read from it is within 5 % of the truth. */
final class Histogram {

    private static final double STEP = Math.log(1.1);

    // Grows; two hours are in the 166th.
    private long[] counts = new long[64];

    /** @param ms zero or more */
    void add(long ms) {
        add(bucket(ms), 1);
    }

    private void add(int bucket, long calls) {
        if (bucket >= counts.length) {
            counts = Arrays.copyOf(counts, 2 * bucket);
        }
        counts[bucket] += calls;
    }

    void add(Histogram other) {
        for (int bucket = 0; bucket < other.counts.length; bucket++) {
            if (other.counts[bucket] != 0) {
                add(bucket, other.counts[bucket]);
            }
        }
    }

    static int bucket(long ms) {
        return ms < 1 ? 0 : 1 + (int) (Math.log(ms) / STEP);
    }

    /**
     * Adds what was written by {@link #text}, or several of that, one behind the other. There may be millions of buckets.
     *
     * @param times -1 to take it away
     */
    void add(String text, int times) {
        int bucket = 0;
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == ':') {
                bucket = (int) number;
                number = 0;
            } else if (next == ' ') {
                add(bucket, times * number);
                number = 0;
            } else {
                number = 10 * number + (next - '0');
            }
        }
    }

    /**
     * Adds durations that stand one behind the other, a blank after each.
     *
     * @param times -1 to take them away
     */
    void addMilliseconds(String text, int times) {
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == ' ') {
                add(bucket(number), times);
                number = 0;
            } else {
                number = 10 * number + (next - '0');
            }
        }
    }

    /** Ends with a blank, so that another can follow. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (int bucket = 0; bucket < counts.length; bucket++) {
            if (counts[bucket] != 0) {
                text.append(bucket).append(':').append(counts[bucket]).append(' ');
            }
        }
        return text.toString();
    }

    /**
     * Milliseconds that so many of all do not exceed; empty if nothing was counted.
     *
     * @param share above 0, to 1
     */
    OptionalLong percentile(double share) {
        long rank = (long) Math.ceil(share * Arrays.stream(counts).sum());
        long seen = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            seen += counts[bucket];
            if (seen >= rank && seen > 0) {
                return OptionalLong.of(middle(bucket));
            }
        }
        return OptionalLong.empty();
    }

    private static long middle(int bucket) {
        return bucket == 0 ? 0 : Math.round(Math.exp((bucket - 0.5) * STEP));
    }
}

package io.patchbay.ledger;

import java.util.Map;
import java.util.OptionalLong;
import java.util.StringTokenizer;
import java.util.TreeMap;

/** Durations counted in buckets, each a tenth wider than the one below: what is read from it is within 5 % of the truth. */
final class Histogram {

    private static final double STEP = Math.log(1.1);

    private final TreeMap<Integer, Long> counts = new TreeMap<>();

    /** @param ms zero or more */
    void add(long ms) {
        add(bucket(ms), 1);
    }

    private void add(int bucket, long calls) {
        counts.merge(bucket, calls, Long::sum);
    }

    static int bucket(long ms) {
        return ms < 1 ? 0 : 1 + (int) (Math.log(ms) / STEP);
    }

    /**
     * Adds what was written by {@link #text}, or several of that, one behind the other.
     *
     * @param times -1 to take it away
     */
    void add(String text, int times) {
        StringTokenizer words = new StringTokenizer(text, " ");
        while (words.hasMoreTokens()) {
            String word = words.nextToken();
            int colon = word.indexOf(':');
            add(Integer.parseInt(word, 0, colon, 10), times * Long.parseLong(word, colon + 1, word.length(), 10));
        }
    }

    /** Adds durations that stand one behind the other, a blank after each. */
    void addMilliseconds(String text) {
        StringTokenizer words = new StringTokenizer(text, " ");
        while (words.hasMoreTokens()) {
            add(Long.parseLong(words.nextToken()));
        }
    }

    /** Ends with a blank, so that another can follow. */
    String text() {
        StringBuilder text = new StringBuilder();
        counts.forEach(
                (bucket, calls) -> text.append(bucket).append(':').append(calls).append(' '));
        return text.toString();
    }

    /**
     * Milliseconds that so many of all do not exceed; empty if nothing was counted.
     *
     * @param share above 0, to 1
     */
    OptionalLong percentile(double share) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        long rank = (long) Math.ceil(share * all);
        long seen = 0;
        for (Map.Entry<Integer, Long> bucket : counts.entrySet()) {
            seen += bucket.getValue();
            if (seen >= rank && seen > 0) {
                return OptionalLong.of(middle(bucket.getKey()));
            }
        }
        return OptionalLong.empty();
    }

    private static long middle(int bucket) {
        return bucket == 0 ? 0 : Math.round(Math.exp((bucket - 0.5) * STEP));
    }
}

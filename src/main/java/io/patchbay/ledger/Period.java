package io.patchbay.ledger;

import java.time.Instant;
import java.util.Comparator;

/**
 * An hour, a day or a month of some zone, or all the time.
 *
 * @param name as people write it
 */
record Period(Instant start, String name) implements Comparable<Period> {

    static final Period ALL_TIME = new Period(Instant.MIN, "");

    private static final Comparator<Period> ORDER =
            Comparator.comparing(Period::start).thenComparing(Period::name);

    @Override
    public int compareTo(Period other) {
        return ORDER.compare(this, other);
    }
}

package io.patchbay.access;

import java.util.stream.LongStream;

/** The ids of what has a number for a name. They go up, for none is ever taken away. */
final class Numbers {

    private static final String DIGITS = "%09d";

    private Numbers() {}

    static long next(LongStream taken) {
        return 1 + taken.max().orElse(0);
    }

    /** In the order of the numbers. */
    static String ref(long number) {
        return DIGITS.formatted(number);
    }

    /** @throws Declined if nothing can have that id */
    static String ref(String id) {
        try {
            return ref(Long.parseLong(id));
        } catch (NumberFormatException e) {
            throw Declined.notFound();
        }
    }
}

package io.patchbay.call;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Names for calls. */
public final class RequestId {

    private static final int LONGEST = 64;
    private static final int TIME_DIGITS = 12;

    private RequestId() {}

    /**
     * A new name; unlikely ever to come twice, and no secret. It begins with the time, so that an index adds new names at its
     * end and need not rewrite a page for each.
     */
    public static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return "req_"
                + hex.toHexDigits(System.currentTimeMillis(), TIME_DIGITS)
                + hex.toHexDigits(random.nextLong())
                + hex.toHexDigits((short) random.nextInt());
    }

    /** Whether a caller may give its call this name: 1 to 64 letters, digits, {@code . _ -}. */
    public static boolean isValid(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST
                && name.chars().allMatch(c -> (Character.isLetterOrDigit(c) && c < 128) || "._-".indexOf(c) >= 0);
    }
}

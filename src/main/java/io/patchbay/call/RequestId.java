package io.patchbay.call;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Names for calls. */
public final class RequestId {

    private static final int LONGEST = 64;

    private RequestId() {}

    /** A new name; unlikely ever to come twice, and no secret. */
    public static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return "req_" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }

    /** Whether a caller may give its call this name: 1 to 64 letters, digits, {@code . _ -}. */
    public static boolean isValid(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST
                && name.chars().allMatch(c -> (Character.isLetterOrDigit(c) && c < 128) || "._-".indexOf(c) >= 0);
    }
}

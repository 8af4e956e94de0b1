package io.patchbay.call;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What tells a call from all others, whatever its caller names it: a UUID of version 7. It begins with the time, so that an
 * index adds new ones at its end.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7">RFC 9562</a>
 */
public final class CallId {

    private static final long VERSION = 0x7000;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final int RANDOM_BITS = 12;

    private CallId() {}

    /** A new one, and no secret. */
    public static UUID next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long time = System.currentTimeMillis() << Short.SIZE;
        long high = time | VERSION | random.nextInt(1 << RANDOM_BITS);
        return new UUID(high, VARIANT | random.nextLong() >>> 2);
    }
}

package io.patchbay.call;

import java.time.Duration;
import java.util.Optional;

/**
 * What a caller may still ask for within its limits a minute; of several limits the one with the least left counts.
 *
 * @param requests empty where calls are not limited
 * @param tokens empty where tokens are not
 */
public record Allowance(Optional<Side> requests, Optional<Side> tokens) {

    public static final Allowance UNLIMITED = new Allowance(Optional.empty(), Optional.empty());

    /**
     * @param limit in any 60 seconds
     * @param remaining of it, zero or more
     * @param reset until all of it is there again
     */
    public record Side(long limit, long remaining, Duration reset) {}

    /** The tighter of both, on each side. */
    public Allowance and(Allowance other) {
        return new Allowance(tighter(requests, other.requests), tighter(tokens, other.tokens));
    }

    private static Optional<Side> tighter(Optional<Side> one, Optional<Side> other) {
        return one.isPresent() && other.isPresent()
                ? (one.get().remaining() <= other.get().remaining() ? one : other)
                : one.or(() -> other);
    }
}

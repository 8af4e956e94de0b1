package io.patchbay.call;

import java.util.List;
import java.util.Optional;

/**
 * How a call came to whom it asked, as far as its attempts do not tell.
 *
 * @param resolved the id as it was resolved; empty, like {@code resolution}, if the call ended before
 * @param skipped those who were passed over, in that order
 * @param more how many others were, of which nothing is kept
 */
public record Explanation(Optional<Resolution> resolution, Optional<String> resolved, List<Skip> skipped, int more) {

    public static final Explanation NONE = new Explanation(Optional.empty(), Optional.empty(), List.of(), 0);

    public Explanation {
        skipped = List.copyOf(skipped);
    }

    /** The same, with the first so many of those who were passed over. */
    public Explanation shortenedTo(int count) {
        int left = Math.min(count, skipped.size());
        return new Explanation(resolution, resolved, skipped.subList(0, left), more + skipped.size() - left);
    }
}

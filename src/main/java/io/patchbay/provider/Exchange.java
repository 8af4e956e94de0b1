package io.patchbay.provider;

import io.patchbay.call.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be done at one target.
 *
 * @param callerHeaders the caller's headers by lower-case name, of which the provider's row lets some through
 * @param deadline when it has to have ended, whatever the target's own clocks say
 * @param sink takes a streamed answer; empty if the answer is wanted whole
 * @param tries is told of each upstream try, of which a guarded provider may make two
 */
public record Exchange(
        Target target,
        Ask ask,
        Map<String, String> callerHeaders,
        Instant deadline,
        Optional<ChunkSink> sink,
        Tries tries) {

    /** Told of the upstream tries, as they begin and fail. */
    public interface Tries {

        /** @param leftOut fields of the caller's request that this target refuses, and so does not get */
        void begins(List<String> leftOut);

        void failed(Failure failure);

        /** Whether there is room for one more try at this target; asked once before each. */
        boolean mayTryAgain();
    }
}

package io.patchbay.provider;

import io.patchbay.chat.ChatRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One try at one target.
 *
 * @param callerHeaders the caller's headers by lower-case name, of which the provider's row lets some through
 * @param deadline when it has to have ended, whatever the target's own clocks say
 * @param sink takes a streamed answer; empty if the answer is wanted whole
 */
public record Exchange(
        Target target,
        ChatRequest request,
        Map<String, String> callerHeaders,
        Instant deadline,
        Optional<ChunkSink> sink) {}

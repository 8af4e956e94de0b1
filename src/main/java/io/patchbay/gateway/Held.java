package io.patchbay.gateway;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.Chunk;
import java.util.ArrayList;
import java.util.List;

/** What a vendor said and the caller has not been given yet. Bounded: a vendor may never end. */
final class Held {

    /** In bytes; beyond it there is no answer that a model wrote. */
    private static final long MOST = 32L << 20;

    /** What its objects take beside its text. */
    private static final int PER_CHUNK = 128;

    private List<Chunk> chunks = new ArrayList<>(2);
    private long size;

    /** @throws CallFailed if it is too much */
    void add(Chunk chunk) {
        size += sizeOf(chunk);
        if (size > MOST) {
            throw CallFailed.of(new Failure.Garbled("the provider's stream is longer than an answer can be"));
        }
        chunks.add(chunk);
    }

    /** About how many bytes a chunk keeps. */
    static int sizeOf(Chunk chunk) {
        int size = PER_CHUNK;
        if (chunk.verbatim().isPresent()) {
            size += chunk.verbatim().get().body().length;
        }
        for (ChatEvent event : chunk.events()) {
            size += switch (event) {
                case ChatEvent.Text text -> text.text().length();
                case ChatEvent.Thinking thinking -> thinking.text().length();
                case ChatEvent.ToolCallDelta call -> call.arguments().length();
                case ChatEvent.Refusal refusal -> refusal.text().length();
                case ChatEvent.Part ignored -> PER_CHUNK;
                case ChatEvent.LogProbs probabilities -> probabilities.tokens().size() * PER_CHUNK;
                case ChatEvent.Started ignored -> 0;
                case ChatEvent.Finished ignored -> 0;
                case ChatEvent.UsageReported ignored -> 0;
            };
        }
        return size;
    }

    /** Gives all of it away. */
    List<Chunk> release() {
        List<Chunk> all = chunks;
        chunks = new ArrayList<>(0);
        size = 0;
        return all;
    }
}

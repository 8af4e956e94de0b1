package io.patchbay.gateway;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.Chunk;
import java.util.ArrayList;
import java.util.List;

/** What a vendor said and the caller has not been given yet. Bounded: a vendor may never end. */
final class Held {

    /** In bytes, or characters; beyond it there is no answer that a model wrote. */
    private static final long MOST = 32L << 20;

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

    private static long sizeOf(Chunk chunk) {
        if (chunk.verbatim().isPresent()) {
            return chunk.verbatim().get().body().length;
        }
        long size = 0;
        for (ChatEvent event : chunk.events()) {
            size += event instanceof ChatEvent.Text text ? text.text().length() : 64;
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

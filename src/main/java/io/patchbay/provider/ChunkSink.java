package io.patchbay.provider;

import io.patchbay.chat.Chunk;

/** Takes the pieces of a streamed answer as they come. */
public interface ChunkSink {

    /**
     * Takes the next piece, and may block while its reader is slow.
     *
     * @throws io.patchbay.call.CallFailed.AfterCommit if nobody wants any more
     * @throws InterruptedException if the caller left
     */
    void accept(Chunk chunk) throws InterruptedException;
}

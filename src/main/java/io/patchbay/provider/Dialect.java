package io.patchbay.provider;

import io.patchbay.call.Failure;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Chunk;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a family of vendors speaks. Pure mapping between our words and the wire; implementations are application-scoped
 * beans and keep no state between calls.
 */
public interface Dialect {

    /** As a row's {@code dialect} names it. */
    String name();

    /** @param streamed whether the answer is to come in pieces */
    WireRequest chat(Target target, ChatRequest request, boolean streamed);

    /**
     * Reads a whole answer that came with a status of success.
     *
     * @param body UTF-8
     * @throws io.patchbay.call.CallFailed if it is no answer, or an error after all
     */
    ChatReply reply(byte[] body);

    /** A reader for one streamed answer. */
    StreamReader stream();

    /**
     * Reads the answer to a request that failed.
     *
     * @param headers finds a header of the answer by its lower-case name
     * @param body UTF-8, possibly cut off after some kilobytes
     */
    Failure failure(int status, Function<String, Optional<String>> headers, byte[] body, Instant now);

    /** Reads one stream, frame by frame. Not for two threads at once. */
    interface StreamReader {

        /**
         * @param data the data of one server-sent event
         * @return what it says; empty if it says nothing that anyone has to see
         * @throws io.patchbay.call.CallFailed if it is unreadable or an error
         */
        Optional<Chunk> read(String event, byte[] data);

        /** Whether the vendor has said that nothing more will come. */
        boolean ended();

        /** Whether the answer was whole when the stream ended. */
        boolean complete();
    }
}

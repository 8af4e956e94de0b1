package io.patchbay.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.chat.ChatReply;
import io.patchbay.dialect.IncomingChat;
import java.time.Instant;
import java.util.function.Function;

/**
 * How the clients of one dialect ask for a chat and are answered.
 *
 * @param reader throws {@link io.patchbay.dialect.InvalidRequest}, naming the field that is wrong
 */
record ChatFace(ErrorForm errors, Function<JsonNode, IncomingChat> reader, Whole whole, Streamed streamed) {

    /** Writes the body of a whole answer. */
    interface Whole {
        byte[] write(ChatReply reply, IncomingChat asked, Instant now);
    }

    /** Opens a writer for one streamed answer. */
    interface Streamed {
        EventWriter open(IncomingChat asked, String requestId, Instant now);
    }
}

package io.patchbay.dialect;

import io.patchbay.chat.ChatRequest;
import java.util.Optional;

/**
 * A chat as it came in, with what it says of the way in which it wants its answer.
 *
 * @param model empty where the caller leaves the choice to the gateway
 * @param streamed whether the answer shall come in pieces
 * @param includeUsage whether a stream shall tell the usage
 */
public record IncomingChat(Optional<String> model, ChatRequest request, boolean streamed, boolean includeUsage) {

    /** In a dialect whose streams always tell the usage. */
    public static IncomingChat read(Fields body, ChatRequest request) {
        return new IncomingChat(body.text("model"), request, body.flag("stream"), true);
    }

    /** In a dialect whose streams tell it where {@code stream_options} say so. */
    public static IncomingChat readWithStreamOptions(Fields body, ChatRequest request) {
        boolean includeUsage = body.object("stream_options")
                .map(options -> options.flag("include_usage"))
                .orElse(false);
        return new IncomingChat(body.text("model"), request, body.flag("stream"), includeUsage);
    }
}

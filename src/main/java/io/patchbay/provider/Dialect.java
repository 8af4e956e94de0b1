package io.patchbay.provider;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Chunk;
import io.patchbay.chat.EmbeddingRequest;
import io.patchbay.chat.ModerationRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a family of vendors speaks. Pure mapping between our words and the wire; implementations are application-scoped
 * beans and keep no state between calls.
 */
public interface Dialect {

    /** The names of all of them, in order, for the configuration, which is read before there are beans. */
    List<String> NAMES = List.of("anthropic", "google", "openai");

    /** As a row's {@code dialect} names it; one of {@link #NAMES}. */
    String name();

    /**
     * @param streamed whether the answer is to come in pieces
     * @throws io.patchbay.call.CallFailed with {@link Failure.Unsupported} if the request asks for what these vendors
     *     don't have
     */
    WireCall chat(Target target, ChatRequest request, boolean streamed);

    /**
     * Asks how many tokens a request is.
     *
     * @throws io.patchbay.call.CallFailed with {@link Failure.Unsupported} if these vendors don't tell
     */
    default WireCall count(Target target, ChatRequest request) {
        throw CallFailed.of(
                Failure.Unsupported.kind("token counts", target.provider().id()));
    }

    /** @throws io.patchbay.call.CallFailed with {@link Failure.Unsupported} if these vendors have none */
    default WireCall embed(Target target, EmbeddingRequest request) {
        throw CallFailed.of(
                Failure.Unsupported.kind("embeddings", target.provider().id()));
    }

    /** @throws io.patchbay.call.CallFailed with {@link Failure.Unsupported} if these vendors have none */
    default WireCall moderate(Target target, ModerationRequest request) {
        throw CallFailed.of(
                Failure.Unsupported.kind("moderations", target.provider().id()));
    }

    /** Asks which models a provider has. Nothing is billed for it. */
    Listing models(ProviderSettings provider);

    /**
     * A request for the provider's models, and how the answer is read.
     *
     * @param names reads their names, as the provider knows them, out of an answer that came with a status of success;
     *     throws {@link CallFailed} if it is no list
     */
    record Listing(WireRequest request, Function<byte[], List<String>> names) {}

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

package io.patchbay.gateway;

import io.patchbay.call.Allowance;
import io.patchbay.call.Failure;
import io.patchbay.call.Settled;
import io.patchbay.chat.Chunk;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A streamed answer, as its reader takes it. For one reader; closing it before its end cancels the call. */
public interface ChatStream extends AutoCloseable {

    /**
     * The next thing that happens, or nothing if nothing does for a while.
     *
     * @throws InterruptedException if the reader is told to stop waiting
     */
    Optional<Next> next(Duration wait) throws InterruptedException;

    /** What its caller may still ask for within its limits a minute. */
    Allowance allowance();

    @Override
    void close();

    /** What happens in a stream. After {@link Ended} or {@link Failed} nothing does. */
    sealed interface Next {

        record Piece(Chunk chunk, Speaker speaker) implements Next {}

        /**
         * Who says a piece.
         *
         * @param model its id
         * @param leftOut fields of the caller's request that the provider refuses and did not get
         */
        record Speaker(String provider, String model, List<String> leftOut) {}

        /** The answer is whole, and its row is durable. */
        record Ended(Settled settled) implements Next {}

        record Failed(Failure failure, Settled settled) implements Next {}
    }
}

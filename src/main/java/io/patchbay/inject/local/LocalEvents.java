package io.patchbay.inject.local;

import io.patchbay.call.Failure;
import io.patchbay.call.Settled;
import io.patchbay.chat.ChatEvent;
import io.patchbay.gateway.ChatStream;
import io.patchbay.gateway.ChatStream.Next;
import io.patchbay.inject.ChatFailed;
import io.patchbay.inject.engine.EventSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A stream of the gateway's, as Java reads it. */
final class LocalEvents implements EventSource {

    /** How soon a reader that waits sees that another thread closed the stream. */
    private static final Duration LOOK = Duration.ofMillis(250);

    private final ChatStream stream;
    private final String requestId;
    private volatile boolean closed;
    private boolean ended;

    LocalEvents(ChatStream stream, String requestId) {
        this.stream = stream;
        this.requestId = requestId;
    }

    @Override
    public Optional<List<ChatEvent>> next() {
        try {
            while (!ended && !closed) {
                Optional<Next> next = stream.next(LOOK);
                if (next.isPresent()) {
                    return events(next.get());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
        if (ended) {
            return Optional.empty();
        }
        throw new ChatFailed(new Failure.Cancelled("the stream was closed before its end"), requestId, 1);
    }

    private Optional<List<ChatEvent>> events(Next next) {
        return switch (next) {
            case Next.Piece piece -> Optional.of(piece.chunk().events());
            case Next.Ended ignored -> {
                ended = true;
                yield Optional.empty();
            }
            case Next.Failed(Failure failure, Settled settled) ->
                throw new ChatFailed(failure, requestId, settled.attempts().size());
        };
    }

    @Override
    public void close() {
        closed = true;
        stream.close();
    }
}

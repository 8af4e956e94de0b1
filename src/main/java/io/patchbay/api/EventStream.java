package io.patchbay.api;

import io.patchbay.gateway.ChatStream;
import io.patchbay.gateway.ChatStream.Next;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes a stream, each event at once. A caller that left shows as a failing write. */
final class EventStream implements StreamingOutput {

    private final ChatStream stream;
    private Optional<Next> first;
    private final EventWriter writer;
    private final Duration keepAlive;
    private Next.@Nullable Speaker speaker;

    EventStream(ChatStream stream, Optional<Next> first, EventWriter writer, Duration keepAlive) {
        this.stream = stream;
        this.first = first;
        this.writer = writer;
        this.keepAlive = keepAlive;
    }

    @Override
    public void write(OutputStream target) throws IOException {
        SseOutput out = new SseOutput(target);
        try (stream) {
            // Liberty holds the first write of an uncommitted response back until the next one.
            out.flush();
            Optional<Next> next = takeFirst();
            while (next.isEmpty() || write(next.get(), out)) {
                if (next.isEmpty()) {
                    out.comment("keep-alive");
                }
                out.flush();
                next = stream.next(keepAlive);
            }
            out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the server stops", e);
        }
    }

    /** It is not kept for as long as the stream lasts. */
    private Optional<Next> takeFirst() {
        Optional<Next> taken = first;
        first = Optional.empty();
        return taken;
    }

    /** Somebody else goes on with the answer. */
    private void tellOfAnother(Next.Speaker next, SseOutput out) throws IOException {
        Next.Speaker before = speaker;
        speaker = next;
        if (before != null && !before.equals(next)) {
            out.comment("patchbay " + CallFacts.continuedBy(next));
        }
    }

    /** Whether more will come. */
    private boolean write(Next next, SseOutput out) throws IOException {
        switch (next) {
            case Next.Piece piece -> {
                tellOfAnother(piece.speaker(), out);
                writer.piece(piece.chunk(), out);
            }
            case Next.Ended ended -> {
                writer.end(ended.settled(), out);
                return false;
            }
            case Next.Failed failed -> {
                writer.failed(failed.failure(), out);
                return false;
            }
        }
        return true;
    }
}

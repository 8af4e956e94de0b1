package io.patchbay.inject.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.chat.ChatEvent;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.SseFrames;
import io.patchbay.dialect.openai.OpenAi;
import io.patchbay.dialect.openai.OpenAiChunks;
import io.patchbay.inject.ChatFailed;
import io.patchbay.inject.engine.EventSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A streamed answer from the server, read as it comes. A server ends a whole answer with {@code [DONE]}, always; one that
 * ends without was cut.
 */
final class RemoteEvents implements EventSource {

    private final Runnable disconnect;
    private final SseFrames frames;
    private final String requestId;
    private boolean first = true;
    private boolean done;
    private volatile boolean closed;

    RemoteEvents(Runnable disconnect, InputStream body, String requestId) {
        this.disconnect = disconnect;
        this.frames = new SseFrames(body);
        this.requestId = requestId;
    }

    @Override
    public Optional<List<ChatEvent>> next() {
        if (done) {
            return Optional.empty();
        }
        if (closed) {
            throw failed(new Failure.Cancelled("the stream was closed before its end"));
        }
        try {
            SseFrames.Frame frame = frames.next();
            if (frame == null) {
                throw failed(new Failure.Garbled("the Patchbay server's stream ended before its answer did"));
            }
            return events(frame.data());
        } catch (IOException e) {
            throw failed(
                    closed
                            ? new Failure.Cancelled("the stream was closed before its end")
                            : new Failure.Garbled("the Patchbay server's stream broke off"));
        } catch (CallFailed failed) {
            throw failed(failed.failure());
        }
    }

    private Optional<List<ChatEvent>> events(byte[] data) throws IOException {
        if (new String(data, StandardCharsets.UTF_8).equals(OpenAi.DONE)) {
            done = true;
            return Optional.empty();
        }
        JsonNode json = Json.read(data);
        if (json.path("error").isObject()) {
            throw failed(ServerErrors.inStream(json));
        }
        List<ChatEvent> events = OpenAiChunks.read(json, first);
        first = false;
        return Optional.of(events);
    }

    private ChatFailed failed(Failure failure) {
        return new ChatFailed(failure, requestId, 1);
    }

    @Override
    public void close() {
        closed = true;
        disconnect.run();
    }
}

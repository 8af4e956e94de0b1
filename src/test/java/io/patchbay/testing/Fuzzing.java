package io.patchbay.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.call.CallFailed;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Chunk;
import io.patchbay.dialect.Frames;
import io.patchbay.dialect.InvalidRequest;
import io.patchbay.dialect.Json;
import io.patchbay.provider.Dialect;
import io.patchbay.provider.WireCall;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What has to hold for any bytes that a stranger sends: they are understood or refused in words, and nothing else happens. */
public final class Fuzzing {

    /** For each target, when it is fuzzed and not only run with what is known. */
    public static final String TIME = "2m";

    /** Names and values of the dialects, and numbers that trip readers up. */
    public static final String WORDS = "/fuzz/words.dict";

    private static final List<Integer> STATUSES = List.of(400, 403, 404, 429, 500);

    private Fuzzing() {}

    /** What was understood of a request can be told to any vendor. */
    public static void request(byte[] body, Function<JsonNode, ChatRequest> reader) {
        JsonNode json;
        try {
            json = Json.readStrictly(body);
        } catch (IOException e) {
            return;
        }
        ChatRequest request;
        try {
            request = reader.apply(json);
        } catch (InvalidRequest e) {
            assertThat(e.detail()).isNotBlank();
            return;
        } catch (CallFailed e) {
            assertThat(e.failure().detail()).isNotBlank();
            return;
        }
        Retelling.request(request);
        Retelling.request(request.toBuilder().build());
    }

    /** Whether they are read as a whole answer, a stream or an error, what was understood can be told to any caller. */
    public static void answer(Dialect dialect, WireCall call, byte[] body) throws IOException {
        whole(call, body);
        stream(call, body);
        for (int status : STATUSES) {
            assertThat(dialect.failure(status, header -> Optional.empty(), body, Instant.EPOCH)
                            .detail())
                    .isNotBlank();
        }
    }

    private static void whole(WireCall call, byte[] body) {
        ChatReply reply;
        try {
            reply = (ChatReply) call.whole().apply(body);
        } catch (CallFailed e) {
            assertThat(e.failure().detail()).isNotBlank();
            return;
        }
        Retelling.reply(new ChatReply(reply.id(), reply.model(), reply.choices(), reply.usage(), Optional.empty()));
    }

    private static void stream(WireCall call, byte[] body) throws IOException {
        boolean json = body.length > 0 && (body[0] == '{' || body[0] == '[');
        Frames frames = Frames.of(json ? "application/json" : "text/event-stream", new ByteArrayInputStream(body));
        Dialect.StreamReader reader = call.stream().get();
        Retelling.Stream told = new Retelling.Stream();
        try {
            for (Frames.Frame frame = frames.next(); frame != null && !reader.ended(); frame = frames.next()) {
                List<ChatEvent> said = events(reader, frame);
                said.forEach(told::event);
            }
        } catch (CallFailed e) {
            assertThat(e.failure().detail()).isNotBlank();
            return;
        }
        if (reader.complete()) {
            told.end();
        }
    }

    private static List<ChatEvent> events(Dialect.StreamReader reader, Frames.Frame frame) {
        return reader.read(frame.event(), frame.data()).map(Chunk::events).orElse(List.of());
    }
}

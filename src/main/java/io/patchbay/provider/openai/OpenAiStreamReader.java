package io.patchbay.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.Chunk;
import io.patchbay.chat.Verbatim;
import io.patchbay.dialect.openai.OpenAi;
import io.patchbay.dialect.openai.OpenAiCallIndexes;
import io.patchbay.provider.Dialect;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the chunks of one streamed answer, of a chat or of a completion. */
final class OpenAiStreamReader implements Dialect.StreamReader {

    private static final byte[] DONE = OpenAi.DONE.getBytes(StandardCharsets.UTF_8);

    private final OpenAiCallIndexes calls = new OpenAiCallIndexes();
    private final String dialect;
    private final Chunks chunks;
    private boolean first = true;
    private boolean done;
    private final int wanted;
    private final Set<Integer> finished = new HashSet<>(2);

    /** What a chunk says. */
    interface Chunks {
        List<ChatEvent> read(JsonNode chunk, boolean first);
    }

    /** @param wanted answers that were asked for, 1 or more */
    OpenAiStreamReader(String dialect, Chunks chunks, int wanted) {
        this.dialect = dialect;
        this.chunks = chunks;
        this.wanted = wanted;
    }

    @Override
    public Optional<Chunk> read(String event, byte[] data) {
        if (done || Arrays.equals(data, DONE)) {
            done = true;
            return Optional.empty();
        }
        JsonNode json = OpenAiWire.parsedEvent(data);
        OpenAiFailures.inAnswer(json).ifPresent(failure -> {
            throw CallFailed.of(failure);
        });
        requireChunk(json.path("choices").path(0));
        List<ChatEvent> events = calls.apart(chunks.read(json, first));
        first = false;
        for (ChatEvent said : events) {
            if (said instanceof ChatEvent.Finished end) {
                finished.add(end.choice());
            }
        }
        return Optional.of(new Chunk(events, Optional.of(new Verbatim(dialect, data))));
    }

    /** A whole answer has no deltas, and read as a chunk it would be an answer without words. */
    private static void requireChunk(JsonNode choice) {
        if (choice.has("message") && !choice.has("delta")) {
            throw CallFailed.of(new Failure.Garbled("the provider answered whole where a stream was asked for"));
        }
    }

    @Override
    public boolean ended() {
        return done;
    }

    /** Some servers leave out {@code [DONE]}, others the finish reasons; answers that have neither were cut. */
    @Override
    public boolean complete() {
        return finished.size() >= wanted || (done && !first);
    }
}

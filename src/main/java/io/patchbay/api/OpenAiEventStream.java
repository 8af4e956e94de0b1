package io.patchbay.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.call.Settled;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.Chunk;
import io.patchbay.chat.Verbatim;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.openai.OpenAi;
import io.patchbay.dialect.openai.OpenAiChunks;
import io.patchbay.gateway.ChatStream;
import io.patchbay.gateway.ChatStream.Next;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Writes a stream as OpenAI's clients read it, each event at once. A caller that left shows as a failing write. */
final class OpenAiEventStream implements StreamingOutput {

    /** OpenAI's own clients find an error by its data, LangChain4j's (1.19.0) by the event's name and by nothing else. */
    private static final byte[] ERROR_EVENT = "event: error\n".getBytes(StandardCharsets.UTF_8);

    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.UTF_8);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] DONE = OpenAi.DONE.getBytes(StandardCharsets.UTF_8);
    private static final byte[] KEEP_ALIVE = ": keep-alive\n\n".getBytes(StandardCharsets.UTF_8);

    private final ChatStream stream;
    private final Optional<Next> first;
    private final boolean includeUsage;
    private final Duration keepAlive;
    private final OpenAiChunks.Writer chunks;
    private boolean usageTold;

    OpenAiEventStream(ChatStream stream, Optional<Next> first, boolean includeUsage, Duration keepAlive, Instant now) {
        this.stream = stream;
        this.first = first;
        this.includeUsage = includeUsage;
        this.keepAlive = keepAlive;
        this.chunks = new OpenAiChunks.Writer(now);
    }

    @Override
    public void write(OutputStream out) throws IOException {
        try (stream) {
            // Liberty holds the first write of an uncommitted response back until the next one.
            out.flush();
            Optional<Next> next = first;
            while (next.isEmpty() || write(next.get(), out)) {
                if (next.isEmpty()) {
                    out.write(KEEP_ALIVE);
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

    /** Whether more will come. */
    private boolean write(Next next, OutputStream out) throws IOException {
        switch (next) {
            case Next.Piece(Chunk chunk, Next.Speaker ignored) -> write(chunk, out);
            case Next.Ended(Settled settled) -> {
                end(settled, out);
                return false;
            }
            case Next.Failed failed -> {
                out.write(ERROR_EVENT);
                writeData(OpenAiResponses.errorBody(Errors.of(failed.failure())), out);
                return false;
            }
        }
        return true;
    }

    private void write(Chunk chunk, OutputStream out) throws IOException {
        Optional<Verbatim> said =
                chunk.verbatim().filter(verbatim -> verbatim.dialect().equals(OpenAi.DIALECT));
        if (said.isEmpty()) {
            writeWords(chunk, out);
            return;
        }
        boolean tellsUsage = false;
        for (ChatEvent event : chunk.events()) {
            tellsUsage |= event instanceof ChatEvent.UsageReported;
            if (event instanceof ChatEvent.Started started) {
                chunks.begin(started);
            }
        }
        usageTold |= tellsUsage;
        if (tellsUsage && !includeUsage) {
            Optional<byte[]> rest = OpenAiChunks.withoutUsage(said.get().body());
            if (rest.isPresent()) {
                writeData(rest.get(), out);
            }
        } else {
            writeData(said.get().body(), out);
        }
    }

    private void writeWords(Chunk chunk, OutputStream out) throws IOException {
        for (ChatEvent event : chunk.events()) {
            boolean isUsage = event instanceof ChatEvent.UsageReported;
            usageTold |= isUsage;
            if (!isUsage || includeUsage) {
                writeData(Json.write(chunks.write(event)), out);
            }
        }
    }

    /** A caller who asked for the usage is told it, by an estimate where the vendor did not say. */
    private void end(Settled settled, OutputStream out) throws IOException {
        if (includeUsage && !usageTold) {
            writeData(Json.write(chunks.write(new ChatEvent.UsageReported(settled.usage()))), out);
        }
        ObjectNode facts = Json.object().put("attempts", settled.attempts().size());
        settled.cost().ifPresent(cost -> facts.put("cost", cost.toPlainString()));
        out.write((": patchbay " + facts + "\n\n").getBytes(StandardCharsets.UTF_8));
        writeData(DONE, out);
    }

    private static void writeData(byte[] data, OutputStream out) throws IOException {
        out.write(DATA);
        int from = 0;
        for (int i = 0; i < data.length; i++) {
            if (data[i] == '\n') {
                out.write(data, from, i + 1 - from);
                out.write(DATA);
                from = i + 1;
            }
        }
        out.write(data, from, data.length - from);
        out.write(END);
    }
}

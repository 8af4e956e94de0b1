package io.patchbay.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.Content;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a streamed answer as Anthropic's events; one for each stream. Of several choices it writes the first. The end, with
 * the usage, is written once all is known.
 */
public final class AnthropicEventWriter {

    private static final String STOP = "message_stop";

    private final AnthropicCallQueue calls = new AnthropicCallQueue();
    private List<Event> out = new ArrayList<>();
    private ChatEvent.Started started = new ChatEvent.Started("", "");
    private Usage usage = Usage.NONE;
    private FinishReason reason = FinishReason.STOP;
    private boolean begun;
    private boolean called;

    /** The type of the block that is open; empty if none is. */
    private String open = "";

    private int index = -1;

    /** @param type the type of the server-sent event, which stands in {@code data} too */
    public record Event(String type, ObjectNode data) {}

    /**
     * What a client is to be told next; may be nothing.
     *
     * @throws CallFailed with {@link Failure.Garbled} if a tool call goes on that had ended
     */
    public List<Event> write(ChatEvent event) {
        switch (event) {
            case ChatEvent.Started first -> started = first;
            case ChatEvent.UsageReported reported -> usage = reported.usage();
            case ChatEvent.Text(int choice, String text) -> text(choice, text);
            case ChatEvent.Refusal(int choice, String text) -> text(choice, text);
            case ChatEvent.Thinking thought -> thought(thought);
            case ChatEvent.ToolCallDelta piece -> call(piece);
            case ChatEvent.Part(int choice, Content content) -> part(choice, content);
            case ChatEvent.Finished(int choice, FinishReason why) -> reason = choice == 0 ? why : reason;
            case ChatEvent.LogProbs ignored -> {}
        }
        return written();
    }

    private List<Event> written() {
        List<Event> written = out;
        out = new ArrayList<>();
        return written;
    }

    /**
     * The end of an answer that is whole.
     *
     * @param settled what it took; empty for what the vendor reported last
     */
    public List<Event> end(Optional<Usage> settled) {
        begin();
        endCalls();
        ObjectNode end = Json.object().put("type", "message_delta");
        end.putObject("delta")
                .put("stop_reason", AnthropicReplies.word(reason, called))
                .putNull("stop_sequence");
        end.set("usage", AnthropicUsage.write(settled.orElse(usage)));
        send(end);
        out.add(stop());
        return written();
    }

    /** The last event of all. */
    public static Event stop() {
        return new Event(STOP, Json.object().put("type", STOP));
    }

    /** Whether a vendor's event is the last of all. */
    public static boolean isStop(byte[] data) {
        try {
            return Json.read(data).path("type").asText().equals(STOP);
        } catch (IOException e) {
            return false;
        }
    }

    private void send(ObjectNode data) {
        out.add(new Event(data.path("type").asText(), data));
    }

    /** Not before there is something to tell: the usage so far may come behind the answer's name. */
    private void begin() {
        if (begun) {
            return;
        }
        begun = true;
        ObjectNode message = AnthropicReplies.start(started.id(), started.model());
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence").set("usage", AnthropicUsage.write(usage));
        send(Json.object().put("type", "message_start").set("message", message));
    }

    private void text(int choice, String text) {
        if (choice == 0 && !text.isEmpty()) {
            continueIn("text", AnthropicBlocks.text(""));
            delta("text_delta", "text", text);
        }
    }

    /** A proof ends its thought. */
    private void thought(ChatEvent.Thinking thought) {
        if (thought.choice() != 0
                || (thought.text().isEmpty() && thought.signature().isEmpty())) {
            return;
        }
        continueIn("thinking", AnthropicBlocks.thinking(new Content.Thinking("", Optional.empty())));
        if (!thought.text().isEmpty()) {
            delta("thinking_delta", "thinking", thought.text());
        }
        if (thought.signature().isPresent()) {
            delta(
                    "signature_delta",
                    "signature",
                    AnthropicSignatures.write(thought.signature().get()));
            stopBlock();
        }
    }

    private void call(ChatEvent.ToolCallDelta piece) {
        if (piece.choice() != 0) {
            return;
        }
        called = true;
        if (calls.take(piece)) {
            if (!open.equals("tool_use")) {
                startCall(piece);
            }
            arguments(piece.arguments());
        }
    }

    private void startCall(ChatEvent.ToolCallDelta piece) {
        piece.signature()
                .map(AnthropicSignatures::carrier)
                .ifPresent(proof -> blocks(proof).forEach(this::wholeBlock));
        continueIn(
                "tool_use",
                AnthropicBlocks.toolUse(new Content.ToolCall(
                        piece.id().orElse("toolu_" + piece.index()),
                        piece.name().orElse(""),
                        "")));
    }

    private void arguments(String piece) {
        if (!piece.isEmpty()) {
            delta("input_json_delta", "partial_json", piece);
        }
    }

    private void endCalls() {
        stopBlock();
        for (ChatEvent.ToolCallDelta waiting : calls.drain()) {
            startCall(waiting);
            arguments(waiting.arguments());
            stopBlock();
        }
    }

    /** A block that comes at once. */
    private void part(int choice, Content content) {
        if (choice != 0) {
            return;
        }
        for (JsonNode block : blocks(content)) {
            endCalls();
            wholeBlock(block);
        }
    }

    private static ArrayNode blocks(Content content) {
        ArrayNode blocks = Json.object().arrayNode();
        AnthropicReplies.write(content, blocks);
        return blocks;
    }

    private void wholeBlock(JsonNode block) {
        stopBlock();
        startBlock(block.path("type").asText(), (ObjectNode) block);
        stopBlock();
    }

    private void continueIn(String type, ObjectNode block) {
        if (!open.equals(type)) {
            if (!type.equals("tool_use")) {
                endCalls();
            }
            stopBlock();
            startBlock(type, block);
        }
    }

    private void startBlock(String type, ObjectNode block) {
        begin();
        open = type;
        index++;
        send(Json.object()
                .put("type", "content_block_start")
                .put("index", index)
                .set("content_block", block));
    }

    private void delta(String type, String field, String text) {
        ObjectNode json = Json.object().put("type", "content_block_delta").put("index", index);
        json.putObject("delta").put("type", type).put(field, text);
        send(json);
    }

    private void stopBlock() {
        if (!open.isEmpty()) {
            open = "";
            send(Json.object().put("type", "content_block_stop").put("index", index));
        }
    }
}

package io.patchbay.budget;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Content;
import io.patchbay.chat.EmbeddingRequest;
import io.patchbay.chat.Message;
import io.patchbay.chat.ResponseFormat;
import io.patchbay.chat.Tool;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The most tokens that a request is read as.
 *
 * @param tokens of its text and all that a vendor puts around it
 * @param opaque whether it has parts, such as pictures, of which only the model's window says how much they are
 */
record Reading(long tokens, boolean opaque) {

    /** What a vendor puts before the conversation: xAI's Grok 4 has 687 tokens before three words (recorded 2025-10). */
    static final int FRAME = 1_024;

    /** The same before tools, or before the schema of an answer: 530 at Claude 3 Opus, which has the most. */
    static final int STRUCTURE_FRAME = 1_024;

    /** Around a message, a part of one, a tool, a text: what marks its beginning, its end and who speaks. */
    static final int MARKS = 16;

    /**
     * JSON is seldom read as it was sent: Llama 4 reads it with a line for each value, others with each character beyond
     * ASCII as six. Neither triples it.
     */
    private static final int REWRITTEN = 3;

    static Reading of(ChatRequest request) {
        long structure = structure(request);
        long words = structure * REWRITTEN;
        boolean opaque = false;
        for (Message message : request.messages()) {
            Reading reading = of(message.content());
            words += MARKS + message.name().map(Bytes::of).orElse(0L) + reading.tokens;
            opaque |= reading.opaque;
        }
        long original = request.original()
                .map(came -> Bytes.of(came.body()) + structure * (REWRITTEN - 1))
                .orElse(0L);
        long frame = structure > 0 ? FRAME + STRUCTURE_FRAME : FRAME;
        return new Reading(Math.max(words, original) + frame, opaque);
    }

    /** The bytes of what a vendor rewrites. */
    private static long structure(ChatRequest request) {
        long sum = 0;
        for (Tool tool : request.tools()) {
            sum += of(tool);
        }
        Optional<ResponseFormat> format = request.responseFormat();
        if (format.isPresent()) {
            sum += MARKS + (format.get() instanceof ResponseFormat.JsonSchema json ? Bytes.of(json.schema()) : 0);
        }
        for (Message message : request.messages()) {
            for (Content.ToolCall call : message.toolCalls()) {
                sum += Bytes.of(call.arguments());
            }
        }
        return sum;
    }

    private static long of(Tool tool) {
        return switch (tool) {
            case Tool.Function function ->
                MARKS
                        + Bytes.of(function.name())
                        + Bytes.of(function.description().orElse(""))
                        + Bytes.of(function.parameters());
            case Tool.Vendor vendor -> MARKS + Bytes.of(vendor.json());
            case Tool.CacheMark ignored -> 0;
        };
    }

    private static Reading of(List<Content> content) {
        long tokens = 0;
        boolean opaque = false;
        for (Content part : content) {
            Reading reading = of(part);
            tokens += MARKS + reading.tokens;
            opaque |= reading.opaque;
        }
        return new Reading(tokens, opaque);
    }

    /** What a vendor has encrypted says nothing of how long it is to its model. */
    private static Reading of(Content part) {
        return switch (part) {
            case Content.Text(String text) -> text(text);
            case Content.Refusal(String text) -> text(text);
            case Content.Thinking thinking ->
                new Reading(Bytes.of(thinking.text()), thinking.signature().isPresent());
            case Content.ToolCall call ->
                new Reading(
                        Bytes.of(call.id()) + Bytes.of(call.name()),
                        call.signature().isPresent());
            case Content.ToolResult result -> {
                Reading reading = of(result.content());
                yield new Reading(reading.tokens + Bytes.of(result.toolCallId()), reading.opaque);
            }
            case Content.CacheMark ignored -> new Reading(0, false);
            case Content.Image ignored -> new Reading(0, true);
            case Content.Audio ignored -> new Reading(0, true);
            case Content.File ignored -> new Reading(0, true);
            case Content.Opaque ignored -> new Reading(0, true);
            case Content.RedactedThinking ignored -> new Reading(0, true);
        };
    }

    private static Reading text(String text) {
        return new Reading(Bytes.of(text), false);
    }

    /** Texts, each of which has the window for itself. */
    static Input ofTexts(EmbeddingRequest request, OptionalInt window) {
        long sum = FRAME;
        Basis basis = Basis.BYTES;
        for (EmbeddingRequest.Input input : request.inputs()) {
            long tokens = MARKS
                    + switch (input) {
                        case EmbeddingRequest.Input.Text(String text) -> Bytes.of(text);
                        case EmbeddingRequest.Input.Tokens(List<Integer> numbers) -> numbers.size();
                    };
            if (window.isPresent() && window.getAsInt() < tokens) {
                tokens = window.getAsInt();
                basis = Basis.WINDOW;
            }
            sum += tokens;
        }
        return new Input(sum, basis);
    }

    /** A judgement's texts, or its pictures. */
    static Reading ofJudged(JsonNode body) {
        boolean pictures = false;
        for (JsonNode item : body.path("input")) {
            pictures |= item.isObject() && !item.path("type").asText("").equals("text");
        }
        return new Reading(Bytes.of(body) + FRAME, pictures);
    }

    /** The input of an attempt; empty if nothing bounds it. */
    Optional<Input> within(OptionalInt window) {
        boolean byWindow = window.isPresent() && (opaque || window.getAsInt() < tokens);
        if (byWindow) {
            return Optional.of(new Input(window.getAsInt(), Basis.WINDOW));
        }
        return opaque ? Optional.empty() : Optional.of(new Input(tokens, Basis.BYTES));
    }

    record Input(long tokens, Basis basis) {}
}

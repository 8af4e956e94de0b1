package io.patchbay.chat;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** One part of a {@link Message}. */
public sealed interface Content {

    record Text(String text) implements Content {
        public Text {
            requireNonNull(text, "text is null");
        }
    }

    /**
     * @param url an address, or a {@code data:} URL with base64 content
     * @param detail the resolution a vendor should look at, such as {@code low} or {@code high}
     */
    record Image(String url, Optional<String> detail) implements Content {}

    /**
     * @param base64 the sound, base64
     * @param format the encoding of the sound, such as {@code wav} or {@code mp3}
     */
    record Audio(String base64, String format) implements Content {}

    /**
     * @param reference base64 content as a {@code data:} URL, or a vendor's id of an uploaded file
     */
    record File(Optional<String> filename, String reference) implements Content {}

    /**
     * @param arguments JSON text as the model wrote it; a model may write JSON that does not parse
     */
    record ToolCall(String id, String name, String arguments) implements Content {}

    /** @param toolCallId the {@link ToolCall#id} that this answers */
    record ToolResult(String toolCallId, List<Content> content, boolean failed) implements Content {
        public ToolResult {
            content = List.copyOf(content);
        }
    }

    /**
     * What a model thought before it answered.
     *
     * @param signature the vendor's proof, which has to come back unchanged with the next turn
     */
    record Thinking(String text, Optional<String> signature) implements Content {}

    /** The model declined to answer. */
    record Refusal(String text) implements Content {}

    /** A part that only its vendor knows, carried as it is. */
    record Opaque(JsonNode json) implements Content {}
}

package io.patchbay.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Content;
import io.patchbay.chat.Message;
import io.patchbay.chat.Role;
import io.patchbay.chat.Verbatim;
import io.patchbay.dialect.Fields;
import io.patchbay.dialect.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whole answers: {@code response}. */
public final class ResponsesReplies {

    private ResponsesReplies() {}

    /**
     * @param json what {@code verbatim} says; that it is no error has been seen to
     * @throws io.patchbay.dialect.InvalidRequest if a field is of the wrong type
     */
    public static ChatReply read(JsonNode json, byte[] verbatim) {
        Fields fields = Fields.of(json, "");
        JsonNode output = fields.array("output").orElseThrow(() -> fields.missing("output"));
        List<Content> content = new ArrayList<>(output.size());
        for (int i = 0; i < output.size(); i++) {
            content.addAll(ResponsesOutput.read(Fields.of(output.get(i), "output[" + i + "]")));
        }
        ChatReply.Choice choice = new ChatReply.Choice(
                new Message(Role.ASSISTANT, content, Optional.empty()),
                ResponsesOutput.finishReason(json),
                ResponsesOutput.logProbs(output));
        return new ChatReply(
                json.path("id").asText(""),
                json.path("model").asText(""),
                List.of(choice),
                ResponsesUsage.read(json),
                Optional.of(new Verbatim(Responses.DIALECT, verbatim)));
    }

    /**
     * The answer's bytes: what the vendor sent where it spoke this dialect, else our words in it.
     *
     * @param asked what it answers, for an answer repeats its request
     */
    public static byte[] write(ChatReply reply, ChatRequest asked, Instant now) {
        return reply.verbatim()
                .filter(said -> said.dialect().equals(Responses.DIALECT))
                .map(Verbatim::body)
                .orElseGet(() -> Json.write(fromWords(reply, asked, now)));
    }

    /** A whole answer is what a stream of it ends with. Only one was asked for, since this dialect can't ask for more. */
    private static ObjectNode fromWords(ChatReply reply, ChatRequest asked, Instant now) {
        ResponsesWriter writer = new ResponsesWriter(asked, now);
        writer.name(reply.id(), reply.model());
        ChatReply.Choice choice = reply.choices().getFirst();
        int calls = 0;
        for (Content part : choice.message().content()) {
            writer.write(event(part, calls));
            calls += part instanceof Content.ToolCall ? 1 : 0;
        }
        if (!choice.logProbs().isEmpty()) {
            writer.write(new ChatEvent.LogProbs(0, choice.logProbs()));
        }
        writer.write(new ChatEvent.Finished(0, choice.finishReason()));
        return writer.finish(reply.usage());
    }

    private static ChatEvent event(Content part, int call) {
        return switch (part) {
            case Content.Text(String text) -> new ChatEvent.Text(0, text);
            case Content.Thinking thinking -> new ChatEvent.Thinking(0, thinking.text(), thinking.signature());
            case Content.Refusal(String text) -> new ChatEvent.Refusal(0, text);
            case Content.ToolCall it ->
                new ChatEvent.ToolCallDelta(
                        0, call, Optional.of(it.id()), Optional.of(it.name()), it.arguments(), it.signature());
            case Content.RedactedThinking redacted -> new ChatEvent.Part(0, redacted);
            case Content.Image image -> new ChatEvent.Part(0, image);
            case Content.Audio audio -> new ChatEvent.Part(0, audio);
            case Content.File file -> new ChatEvent.Part(0, file);
            case Content.ToolResult result -> new ChatEvent.Part(0, result);
            case Content.CacheMark mark -> new ChatEvent.Part(0, mark);
            case Content.Opaque opaque -> new ChatEvent.Part(0, opaque);
        };
    }
}

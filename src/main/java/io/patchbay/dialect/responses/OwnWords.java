package io.patchbay.dialect.responses;

import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Content;
import io.patchbay.chat.Message;
import io.patchbay.chat.Role;
import io.patchbay.chat.Signature;
import io.patchbay.dialect.Unsaid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the model said that only the vendors of this dialect understand: their tools' work, and thoughts that they proved. */
public final class OwnWords {

    private OwnWords() {}

    /**
     * The request as it can be put to another vendor.
     *
     * @throws io.patchbay.call.CallFailed with {@link io.patchbay.call.Failure.Unsupported} if nothing else was said
     */
    public static ChatRequest leaveOut(ChatRequest request) {
        if (request.messages().stream().noneMatch(OwnWords::hasOwn)) {
            return request;
        }
        List<Message> messages = new ArrayList<>(request.messages().size());
        for (Message message : request.messages()) {
            Message left = hasOwn(message) ? without(message) : message;
            if (!left.content().isEmpty()) {
                messages.add(left);
            }
        }
        if (messages.isEmpty()) {
            throw Unsaid.nothing(Responses.DIALECT)
                    .refused("input", "a conversation of nothing but what only the model's own vendor understands");
        }
        return request.withMessages(messages);
    }

    private static boolean hasOwn(Message message) {
        return message.role() == Role.ASSISTANT && message.content().stream().anyMatch(OwnWords::isOwn);
    }

    private static Message without(Message message) {
        List<Content> left =
                message.content().stream().filter(part -> !isOwn(part)).toList();
        return new Message(message.role(), left, message.name());
    }

    private static boolean isOwn(Content part) {
        return switch (part) {
            case Content.Opaque opaque -> opaque.dialect().equals(Responses.DIALECT);
            case Content.Thinking thinking -> isOwn(thinking.signature());
            case Content.RedactedThinking redacted -> isOwn(Optional.of(redacted.data()));
            case Content.Text ignored -> false;
            case Content.Image ignored -> false;
            case Content.Audio ignored -> false;
            case Content.File ignored -> false;
            case Content.ToolCall ignored -> false;
            case Content.ToolResult ignored -> false;
            case Content.Refusal ignored -> false;
            case Content.CacheMark ignored -> false;
        };
    }

    private static boolean isOwn(Optional<Signature> signature) {
        return signature.map(Signature::dialect).equals(Optional.of(Responses.DIALECT));
    }
}

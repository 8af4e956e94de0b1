package io.patchbay.chat;

import java.util.List;
import java.util.Optional;

/**
 * A whole answer.
 *
 * @param model the model's name as its vendor wrote it
 * @param choices one for each answer asked for; the first is the answer to most callers
 * @param usage empty if the vendor did not say
 * @param verbatim the answer as the vendor wrote it
 */
public record ChatReply(
        String id, String model, List<Choice> choices, Optional<Usage> usage, Optional<Verbatim> verbatim) {

    public record Choice(Message message, FinishReason finishReason) {}

    public ChatReply {
        choices = List.copyOf(choices);
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("a chat reply needs at least one choice");
        }
    }

    public Message message() {
        return choices.getFirst().message();
    }

    public FinishReason finishReason() {
        return choices.getFirst().finishReason();
    }

    /** The text of the first choice; empty where the model called tools or declined instead. */
    public String text() {
        return message().text();
    }

    public ChatReply withUsage(Usage value) {
        return new ChatReply(id, model, choices, Optional.of(value), verbatim);
    }
}

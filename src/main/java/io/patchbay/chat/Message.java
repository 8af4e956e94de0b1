package io.patchbay.chat;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;

/**
 * One turn of a conversation.
 *
 * @param name tells apart several participants of one role
 */
public record Message(Role role, List<Content> content, Optional<String> name) {

    public Message {
        requireNonNull(role, "role is null");
        content = List.copyOf(content);
    }

    public static Message system(String text) {
        return of(Role.SYSTEM, text);
    }

    public static Message user(String text) {
        return of(Role.USER, text);
    }

    public static Message assistant(String text) {
        return of(Role.ASSISTANT, text);
    }

    public static Message of(Role role, String text) {
        return new Message(role, List.of(new Content.Text(text)), Optional.empty());
    }

    /** The text parts, joined; empty if there are none. */
    public String text() {
        return content.stream()
                .filter(Content.Text.class::isInstance)
                .map(part -> ((Content.Text) part).text())
                .collect(joining());
    }

    public List<Content.ToolCall> toolCalls() {
        return content.stream()
                .filter(Content.ToolCall.class::isInstance)
                .map(Content.ToolCall.class::cast)
                .toList();
    }
}

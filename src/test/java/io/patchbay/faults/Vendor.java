package io.patchbay.faults;

import io.patchbay.testing.AnswerWire;
import io.patchbay.testing.AnthropicWire;
import io.patchbay.testing.GoogleWire;
import io.patchbay.testing.OpenAiWire;
import io.patchbay.testing.ResponsesWire;
import java.util.Locale;

/** Whose dialect the providers speak. */
enum Vendor {
    OPENAI(OpenAiWire.openAi()),
    ANTHROPIC(new AnthropicWire()),
    GOOGLE(new GoogleWire()),
    /** OpenAI, asked for responses in their own form. */
    RESPONSES(new ResponsesWire());

    private final AnswerWire wire;

    Vendor(AnswerWire wire) {
        this.wire = wire;
    }

    AnswerWire wire() {
        return wire;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    String dialect() {
        return this == RESPONSES ? OPENAI.id() : id();
    }

    /** Who asks it as a rule. */
    Face face() {
        return switch (this) {
            case OPENAI, GOOGLE -> Face.CHAT;
            case ANTHROPIC -> Face.MESSAGES;
            case RESPONSES -> Face.RESPONSES;
        };
    }

    /** What its row offers beside chats. */
    String endpoints() {
        return this == RESPONSES ? "[responses]" : "[]";
    }
}

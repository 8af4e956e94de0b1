package io.patchbay.faults;

import io.patchbay.testing.AnswerWire;
import io.patchbay.testing.AnthropicWire;
import io.patchbay.testing.CompletionsWire;
import io.patchbay.testing.GoogleWire;
import io.patchbay.testing.OpenAiWire;
import io.patchbay.testing.ResponsesWire;
import java.util.List;
import java.util.Locale;

/** Whose dialect the providers speak. */
enum Vendor {
    /** A server that has learned OpenAI's chat completions and no more of it. */
    COMPATIBLE("openai", "[]", Face.CHAT),
    ANTHROPIC("anthropic", "[]", Face.MESSAGES),
    GOOGLE("google", "[]", Face.CHAT),
    /** OpenAI itself, asked for responses and completions in their own forms, and in a chat for all else. */
    OPENAI("openai", "[responses, completions]", Face.RESPONSES, Face.COMPLETIONS);

    private final String dialect;
    private final String endpoints;
    private final List<Face> usual;

    Vendor(String dialect, String endpoints, Face... usual) {
        this.dialect = dialect;
        this.endpoints = endpoints;
        this.usual = List.of(usual);
    }

    /** In what form it is asked by callers of the face, and answers. */
    AnswerWire wire(Face face) {
        return switch (this) {
            case COMPATIBLE -> OpenAiWire.compatible();
            case ANTHROPIC -> new AnthropicWire();
            case GOOGLE -> new GoogleWire();
            case OPENAI ->
                switch (face) {
                    case RESPONSES -> new ResponsesWire();
                    case COMPLETIONS -> new CompletionsWire();
                    case CHAT, MESSAGES -> OpenAiWire.openAi();
                };
        };
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    String dialect() {
        return dialect;
    }

    /** What its row offers beside chats. */
    String endpoints() {
        return endpoints;
    }

    /** Who asks it as a rule: for each form that it alone has, the face of that form. */
    List<Face> usual() {
        return usual;
    }

    String title() {
        return switch (this) {
            case COMPATIBLE -> "OpenAI's chat";
            case ANTHROPIC -> "Anthropic";
            case GOOGLE -> "Google";
            case OPENAI -> "OpenAI itself";
        };
    }
}

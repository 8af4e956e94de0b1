package io.patchbay.endurance;

import io.patchbay.testing.AnthropicWire;
import io.patchbay.testing.GoogleWire;
import io.patchbay.testing.OpenAiWire;
import io.patchbay.testing.VendorWire;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Who asks whom, by the caller's dialect and the vendor's row. */
enum Talk {
    CHAT_TO_OPENAI(Face.CHAT, "cut-openai"),
    CHAT_TO_ANTHROPIC(Face.CHAT, "cut-anthropic"),
    CHAT_TO_GOOGLE(Face.CHAT, "cut-google"),
    MESSAGES_TO_OPENAI(Face.MESSAGES, "cut-openai"),
    MESSAGES_TO_ANTHROPIC(Face.MESSAGES, "cut-anthropic"),
    MESSAGES_TO_GOOGLE(Face.MESSAGES, "cut-google"),
    RESPONSES_TO_OPENAI(Face.RESPONSES, "cut-openai"),
    RESPONSES_TO_RESPONSES(Face.RESPONSES, "cut-responses");

    private static final String[] PIECES = {
        "The whole ",
        "and right answer für ",
        "Riga, ",
        "und noch ein Wörtchen ",
        "dazu.",
        " \uD83D\uDE00",
        "\nThe end."
    };
    private static final String RESPONSE = "/io/patchbay/provider/openai/ResponsesAnswersFuzzTestInputs/stream.txt";

    private final Face face;
    private final String row;

    Talk(Face face, String row) {
        this.face = face;
        this.row = row;
    }

    /** What the vendor sends. One of responses has words and a call of a tool in one. */
    List<String> frames(boolean tools) {
        return switch (row) {
            case "cut-openai" -> frames(OpenAiWire.compatible(), tools);
            case "cut-anthropic" -> frames(new AnthropicWire(), tools);
            case "cut-google" -> frames(new GoogleWire(), tools);
            default -> List.of(response().split("(?<=\n\n)"));
        };
    }

    private static List<String> frames(VendorWire wire, boolean tools) {
        return tools ? wire.streamedToolCalls() : wire.streamed(PIECES);
    }

    /** What an answer in words ends with. */
    String lastWords() {
        return row.equals("cut-responses") ? "Hello" : PIECES[PIECES.length - 1];
    }

    private static String response() {
        try (InputStream in = Talk.class.getResourceAsStream(RESPONSE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Heard ask(Caller caller, String model) {
        return face.heard(face.ask(caller, "@" + row + "/" + model));
    }
}

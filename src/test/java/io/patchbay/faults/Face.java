package io.patchbay.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.dialect.Json;
import io.patchbay.testing.Client;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How callers ask and read their answers. */
enum Face {
    CHAT("/v1/chat/completions", Question.MESSAGES, "/choices/0/message/content", "/choices/0/delta/content"),

    MESSAGES("/v1/messages", Question.MESSAGES, "/content/0/text", "/delta/text", "/stop_reason", "/error/type") {
        @Override
        boolean finishes(JsonNode event) {
            return event.at("/delta/stop_reason").isTextual();
        }

        @Override
        boolean isEnd(String last) {
            return last.contains("\"message_stop\"");
        }

        @Override
        String errorOf(Ending ending) {
            return switch (ending.status()) {
                case 504 -> "timeout_error";
                case 429 -> "rate_limit_error";
                default -> "api_error";
            };
        }
    },

    RESPONSES("/v1/responses", Question.INPUT, Responses.TEXT, "/delta", "/status", "/error/code") {
        @Override
        String said(JsonNode event) {
            return typeOf(event).equals("response.output_text.delta") ? super.said(event) : "";
        }

        @Override
        boolean finishes(JsonNode event) {
            return typeOf(event).equals("response.output_item.done");
        }

        @Override
        boolean isEnd(String last) {
            return typeOf(parsed(last)).equals("response.completed");
        }

        @Override
        boolean repeats(String last, String words) {
            return parsed(last).at("/response" + Responses.TEXT).asText().equals(words);
        }
    },

    COMPLETIONS("/v1/completions", Question.PROMPT, "/choices/0/text", "/choices/0/text");

    /** What all faces ask, each in its own fields. */
    private static final class Question {
        static final String MESSAGES =
                "\"max_tokens\": 100, \"messages\": [{\"role\": \"user\", \"content\": \"Is it right?\"}]";
        static final String INPUT = "\"max_output_tokens\": 100, \"input\": \"Is it right?\"";
        static final String PROMPT = "\"max_tokens\": 100, \"prompt\": \"Is it right?\"";
    }

    private static final class Responses {
        static final String TEXT = "/output/0/content/0/text";
    }

    private final String path;
    private final String question;
    private final String text;
    private final String piece;
    private final String end;
    private final String error;

    /** As OpenAI's choices are read, whose chunks have the form of whole answers. */
    Face(String path, String question, String text, String piece) {
        this(path, question, text, piece, "/choices/0/finish_reason", "/error/code");
    }

    Face(String path, String question, String text, String piece, String end, String error) {
        this.path = path;
        this.question = question;
        this.text = text;
        this.piece = piece;
        this.end = end;
        this.error = error;
    }

    String said(JsonNode event) {
        return event.at(piece).asText("");
    }

    boolean finishes(JsonNode event) {
        return event.at(end).isTextual();
    }

    /** Whether this is what comes last of all. */
    boolean isEnd(String last) {
        return last.equals("[DONE]");
    }

    /** Whether what comes last agrees with the words before, if it repeats them. */
    boolean repeats(String last, String words) {
        return true;
    }

    /** What an error is called that is told in our words. */
    String errorOf(Ending ending) {
        return ending.code();
    }

    Client.Answer ask(Client client, String model, Asked asked, String... headers) {
        boolean streamed = asked == Asked.STREAMED;
        return client.post(
                path, "{\"model\": \"%s\", \"stream\": %b, %s}".formatted(model, streamed, question), headers);
    }

    Told told(Client.Answer answer, Asked asked) {
        if (answer.status() != 200) {
            return new Told.Refusal(answer.status(), answer.json().at(error).asText());
        }
        return asked == Asked.STREAMED ? streamed(answer.events()) : whole(answer.json());
    }

    private Told whole(JsonNode json) {
        return json.at(end).isTextual()
                ? new Told.Answer(json.at(text).asText())
                : new Told.Nonsense("a whole answer without an end: " + json);
    }

    private Told streamed(List<String> events) {
        StringBuilder words = new StringBuilder();
        boolean finished = false;
        for (String event : events) {
            if (isEnd(event)) {
                break;
            }
            JsonNode json = parsed(event);
            if (json.has("error")) {
                return event.equals(events.getLast())
                        ? new Told.Broken(words.toString(), json.at(error).asText())
                        : new Told.Nonsense("more behind an error: " + events);
            }
            words.append(said(json));
            finished |= finishes(json);
        }
        return finished && isEnd(events.getLast()) && repeats(events.getLast(), words.toString())
                ? new Told.Answer(words.toString())
                : new Told.Nonsense("no end: " + tail(events));
    }

    private static List<String> tail(List<String> events) {
        return new ArrayList<>(events.subList(Math.max(0, events.size() - 3), events.size()));
    }

    private static String typeOf(JsonNode event) {
        return event.path("type").asText();
    }

    private static JsonNode parsed(String event) {
        try {
            return Json.read(event);
        } catch (IOException e) {
            throw new AssertionError("an event that is no JSON: " + event, e);
        }
    }
}

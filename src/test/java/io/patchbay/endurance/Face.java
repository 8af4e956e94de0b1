package io.patchbay.endurance;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testing.Sse;
import io.patchbay.testing.VendorWire;
import java.util.Map;
import java.util.TreeMap;

/** How callers ask and read what is streamed to them. */
enum Face {
    CHAT("/v1/chat/completions") {
        @Override
        void read(JsonNode event, Ear ear) {
            JsonNode choice = event.at("/choices/0");
            ear.text.append(choice.at("/delta/content").asText(""));
            for (JsonNode call : choice.at("/delta/tool_calls")) {
                int index = call.path("index").asInt();
                ear.tool(index, call.at("/function/name").asText(""));
                ear.tool(index, call.at("/function/arguments").asText(""));
            }
            ear.finish(choice.path("finish_reason"));
        }
    },

    MESSAGES("/v1/messages") {
        @Override
        void read(JsonNode event, Ear ear) {
            ear.text.append(event.at("/delta/text").asText(""));
            int index = event.path("index").asInt();
            ear.tool(index, event.at("/content_block/name").asText(""));
            ear.tool(index, event.at("/delta/partial_json").asText(""));
            ear.finish(event.at("/delta/stop_reason"));
            ear.ended |= event.path("type").asText().equals("message_stop");
        }
    },

    RESPONSES("/v1/responses") {
        @Override
        void read(JsonNode event, Ear ear) {
            int index = event.path("output_index").asInt();
            switch (event.path("type").asText()) {
                case "response.output_text.delta" ->
                    ear.text.append(event.path("delta").asText());
                case "response.output_item.added" ->
                    ear.tool(index, event.at("/item/name").asText(""));
                case "response.function_call_arguments.delta" ->
                    ear.tool(index, event.path("delta").asText());
                case "response.completed", "response.incomplete" -> {
                    ear.finish(event.at("/response/status"));
                    ear.ended = true;
                }
                case "response.failed", "error" -> ear.failed = true;
                default -> {}
            }
        }
    };

    private final String path;

    Face(String path) {
        this.path = path;
    }

    abstract void read(JsonNode event, Ear ear);

    /** What has been heard so far. */
    static final class Ear {
        private final StringBuilder text = new StringBuilder();
        private final Map<Integer, String> tools = new TreeMap<>();
        private String finish = "";
        private boolean ended;
        private boolean failed;

        private void tool(int index, String piece) {
            if (!piece.isEmpty()) {
                tools.merge(index, piece, String::concat);
            }
        }

        private void finish(JsonNode reason) {
            finish = reason.isTextual() ? reason.asText() : finish;
        }
    }

    Caller.Answer ask(Caller caller, String model) {
        String asked = this == RESPONSES
                ? "\"input\": \"Is it right?\""
                : "\"max_tokens\": 100, \"messages\": [{\"role\": \"user\", \"content\": \"Is it right?\"}]";
        return caller.post(path, "{\"model\": \"%s\", \"stream\": true, %s}".formatted(model, asked));
    }

    Heard heard(Caller.Answer answer) {
        Ear ear = new Ear();
        ear.failed = answer.status() != 200;
        if (answer.status() == 200 && answer.body().startsWith("{")) {
            whole(VendorWire.parsed(answer.body()), ear);
        } else if (answer.status() == 200) {
            for (String data : Sse.data(answer.body())) {
                hear(data, ear);
            }
        }
        return new Heard(ear.text.toString(), ear.tools, ear.finish, ear.ended, ear.failed);
    }

    /** Only chats are asked for whole ones. */
    private static void whole(JsonNode answer, Ear ear) {
        ear.text.append(answer.at("/choices/0/message/content").asText(""));
        ear.finish(answer.at("/choices/0/finish_reason"));
        ear.ended = !ear.finish.isEmpty();
    }

    private void hear(String data, Ear ear) {
        if (data.equals("[DONE]")) {
            ear.ended = true;
            return;
        }
        JsonNode event = VendorWire.parsed(data);
        if (event.hasNonNull("error")) {
            ear.failed = true;
        } else {
            read(event, ear);
        }
    }
}

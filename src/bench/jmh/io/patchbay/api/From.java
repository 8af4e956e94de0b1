package io.patchbay.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.ChatRequest;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.anthropic.AnthropicReplies;
import io.patchbay.dialect.anthropic.AnthropicRequests;
import io.patchbay.dialect.openai.OpenAiReplies;
import io.patchbay.dialect.openai.OpenAiRequests;
import io.patchbay.dialect.responses.ResponsesReplies;
import io.patchbay.dialect.responses.ResponsesRequests;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Callers, by the dialect in which they ask and are answered, as the resources of these names do it. */
public enum From {
    OPENAI("messages", "system") {
        @Override
        Asked read(JsonNode body) {
            ChatRequest request = OpenAiRequests.read(body).request();
            return new Asked(
                    request, reply -> OpenAiReplies.write(reply, Instant.EPOCH), () -> new OpenAiEvents(true, Instant.EPOCH));
        }
    },
    ANTHROPIC("messages", "") {
        @Override
        Asked read(JsonNode body) {
            ChatRequest request = AnthropicRequests.read(body).request();
            return new Asked(request, AnthropicReplies::write, () -> new MessageEvents("req_1"));
        }
    },
    RESPONSES("input", "developer") {
        @Override
        Asked read(JsonNode body) {
            ChatRequest request = ResponsesRequests.read(body).request();
            return new Asked(
                    request,
                    reply -> ResponsesReplies.write(reply, request, Instant.EPOCH),
                    () -> new ResponsesStream(request, Instant.EPOCH));
        }
    };

    private static final String SYSTEM = "You answer questions about the weather, briefly and with your sources.";

    private final String messages;
    private final String system;

    /** @param system the role of instructions; empty where they are no message */
    From(String messages, String system) {
        this.messages = messages;
        this.system = system;
    }

    /** A request, and how its answer is written. */
    record Asked(ChatRequest request, Function<ChatReply, byte[]> whole, Supplier<EventWriter> events) {}

    abstract Asked read(JsonNode body);

    /** A request of instructions and turns that the user begins. */
    byte[] request(List<String> turns, boolean streamed) {
        ObjectNode body = Json.object().put("model", "model").put("temperature", 0.5);
        ArrayNode array = body.putArray(messages);
        if (system.isEmpty()) {
            body.put("system", SYSTEM);
        } else {
            array.addObject().put("role", system).put("content", SYSTEM);
        }
        for (int i = 0; i < turns.size(); i++) {
            array.addObject().put("role", i % 2 == 0 ? "user" : "assistant").put("content", turns.get(i));
        }
        body.put(this == RESPONSES ? "max_output_tokens" : "max_tokens", 500);
        return Json.write(body.put("stream", streamed));
    }
}

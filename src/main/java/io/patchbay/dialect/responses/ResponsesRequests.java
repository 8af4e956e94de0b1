package io.patchbay.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Modality;
import io.patchbay.dialect.Fields;
import io.patchbay.dialect.IncomingChat;
import io.patchbay.dialect.InvalidRequest;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.Unsaid;
import java.util.Optional;

/** Requests for responses. */
public final class ResponsesRequests {

    private ResponsesRequests() {}

    /** @throws InvalidRequest naming the field that is wrong */
    public static IncomingChat read(JsonNode body) {
        if (!body.isObject()) {
            throw InvalidRequest.body("invalid_type", "The body has to be a JSON object.");
        }
        Fields fields = new Fields(body, "");
        ChatRequest.Builder request = ChatRequest.builder()
                .messages(ResponsesInput.read(fields))
                .tools(ResponsesTools.read(fields))
                .sampling(ResponsesSampling.read(fields))
                .extra(ResponsesExtra.of(fields))
                .original(new ChatRequest.Original(Responses.DIALECT, (ObjectNode) body));
        ResponsesTools.choice(fields).ifPresent(request::toolChoice);
        ResponsesFormat.read(fields).ifPresent(request::responseFormat);
        ResponsesEffort.read(fields).ifPresent(request::reasoning);
        fields.optionalFlag("parallel_tool_calls").ifPresent(request::parallelTools);
        fields.text("user").ifPresent(request::endUser);
        return IncomingChat.read(fields, request.build());
    }

    /**
     * The request as this dialect has it, without {@code model} and {@code stream}. One that came in this dialect is what
     * came, without the proofs of other vendors; its values are shared with it and not to be changed.
     *
     * @throws io.patchbay.call.CallFailed if it can't be said
     */
    public static ObjectNode write(ChatRequest request, Unsaid unsaid) {
        Optional<ChatRequest.Original> original =
                request.original().filter(it -> it.dialect().equals(Responses.DIALECT));
        return original.isPresent() ? withoutForeign(original.get().body()) : fromWords(request, unsaid);
    }

    private static ObjectNode withoutForeign(ObjectNode original) {
        ObjectNode body = Json.shallowCopy(original);
        JsonNode input = body.path("input");
        for (JsonNode item : input) {
            if (ResponsesThoughts.isForeign(item)) {
                ArrayNode kept = body.putArray("input");
                input.forEach(each -> {
                    if (!ResponsesThoughts.isForeign(each)) {
                        kept.add(each);
                    }
                });
                return body;
            }
        }
        return body;
    }

    private static ObjectNode fromWords(ChatRequest request, Unsaid unsaid) {
        ObjectNode body = Json.object().setAll(request.extra().in(Responses.DIALECT));
        ResponsesItems.write(request.messages(), body, unsaid);
        if (!request.tools().isEmpty()) {
            ResponsesTools.write(request.tools(), body.putArray("tools"));
        }
        request.toolChoice().ifPresent(choice -> ResponsesTools.write(choice, body));
        request.parallelTools().ifPresent(allowed -> body.put("parallel_tool_calls", allowed));
        request.reasoning().ifPresent(reasoning -> ResponsesEffort.write(reasoning, own("reasoning", body)));
        request.responseFormat().ifPresent(format -> own("text", body).set("format", ResponsesFormat.write(format)));
        ResponsesSampling.write(request.sampling(), body, unsaid);
        request.user().ifPresent(user -> body.put("user", user));
        if (request.modalities().contains(Modality.IMAGE)
                || request.modalities().contains(Modality.AUDIO)) {
            throw unsaid.refused("modalities", "the wish for an answer in other forms than text");
        }
        return body;
    }

    /** The object in this place, for us to change. */
    private static ObjectNode own(String name, ObjectNode body) {
        ObjectNode own = body.path(name) instanceof ObjectNode given ? Json.shallowCopy(given) : Json.object();
        body.set(name, own);
        return own;
    }
}

package io.patchbay.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.call.Settled;
import io.patchbay.dialect.Json;
import io.patchbay.gateway.ChatStream;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Responses as OpenAI's clients know them. */
final class OpenAiResponses {

    private OpenAiResponses() {}

    static Response error(ErrorShape error) {
        return error.response()
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(errorBody(error))
                .build();
    }

    /** {@code {"error": {message, type, param, code}}}, or what the vendor said in its place. */
    static byte[] errorBody(ErrorShape error) {
        return error.said().orElseGet(() -> {
            ObjectNode json = Json.object();
            json.putObject("error")
                    .put("message", error.message())
                    .put("type", error.type())
                    .put("param", error.param().orElse(null))
                    .put("code", error.code());
            return Json.write(json);
        });
    }

    /** What a caller may want to know of its call, once it has ended. */
    static void describe(Response.ResponseBuilder response, Settled settled) {
        response.header("x-patchbay-attempts", settled.attempts().size());
        settled.provider().ifPresent(provider -> response.header("x-patchbay-provider", provider));
        settled.model().ifPresent(model -> response.header("x-patchbay-model", headerValue(model)));
        settled.cost().ifPresent(cost -> response.header("x-patchbay-cost", cost.toPlainString()));
        if (!settled.attempts().isEmpty()) {
            dropped(response, settled.attempts().getLast().leftOut());
        }
    }

    /** What a caller may want to know while its answer is still on its way. */
    static void describe(Response.ResponseBuilder response, ChatStream.Next.Speaker speaker) {
        response.header("x-patchbay-provider", speaker.provider());
        response.header("x-patchbay-model", headerValue(speaker.model()));
        dropped(response, speaker.leftOut());
    }

    private static void dropped(Response.ResponseBuilder response, List<String> leftOut) {
        if (!leftOut.isEmpty()) {
            response.header("x-patchbay-dropped", String.join(", ", leftOut));
        }
    }

    /** Model ids are free text, headers are not. */
    static String headerValue(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.chars().forEach(c -> plain.append(c < ' ' || c > '~' ? '?' : (char) c));
        return plain.toString();
    }
}

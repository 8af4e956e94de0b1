package io.patchbay.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.call.Allowance;
import io.patchbay.call.Settled;
import io.patchbay.dialect.Json;
import io.patchbay.gateway.ChatStream;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;

/** What a caller may want to know of its call: in headers, or at a stream's end in a comment. */
final class CallFacts {

    private CallFacts() {}

    /** What is known only once the call has ended. */
    static ObjectNode of(Settled settled) {
        ObjectNode facts = Json.object().put("attempts", settled.attempts().size());
        settled.cost().ifPresent(cost -> facts.put("cost", cost.toPlainString()));
        return facts;
    }

    /** Who writes the rest of a stream that broke off. */
    static ObjectNode continuedBy(ChatStream.Next.Speaker speaker) {
        ObjectNode facts = Json.object();
        facts.putObject("continued_by").put("provider", speaker.provider()).put("model", speaker.model());
        return facts;
    }

    static void describe(Response.ResponseBuilder response, Settled settled) {
        response.header("x-patchbay-attempts", settled.attempts().size());
        settled.provider().ifPresent(provider -> response.header("x-patchbay-provider", provider));
        settled.model().ifPresent(model -> response.header("x-patchbay-model", headerValue(model)));
        settled.cost().ifPresent(cost -> response.header("x-patchbay-cost", cost.toPlainString()));
        describe(response, settled.allowance());
        if (!settled.attempts().isEmpty()) {
            dropped(response, settled.attempts().getLast().leftOut());
        }
    }

    /** What is known while the answer is still on its way. */
    static void describe(Response.ResponseBuilder response, ChatStream.Next.Speaker speaker) {
        response.header("x-patchbay-provider", speaker.provider());
        response.header("x-patchbay-model", headerValue(speaker.model()));
        dropped(response, speaker.leftOut());
    }

    /** In the headers in which OpenAI's clients look for it. */
    static void describe(Response.ResponseBuilder response, Allowance allowance) {
        allowance.requests().ifPresent(side -> describe(response, "requests", side));
        allowance.tokens().ifPresent(side -> describe(response, "tokens", side));
    }

    private static void describe(Response.ResponseBuilder response, String what, Allowance.Side side) {
        response.header("x-ratelimit-limit-" + what, side.limit());
        response.header("x-ratelimit-remaining-" + what, side.remaining());
        response.header("x-ratelimit-reset-" + what, time(side.reset()));
    }

    /** Such as {@code 1m1s} or {@code 40ms}. */
    private static String time(Duration time) {
        if (time.compareTo(Duration.ofSeconds(1)) < 0) {
            return time.toMillis() + "ms";
        }
        return (time.toMinutes() > 0 ? time.toMinutes() + "m" : "") + time.toSecondsPart() + "s";
    }

    private static void dropped(Response.ResponseBuilder response, List<String> leftOut) {
        if (!leftOut.isEmpty()) {
            response.header("x-patchbay-dropped", headerValue(String.join(", ", leftOut)));
        }
    }

    /** Model ids are free text, headers are not. */
    static String headerValue(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.chars().forEach(c -> plain.append(c < ' ' || c > '~' ? '?' : (char) c));
        return plain.toString();
    }
}

package io.patchbay.budget;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Modality;
import io.patchbay.chat.Reasoning;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The most tokens that an attempt writes. */
final class Writing {

    /** Where a request says it; one may carry several, and which of them its vendor heeds is the vendor's. */
    private static final List<String> LIMITS = List.of("max_tokens", "max_completion_tokens", "max_output_tokens");

    private Writing() {}

    /** All answers together; empty if nothing bounds them. */
    static OptionalLong of(ChatRequest request, Place place) {
        OptionalLong each = each(request, place);
        return each.isPresent() ? OptionalLong.of(each.getAsLong() * answers(request)) : each;
    }

    private static long answers(ChatRequest request) {
        long named = request.original()
                .map(original -> number(original.body().path("n")))
                .orElse(0L);
        return Math.max(Math.max(1, request.sampling().n().orElse(1)), named);
    }

    private static OptionalLong each(ChatRequest request, Place place) {
        OptionalInt longest = place.longestAnswer();
        long limit = limit(request, place);
        if (limit == 0) {
            return longest.isPresent() ? OptionalLong.of(longest.getAsInt()) : OptionalLong.empty();
        }
        if (paints(request, place) || place.reasons() && !place.limitsThoughts()) {
            return longest.isPresent() ? OptionalLong.of(Math.max(limit, longest.getAsInt())) : OptionalLong.empty();
        }
        return OptionalLong.of(limit + thoughtsBeyond(limit, request));
    }

    /** Nobody says that a limit holds for pictures. */
    private static boolean paints(ChatRequest request, Place place) {
        return place.paints() || request.modalities().contains(Modality.IMAGE);
    }

    /** What the request names, or the row where it names nothing; 0 where neither does. */
    private static long limit(ChatRequest request, Place place) {
        long largest = request.sampling().maxTokens().orElse(0);
        Optional<ChatRequest.Original> original = request.original();
        if (original.isPresent()) {
            for (String name : LIMITS) {
                largest = Math.max(largest, number(original.get().body().path(name)));
            }
        }
        return largest > 0 ? largest : place.maxTokens().orElse(0);
    }

    /** However it is written, for vendors differ in what they take for a number. */
    private static long number(JsonNode json) {
        return (long) Math.ceil(Math.min(Integer.MAX_VALUE, json.asDouble()));
    }

    /** Anthropic lets a model that thinks between its calls of tools think more than the limit. */
    private static long thoughtsBeyond(long limit, ChatRequest request) {
        int budget = request.reasoning()
                .map(Reasoning::budget)
                .orElseGet(OptionalInt::empty)
                .orElse(0);
        return budget < limit ? 0 : budget;
    }
}

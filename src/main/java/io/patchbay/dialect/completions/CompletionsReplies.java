package io.patchbay.dialect.completions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.Content;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.LogProb;
import io.patchbay.chat.Message;
import io.patchbay.chat.Usage;
import io.patchbay.chat.Verbatim;
import io.patchbay.dialect.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whole answers: {@code text_completion}. */
public final class CompletionsReplies {

    private CompletionsReplies() {}

    /** @param json what {@code verbatim} says; that it holds choices has been seen to */
    public static ChatReply read(JsonNode json, byte[] verbatim) {
        List<ChatReply.Choice> choices = new ArrayList<>();
        for (JsonNode choice : json.path("choices")) {
            choices.add(new ChatReply.Choice(
                    Message.assistant(choice.path("text").asText("")),
                    finishReason(choice.path("finish_reason")),
                    CompletionsLogProbs.read(choice)));
        }
        return new ChatReply(
                json.path("id").asText(""),
                json.path("model").asText(""),
                choices,
                usage(json),
                Optional.of(new Verbatim(Completions.DIALECT, verbatim)));
    }

    static FinishReason finishReason(JsonNode word) {
        return switch (word.asText("")) {
            case "stop" -> FinishReason.STOP;
            case "length" -> FinishReason.LENGTH;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }

    static String word(FinishReason reason) {
        return switch (reason) {
            case STOP, STOP_SEQUENCE, TOOL_CALLS, OTHER -> "stop";
            case LENGTH -> "length";
            case CONTENT_FILTER -> "content_filter";
        };
    }

    static Optional<Usage> usage(JsonNode answer) {
        JsonNode usage = answer.path("usage");
        if (!usage.has("prompt_tokens")) {
            return Optional.empty();
        }
        long prompt = count(usage, "prompt_tokens");
        long cached = Math.min(prompt, count(usage.path("prompt_tokens_details"), "cached_tokens"));
        long output = count(usage, "completion_tokens");
        long reasoning = Math.min(output, count(usage.path("completion_tokens_details"), "reasoning_tokens"));
        return Optional.of(Usage.builder()
                .input(prompt - cached)
                .cacheRead(cached)
                .output(output)
                .reasoning(reasoning)
                .build());
    }

    private static long count(JsonNode json, String name) {
        return Math.max(0, json.path(name).asLong());
    }

    static ObjectNode write(Usage usage) {
        return Json.object()
                .put("prompt_tokens", usage.totalInput())
                .put("completion_tokens", usage.totalOutput())
                .put("total_tokens", usage.totalInput() + usage.totalOutput());
    }

    /** The answer's bytes: what the vendor sent where it spoke this dialect, else our words in it. */
    public static byte[] write(ChatReply reply, Instant now) {
        return reply.verbatim()
                .filter(said -> said.dialect().equals(Completions.DIALECT))
                .map(Verbatim::body)
                .orElseGet(() -> Json.write(fromWords(reply, now)));
    }

    private static ObjectNode fromWords(ChatReply reply, Instant now) {
        ObjectNode json = Json.object()
                .put("id", reply.id())
                .put("object", "text_completion")
                .put("created", now.getEpochSecond())
                .put("model", reply.model());
        ArrayNode choices = json.putArray("choices");
        for (ChatReply.Choice choice : reply.choices()) {
            choices.add(choice(
                    choices.size(), text(choice.message()), choice.logProbs(), 0, Optional.of(choice.finishReason())));
        }
        reply.usage().ifPresent(usage -> json.set("usage", write(usage)));
        return json;
    }

    /** @param offset where the text stands in that of the whole answer */
    static ObjectNode choice(
            int index, String text, List<LogProb> logProbs, int offset, Optional<FinishReason> reason) {
        ObjectNode json = Json.object().put("text", text).put("index", index);
        json.set("logprobs", logProbs.isEmpty() ? json.nullNode() : CompletionsLogProbs.write(logProbs, offset));
        return json.put("finish_reason", reason.map(CompletionsReplies::word).orElse(null));
    }

    /** Who declines says so in the one text that there is. */
    private static String text(Message message) {
        StringBuilder text = new StringBuilder();
        for (Content part : message.content()) {
            switch (part) {
                case Content.Text(String words) -> text.append(words);
                case Content.Refusal(String words) -> text.append(words);
                case Content.Thinking ignored -> {}
                case Content.RedactedThinking ignored -> {}
                case Content.ToolCall ignored -> {}
                case Content.ToolResult ignored -> {}
                case Content.Image ignored -> {}
                case Content.Audio ignored -> {}
                case Content.File ignored -> {}
                case Content.CacheMark ignored -> {}
                case Content.Opaque ignored -> {}
            }
        }
        return text.toString();
    }
}

package io.patchbay.catalogue;

import static java.util.Collections.disjoint;

import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Content;
import io.patchbay.chat.EmbeddingRequest;
import io.patchbay.chat.Message;
import io.patchbay.chat.TokenTally;
import io.patchbay.chat.Tool;
import java.util.List;
import java.util.Optional;

/**
 * Tokens of requests, counted here. Exact for plain text that an OpenAI model is to read; for other vendors, and for what
 * is not text, an estimate.
 */
public final class TokenCount {

    /** OpenAI's frame around each message. */
    private static final int PER_MESSAGE = 3;

    /** The role, and the word that stands before a name. */
    private static final int ONE_WORD = 1;

    /** A small image at OpenAI. */
    private static final int PER_IMAGE = 85;

    /** Of what can't be read. */
    private static final int CHARS_PER_TOKEN = 4;

    /** Whoever serves it puts a frame of its own before the messages: 49 tokens more at Groq and Cerebras (recorded). */
    private static final String OPEN_WEIGHTS = "gpt-oss";

    private final Tokenizer tokenizer;

    private TokenCount(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    public static int of(String text) {
        return Tokenizer.O200K.count(text);
    }

    /** The tokens of the request's messages and tools, as OpenAI's current models count them. */
    public static int of(ChatRequest request) {
        return of(request, Tokenizer.O200K);
    }

    /** The tokens of the request's messages and tools. */
    public static int of(ChatRequest request, Tokenizer tokenizer) {
        return new TokenCount(tokenizer).count(request);
    }

    /**
     * The tokens of a request to a model.
     *
     * @param model its name as its vendor has it
     */
    public static TokenTally tally(ChatRequest request, String model) {
        Optional<Tokenizer> known = Tokenizer.of(model);
        boolean framed = known.isPresent() && !model.contains(OPEN_WEIGHTS);
        return new TokenTally(of(request, known.orElse(Tokenizer.O200K)), framed && isPlain(request));
    }

    /** OpenAI does not say how it puts tools, formats, names and pictures before its models. */
    private static boolean isPlain(ChatRequest request) {
        return request.tools().isEmpty()
                && request.responseFormat().isEmpty()
                && request.modalities().isEmpty()
                && disjoint(request.extra().fields().keySet(), request.extra().essential())
                && request.messages().stream().allMatch(TokenCount::isPlain);
    }

    private static boolean isPlain(Message message) {
        return message.name().isEmpty()
                && message.content().stream()
                        .allMatch(part ->
                                part instanceof Content.Text text && text.text().length() <= Tokenizer.READ);
    }

    /** The tokens of the request's texts. */
    public static int of(EmbeddingRequest request) {
        int sum = 0;
        for (EmbeddingRequest.Input input : request.inputs()) {
            sum += switch (input) {
                case EmbeddingRequest.Input.Text(String text) -> of(text);
                case EmbeddingRequest.Input.Tokens tokens -> tokens.tokens().size();
            };
        }
        return sum;
    }

    private int count(ChatRequest request) {
        int sum = tokenizer.answerFrame();
        for (Message message : request.messages()) {
            sum += PER_MESSAGE + ONE_WORD + count(message.content());
            if (message.name().isPresent()) {
                sum += ONE_WORD + tokenizer.count(message.name().get());
            }
        }
        for (Tool tool : request.tools()) {
            sum += count(tool);
        }
        return sum;
    }

    private int count(Tool tool) {
        return switch (tool) {
            case Tool.Function function ->
                tokenizer.count(function.name())
                        + tokenizer.count(function.description().orElse(""))
                        + tokenizer.count(function.parameters().toString());
            case Tool.Vendor vendor -> tokenizer.count(vendor.json().toString());
            case Tool.CacheMark ignored -> 0;
        };
    }

    private int count(List<Content> content) {
        int sum = 0;
        for (Content part : content) {
            sum += switch (part) {
                case Content.Text(String text) -> tokenizer.count(text);
                case Content.Refusal(String text) -> tokenizer.count(text);
                case Content.Thinking thinking -> tokenizer.count(thinking.text());
                case Content.ToolCall call -> tokenizer.count(call.name()) + tokenizer.count(call.arguments());
                case Content.ToolResult result -> count(result.content());
                case Content.Image ignored -> PER_IMAGE;
                case Content.Audio ignored -> PER_IMAGE;
                case Content.File ignored -> PER_IMAGE;
                case Content.Opaque ignored -> PER_IMAGE;
                case Content.RedactedThinking redacted ->
                    redacted.data().value().length() / CHARS_PER_TOKEN;
                case Content.CacheMark ignored -> 0;
            };
        }
        return sum;
    }
}

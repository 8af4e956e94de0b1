package io.patchbay.provider;

import io.patchbay.catalogue.TokenCount;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.EmbeddingRequest;
import io.patchbay.chat.ModerationRequest;

/** What is asked of a provider. One guarded method serves them all, so that a provider has one circuit breaker. */
public sealed interface Ask {

    /** About how many tokens it is to read, and the most that it may write if it says so; 0 for what has none. */
    default long expectedTokens() {
        return switch (this) {
            case Chat(ChatRequest request) ->
                TokenCount.of(request) + (long) request.sampling().maxTokens().orElse(0);
            case Embed(EmbeddingRequest request) -> TokenCount.of(request);
            case Count ignored -> 0;
            case Moderate ignored -> 0;
        };
    }

    /** Answered by a {@link io.patchbay.chat.ChatReply}, or piece by piece. */
    record Chat(ChatRequest request) implements Ask {}

    /** Answered by an {@link io.patchbay.chat.EmbeddingReply}. */
    record Embed(EmbeddingRequest request) implements Ask {}

    /** Answered by a {@link io.patchbay.chat.TokenTally}. Nothing is billed for it. */
    record Count(ChatRequest request) implements Ask {}

    /** Answered by a {@link io.patchbay.chat.ModerationReply}. */
    record Moderate(ModerationRequest request) implements Ask {}
}

package io.patchbay.chat;

import java.util.List;
import java.util.Optional;

/**
 * What happens in a streamed answer, in order. {@code choice} counts the answers from 0 where several were asked for.
 * A stream that ends without {@link Finished} did not succeed.
 */
public sealed interface ChatEvent {

    record Started(String id, String model) implements ChatEvent {}

    record Text(int choice, String text) implements ChatEvent {}

    /** @param signature comes with the last piece of a thought, if at all */
    record Thinking(int choice, String text, Optional<Signature> signature) implements ChatEvent {}

    /**
     * A piece of a tool call; id and name come with its first piece.
     *
     * @param index which of the answer's calls, from 0
     * @param arguments the next characters of the arguments' JSON text
     * @param signature the proof of the thought behind the call, with one of its pieces, if at all
     */
    record ToolCallDelta(
            int choice,
            int index,
            Optional<String> id,
            Optional<String> name,
            String arguments,
            Optional<Signature> signature)
            implements ChatEvent {}

    /** A part that comes at once, such as an image. */
    record Part(int choice, Content content) implements ChatEvent {}

    /** How likely the model found the tokens that it wrote since the last such event. */
    record LogProbs(int choice, List<LogProb> tokens) implements ChatEvent {
        public LogProbs {
            tokens = List.copyOf(tokens);
        }
    }

    record Refusal(int choice, String text) implements ChatEvent {}

    record UsageReported(Usage usage) implements ChatEvent {}

    record Finished(int choice, FinishReason reason) implements ChatEvent {}

    /** Whether it is a part of the answer itself, and does not tell of it. */
    default boolean isContent() {
        return switch (this) {
            case Started ignored -> false;
            case UsageReported ignored -> false;
            case Finished ignored -> false;
            case Text ignored -> true;
            case Thinking ignored -> true;
            case ToolCallDelta ignored -> true;
            case Part ignored -> true;
            case LogProbs ignored -> true;
            case Refusal ignored -> true;
        };
    }

    /** Whether a caller who saw this has seen something of the answer. */
    default boolean isSemantic() {
        return switch (this) {
            case Started ignored -> false;
            case UsageReported ignored -> false;
            case Text(int choice, String text) -> !text.isEmpty();
            case Thinking ignored -> true;
            case ToolCallDelta ignored -> true;
            case Part ignored -> true;
            case LogProbs ignored -> false;
            case Refusal ignored -> true;
            case Finished ignored -> true;
        };
    }
}

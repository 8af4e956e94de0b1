package io.patchbay.gateway;

import io.patchbay.call.Attempt;
import io.patchbay.call.CallFailed.AfterCommit;
import io.patchbay.call.Failure;
import io.patchbay.catalogue.OnCut;
import io.patchbay.catalogue.TokenCount;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Chunk;
import io.patchbay.chat.EmbeddingRequest;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.Reply;
import io.patchbay.chat.ResponseFormat;
import io.patchbay.chat.Usage;
import io.patchbay.provider.Ask;
import io.patchbay.provider.ChunkSink;
import io.patchbay.provider.Exchange;
import io.patchbay.provider.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of asking a target: one upstream try, or two where the first was worth a quick retry. For a stream it is the
 * commit gate: nothing reaches the caller before the first semantic event, so that until then somebody else can still give
 * the whole answer.
 */
final class Trial implements ChunkSink, Exchange.Tries {

    private final Target target;
    private final Ask ask;
    private final Optional<StreamRelay> relay;
    private final OnCut onCut;
    private final Story story;
    private final Lead lead;
    private final boolean continues;
    private final Clock clock;
    private final Optional<Tab> tab;
    private final BooleanSupplier again;
    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    private final Held held = new Held();
    private final Optional<ResponseFormat> format;
    private final StringBuilder answer = new StringBuilder();
    private final Said said = new Said();
    private ChatStream.Next.Speaker speaker;
    private boolean committed;
    private boolean refused;
    private @Nullable Instant firstEventAt;
    private @Nullable Usage usage;
    private @Nullable FinishReason finishReason;
    private @Nullable Instant startedAt;

    /**
     * @param tab of what it costs, where a budget pays
     * @param again whether a further try may be made
     */
    Trial(
            Target target,
            Ask ask,
            Optional<Tab> tab,
            Optional<StreamRelay> relay,
            OnCut onCut,
            Story story,
            Lead lead,
            Clock clock,
            BooleanSupplier again) {
        this.tab = tab;
        this.again = again;
        this.target = target;
        this.ask = ask;
        this.relay = relay;
        this.onCut = onCut;
        this.story = story;
        this.lead = lead;
        this.continues = story.goneOn();
        story.text().filter(ignored -> continues).ifPresent(answer::append);
        this.clock = clock;
        this.format = ask instanceof Ask.Chat(ChatRequest request) ? request.responseFormat() : Optional.empty();
        this.startedAt = clock.instant();
        this.speaker = new ChatStream.Next.Speaker(target.provider().id(), target.modelId(), List.of());
    }

    Target target() {
        return target;
    }

    Ask ask() {
        return ask;
    }

    Optional<ChunkSink> sink() {
        return relay.isPresent() ? Optional.of(this) : Optional.empty();
    }

    /** Whether the caller has been given a part of the answer. */
    boolean committed() {
        return committed;
    }

    @Override
    public void accept(Chunk chunk) throws InterruptedException {
        chunk.events().forEach(this::note);
        if (firstEventAt == null && chunk.isSemantic()) {
            firstEventAt = clock.instant();
            if (!lead.take()) {
                throw new InterruptedException("another target was faster");
            }
        }
        if (!committed && (onCut == OnCut.HOLD || !chunk.isSemantic())) {
            held.add(chunk);
            return;
        }
        if (!committed) {
            commit();
        }
        if (format.isPresent() && finishReason != null) {
            held.add(chunk); // The answer has still to be held against its format.
        } else {
            handOver(chunk);
        }
    }

    private void commit() throws InterruptedException {
        committed = true;
        for (Chunk earlier : held.release()) {
            handOver(earlier);
        }
    }

    /** Gives out what was held until the answer was whole: its end, or all of it. */
    void handOverEnd() {
        try {
            commit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AfterCommit(new Failure.Cancelled("the caller left"));
        }
    }

    /** The text of the first choice, where the answer was asked to have a format. */
    String answer() {
        return answer.toString();
    }

    /** Whether the model declined to answer. */
    boolean refused() {
        return refused;
    }

    /** Why the first choice ended; empty if it has not. */
    Optional<FinishReason> finishReason() {
        return Optional.ofNullable(finishReason);
    }

    private void handOver(Chunk chunk) throws InterruptedException {
        Optional<Chunk> told = onCut == OnCut.CONTINUE ? story.tell(chunk) : Optional.of(chunk);
        if (told.isPresent()) {
            relay.orElseThrow().put(new ChatStream.Next.Piece(told.get(), speaker));
        }
    }

    private void note(ChatEvent event) {
        switch (event) {
            case ChatEvent.Text(int choice, String text) -> {
                said.add(text);
                if (choice == 0 && format.isPresent()) {
                    answer.append(text);
                }
            }
            case ChatEvent.Thinking thinking -> said.add(thinking.text());
            case ChatEvent.ToolCallDelta call -> {
                said.add(call.name().orElse(""));
                said.add(call.arguments());
            }
            case ChatEvent.Refusal(int choice, String text) -> {
                said.add(text);
                refused = true;
            }
            case ChatEvent.UsageReported(Usage reported) -> usage = reported;
            case ChatEvent.Started ignored -> {}
            case ChatEvent.Part ignored -> {}
            case ChatEvent.LogProbs ignored -> {}
            case ChatEvent.Finished(int choice, FinishReason reason) -> {
                if (choice == 0) {
                    finishReason = reason;
                }
            }
        }
    }

    @Override
    public void begins(List<String> leftOut) {
        startedAt = clock.instant();
        speaker = new ChatStream.Next.Speaker(target.provider().id(), target.modelId(), leftOut);
    }

    /** It gave a whole answer. */
    void succeeded(Reply reply) {
        end(Optional.empty(), Optional.of(reply.usage().orElseGet(() -> estimate(TokenCount.of(reply.written())))));
    }

    /** It gave a streamed answer to its end. */
    void succeeded() {
        end(Optional.empty(), Optional.of(reportedOrEstimated()));
    }

    @Override
    public void failed(Failure failure) {
        if (failure instanceof Failure.Unsupported) {
            return; // Nobody was asked.
        }
        boolean used = usage != null || !said.isEmpty() || lead.lost(); // Whoever was left has read the request.
        end(Optional.of(failure), used ? Optional.of(reportedOrEstimated()) : Optional.empty());
    }

    /** Asked after the quick retry as well, of which there is one. */
    @Override
    public boolean mayTryAgain() {
        return attempts.size() < 2 && again.getAsBoolean();
    }

    /** It failed outside of its tries, if it has not been told of it as one. */
    void failedOutside(Failure failure) {
        if (startedAt != null || attempts.isEmpty()) {
            failed(failure);
        }
    }

    /** No further try comes. */
    void close() {
        tab.ifPresent(Tab::close);
    }

    /** The failure of its last try; empty if there was none. */
    Optional<Failure> lastFailure() {
        return attempts.isEmpty() ? Optional.empty() : attempts.getLast().failure();
    }

    private void end(Optional<Failure> failure, Optional<Usage> used) {
        Instant now = clock.instant();
        Instant start = startedAt == null ? now : startedAt;
        startedAt = null;
        Attempt attempt = new Attempt(
                target.provider().id(),
                target.modelId(),
                start,
                Duration.between(start, now),
                firstEventAt().map(at -> Duration.between(start, at)),
                speaker.leftOut(),
                continues,
                failure,
                used);
        attempts.add(attempt);
        tab.ifPresent(it -> it.ended(attempt));
    }

    private Usage reportedOrEstimated() {
        Usage reported = usage;
        return reported == null ? estimate(said.tokens()) : reported;
    }

    private Usage estimate(long output) {
        return switch (ask) {
            case Ask.Chat(ChatRequest request) -> Usage.estimate(TokenCount.of(request), output);
            case Ask.Embed(EmbeddingRequest request) -> Usage.estimate(TokenCount.of(request), 0);
            case Ask.Count ignored -> Usage.NONE;
            case Ask.Moderate ignored -> Usage.NONE;
        };
    }

    /** What its tries have used, in and out. */
    long tokens() {
        return attempts.stream()
                .flatMap(attempt -> attempt.usage().stream())
                .mapToLong(used -> used.totalInput() + used.totalOutput())
                .sum();
    }

    Optional<Instant> firstEventAt() {
        return Optional.ofNullable(firstEventAt);
    }

    /** What the ledger writes of it: its tries that have ended. */
    List<Attempt> attempts() {
        return attempts;
    }
}

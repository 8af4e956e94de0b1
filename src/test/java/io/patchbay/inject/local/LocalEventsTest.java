package io.patchbay.inject.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.call.Allowance;
import io.patchbay.call.Call;
import io.patchbay.call.CallId;
import io.patchbay.call.Caller;
import io.patchbay.call.Explanation;
import io.patchbay.call.Failure;
import io.patchbay.call.Outcome;
import io.patchbay.call.Settled;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.Chunk;
import io.patchbay.chat.Usage;
import io.patchbay.gateway.ChatStream;
import io.patchbay.gateway.ChatStream.Next;
import io.patchbay.inject.ChatFailed;
import io.patchbay.inject.engine.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LocalEventsTest {

    private static final ChatEvent A = new ChatEvent.Text(0, "a");

    private static final Next.Speaker SPEAKER = new Next.Speaker("p", "m", List.of());

    private final FakeStream gateway = new FakeStream();
    private final LocalEvents events = new LocalEvents(gateway, "req_1");

    /** Hands out what was put into it, then nothing. */
    private static final class FakeStream implements ChatStream {
        final Queue<Next> next = new ArrayDeque<>();
        boolean closed;

        @Override
        public Optional<Next> next(Duration wait) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return Optional.ofNullable(next.poll());
        }

        @Override
        public Allowance allowance() {
            return Allowance.UNLIMITED;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void endsWhereTheAnswerIsWhole() {
        gateway.next.add(new Next.Piece(Chunk.of(A, A), SPEAKER));
        gateway.next.add(new Next.Ended(settled()));

        try (Stream<ChatEvent> stream = EventSource.stream(events)) {
            assertThat(stream.toList()).containsExactly(A, A);
        }
        assertThat(events.next()).isEmpty();
    }

    @Test
    void throwsWhereTheCallFails() {
        Failure cut = new Failure.Garbled("cut");
        gateway.next.add(new Next.Piece(Chunk.of(A), SPEAKER));
        gateway.next.add(new Next.Failed(cut, settled()));

        assertThat(events.next()).contains(List.of(A));
        assertThatThrownBy(events::next).isInstanceOfSatisfying(ChatFailed.class, failed -> {
            assertThat(failed.failure()).isEqualTo(cut);
            assertThat(failed.requestId()).isEqualTo("req_1");
        });
    }

    @Test
    void cancelsTheCallWhenItIsClosedAndDoesNotPassForWhole() {
        gateway.next.add(new Next.Piece(Chunk.of(A), SPEAKER));

        Stream<ChatEvent> stream = EventSource.stream(events);
        stream.close();

        assertThat(gateway.closed).isTrue();
        assertThatThrownBy(events::next)
                .isInstanceOfSatisfying(
                        ChatFailed.class, failed -> assertThat(failed.failure()).isInstanceOf(Failure.Cancelled.class));
    }

    @Test
    void cancelsTheCallWhenItsReaderIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(events::next).isInstanceOf(ChatFailed.class);
        assertThat(gateway.closed).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    private static Settled settled() {
        Call call = new Call(
                "req_1",
                Optional.empty(),
                Caller.ANONYMOUS,
                Call.Labels.NONE,
                Map.of(),
                true,
                Optional.empty(),
                Instant.EPOCH);
        return new Settled(
                CallId.next(),
                call,
                Outcome.COMPLETED,
                Optional.empty(),
                Optional.empty(),
                Usage.NONE,
                Optional.empty(),
                Optional.empty(),
                true,
                Duration.ZERO,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Allowance.UNLIMITED,
                Explanation.NONE);
    }
}

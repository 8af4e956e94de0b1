package io.patchbay.inject.engine;

import io.patchbay.chat.ChatEvent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Where a stream's events come from. For one reader; closing it, from any thread, cancels what is under way. */
public interface EventSource extends AutoCloseable {

    /**
     * Waits for what happens next.
     *
     * @return empty at the end of a whole answer
     * @throws io.patchbay.inject.ChatFailed if it fails, or was closed
     */
    Optional<List<ChatEvent>> next();

    @Override
    void close();

    /** The source as a stream that closes it. */
    static Stream<ChatEvent> stream(EventSource source) {
        return StreamSupport.stream(new Events(source), false).onClose(source::close);
    }

    /** Takes the events one by one. */
    final class Events extends Spliterators.AbstractSpliterator<ChatEvent> {

        private final EventSource source;
        private final Queue<ChatEvent> waiting = new ArrayDeque<>();

        private Events(EventSource source) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.source = source;
        }

        @Override
        public boolean tryAdvance(Consumer<? super ChatEvent> action) {
            while (waiting.isEmpty()) {
                Optional<List<ChatEvent>> next = source.next();
                if (next.isEmpty()) {
                    return false;
                }
                waiting.addAll(next.get());
            }
            action.accept(waiting.remove());
            return true;
        }
    }
}

package io.patchbay.gateway;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.Chunk;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.Message;
import io.patchbay.chat.Reply;
import io.patchbay.chat.Usage;
import io.patchbay.provider.ChunkSink;
import io.patchbay.provider.Exchange;
import io.patchbay.provider.Provider;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider that does as it is told, and counts how often it was asked. */
final class ScriptedProvider implements Provider {

    static final ChatEvent STARTED = new ChatEvent.Started("id", "m");
    static final ChatEvent FINISHED = new ChatEvent.Finished(0, FinishReason.STOP);

    private final Script script;
    private final AtomicInteger asked = new AtomicInteger();

    /** What happens in a try. */
    interface Script {
        Optional<Reply> run(Exchange exchange) throws InterruptedException;
    }

    ScriptedProvider(Script script) {
        this.script = script;
    }

    static ScriptedProvider answering(String text) {
        ChatReply reply = new ChatReply(
                "id",
                "m",
                List.of(new ChatReply.Choice(Message.assistant(text), FinishReason.STOP)),
                Optional.of(Usage.builder().input(10).output(5).build()),
                Optional.empty());
        return new ScriptedProvider(exchange -> Optional.of(reply));
    }

    static ScriptedProvider failing(Failure failure) {
        return new ScriptedProvider(exchange -> {
            throw CallFailed.of(failure);
        });
    }

    /** Fails once, and answers then. */
    static ScriptedProvider recovering(Failure failure, String text) {
        ScriptedProvider well = answering(text);
        AtomicInteger tries = new AtomicInteger();
        return new ScriptedProvider(exchange -> {
            if (tries.getAndIncrement() == 0) {
                throw CallFailed.of(failure);
            }
            return well.call(exchange);
        });
    }

    /** Breaks its connection, and tries once more if it may, as {@code @Retry} has it; each try asks whether there is another. */
    static ScriptedProvider breakingConnections() {
        return new ScriptedProvider(exchange -> {
            Failure reset = new Failure.Unavailable("reset", Failure.Reach.CONNECTION);
            int tries = 0;
            do {
                exchange.tries().begins(List.of());
                exchange.tries().failed(reset);
                tries++;
            } while (exchange.tries().mayTryAgain() && tries < 2);
            throw CallFailed.of(reset);
        });
    }

    static ScriptedProvider streaming(ChatEvent... events) {
        return new ScriptedProvider(exchange -> {
            push(exchange, events);
            return Optional.empty();
        });
    }

    /** Streams, and fails then. */
    static ScriptedProvider breaking(Failure failure, ChatEvent... events) {
        return new ScriptedProvider(exchange -> {
            push(exchange, events);
            throw CallFailed.of(failure);
        });
    }

    static ChatEvent text(String text) {
        return new ChatEvent.Text(0, text);
    }

    static void push(Exchange exchange, ChatEvent... events) throws InterruptedException {
        ChunkSink sink = exchange.sink().orElseThrow();
        for (ChatEvent event : events) {
            sink.accept(Chunk.of(event));
        }
    }

    int asked() {
        return asked.get();
    }

    @Override
    public Optional<Reply> call(Exchange exchange) {
        asked.incrementAndGet();
        try {
            return script.run(exchange);
        } catch (InterruptedException e) {
            throw CallFailed.of(new Failure.Cancelled("the caller left"));
        }
    }
}

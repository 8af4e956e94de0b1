package io.patchbay.api;

import io.patchbay.call.Failure;
import io.patchbay.call.Settled;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.Chunk;
import io.patchbay.chat.Verbatim;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.anthropic.Anthropic;
import io.patchbay.dialect.anthropic.AnthropicErrors;
import io.patchbay.dialect.anthropic.AnthropicEventWriter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A stream as Anthropic's clients read it. */
final class MessageEvents implements EventWriter {

    private final String requestId;
    private final AnthropicEventWriter events = new AnthropicEventWriter();

    /** The vendor's own event that was handed on last. */
    private Optional<Verbatim> last = Optional.empty();

    private boolean usageTold;

    MessageEvents(String requestId) {
        this.requestId = requestId;
    }

    @Override
    public void piece(Chunk chunk, SseOutput out) throws IOException {
        Optional<Verbatim> said = chunk.verbatim().filter(it -> it.dialect().equals(Anthropic.DIALECT));
        if (said.isPresent()) {
            last = said;
            out.event(said.get().event(), said.get().body());
            return;
        }
        for (ChatEvent event : chunk.events()) {
            usageTold |= event instanceof ChatEvent.UsageReported;
            write(events.write(event), out);
        }
    }

    /** A vendor of this dialect ends its stream itself; one that forgets to, after it said why the answer ended, is helped out. */
    @Override
    public void end(Settled settled, SseOutput out) throws IOException {
        out.comment("patchbay " + CallFacts.of(settled));
        if (last.isEmpty()) {
            write(events.end(usageTold ? Optional.empty() : Optional.of(settled.usage())), out);
        } else if (!AnthropicEventWriter.isStop(last.get().body())) {
            write(List.of(AnthropicEventWriter.stop()), out);
        }
    }

    @Override
    public void failed(Failure failure, SseOutput out) throws IOException {
        out.event(AnthropicErrors.EVENT, ErrorForm.ANTHROPIC.body(Errors.of(failure), requestId));
    }

    private static void write(Iterable<AnthropicEventWriter.Event> written, SseOutput out) throws IOException {
        for (AnthropicEventWriter.Event event : written) {
            out.event(event.type(), Json.write(event.data()));
        }
    }
}

package io.patchbay.chat;

import java.util.List;
import java.util.Optional;

/**
 * One frame of a vendor's stream.
 *
 * @param events what it says; may be empty, where a vendor says something that has no word here
 * @param verbatim the frame's data as the vendor wrote it
 */
public record Chunk(List<ChatEvent> events, Optional<Verbatim> verbatim) {
    public Chunk {
        events = List.copyOf(events);
    }

    public static Chunk of(ChatEvent... events) {
        return new Chunk(List.of(events), Optional.empty());
    }

    public boolean isSemantic() {
        for (ChatEvent event : events) {
            if (event.isSemantic()) {
                return true;
            }
        }
        return false;
    }
}

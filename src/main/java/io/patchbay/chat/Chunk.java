package io.patchbay.chat;

import java.util.ArrayList;
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

    /**
     * What of it a reader of a dialect is given: the vendor's own words where they are in that dialect, and what our words
     * tell of them, or else our words. None has to hold the same text twice.
     */
    public Chunk readIn(String dialect) {
        if (verbatim.isEmpty()) {
            return this;
        }
        return verbatim.get().dialect().equals(dialect)
                ? new Chunk(withoutContent(), verbatim)
                : new Chunk(events, Optional.empty());
    }

    private List<ChatEvent> withoutContent() {
        List<ChatEvent> told = new ArrayList<>(events.size());
        for (ChatEvent event : events) {
            if (!event.isContent()) {
                told.add(event);
            }
        }
        return told;
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

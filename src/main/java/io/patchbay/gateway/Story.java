package io.patchbay.gateway;

import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.Chunk;
import io.patchbay.chat.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the caller of a stream has been told so far, so that another model can go on with it: the text of one answer, and
 * nothing else that it would have to know. Told in words alone, for the vendors' own frames of two answers do not make one.
 */
final class Story {

    /** In characters. A longer answer is not gone on with. */
    private static final int LONGEST = 1 << 20;

    private final StringBuilder text = new StringBuilder();
    private boolean closed;
    private boolean goneOn;
    private int spacesCut;
    private Usage before = Usage.NONE;

    /** The text to go on with; empty if nobody could. */
    Optional<String> text() {
        return closed ? Optional.empty() : Optional.of(text.toString());
    }

    /**
     * Another model goes on from here.
     *
     * @param cut how many spaces at the text's end it does not get to see
     * @param used by those who told it so far
     */
    void goesOn(int cut, Usage used) {
        goneOn = true;
        spacesCut = cut;
        before = used;
    }

    /** Whether somebody goes on with what another has begun. */
    boolean goneOn() {
        return goneOn;
    }

    /** What of the chunk is to be told; empty if nothing is. */
    Optional<Chunk> tell(Chunk chunk) {
        List<ChatEvent> told = new ArrayList<>(chunk.events().size());
        for (ChatEvent event : chunk.events()) {
            told(event).ifPresent(told::add);
        }
        return told.isEmpty() ? Optional.empty() : Optional.of(new Chunk(told, Optional.empty()));
    }

    private Optional<ChatEvent> told(ChatEvent event) {
        return switch (event) {
            case ChatEvent.Text(int choice, String piece) -> text(choice, piece);
            case ChatEvent.Started ignored -> goneOn ? Optional.empty() : Optional.of(event);
            case ChatEvent.Thinking ignored -> goneOn ? Optional.empty() : Optional.of(event);
            case ChatEvent.UsageReported(Usage usage) -> Optional.of(new ChatEvent.UsageReported(before.plus(usage)));
            case ChatEvent.LogProbs ignored -> Optional.of(event);
            case ChatEvent.ToolCallDelta ignored -> last(event);
            case ChatEvent.Refusal ignored -> last(event);
            case ChatEvent.Part ignored -> last(event);
            case ChatEvent.Finished ignored -> last(event);
        };
    }

    /** What nobody else could go on after. */
    private Optional<ChatEvent> last(ChatEvent event) {
        closed = true;
        return Optional.of(event);
    }

    private Optional<ChatEvent> text(int choice, String piece) {
        String fresh = withoutSpacesOfBefore(piece);
        if (choice > 0 || text.length() + fresh.length() > LONGEST) {
            closed = true;
        } else {
            text.append(fresh);
        }
        return fresh.isEmpty() ? Optional.empty() : Optional.of(new ChatEvent.Text(choice, fresh));
    }

    /** The caller has them already. */
    private String withoutSpacesOfBefore(String piece) {
        int from = 0;
        while (spacesCut > 0 && from < piece.length() && Character.isWhitespace(piece.charAt(from))) {
            from++;
            spacesCut--;
        }
        if (from < piece.length()) {
            spacesCut = 0;
        }
        return piece.substring(from);
    }
}

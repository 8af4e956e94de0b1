package io.patchbay.faults;

import io.patchbay.testing.AnswerWire;
import io.patchbay.testing.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The right answer in a vendor's words, and the places in it where it may break. */
record Sample(AnswerWire wire, Asked asked, String text) {

    static final String FIRST = "The whole ";
    private static final String SECOND = "and right answer für ";
    private static final String THIRD = "Riga.";

    private static final int PADDING = 20_000;
    private static final int LARGE = 10 << 20;

    static final String TEXT = FIRST + SECOND + THIRD;

    /** What the other target says, so that a caller can't be told the one for the other. */
    static final String OTHER_TEXT = "The other's answer, whole and right as well.";

    /** What both say of which the other has written the rest. */
    static final String CONTINUED = FIRST + OTHER_TEXT;

    static Sample of(AnswerWire wire, Asked asked) {
        return new Sample(wire, asked, TEXT);
    }

    /** An answer of ten million letters on the wire. */
    Sample large() {
        return new Sample(wire, asked, "x".repeat(isStreamed() ? LARGE / wire.tellings() : LARGE));
    }

    boolean isStreamed() {
        return asked == Asked.STREAMED;
    }

    void tell(Rule rule) {
        if (isStreamed()) {
            rule.streamsRaw(frames());
        } else {
            rule.with(wire.whole(text));
        }
    }

    void tellNothing(Rule rule) {
        if (isStreamed()) {
            rule.streamsRaw(List.of());
        } else {
            rule.with("");
        }
    }

    /** Something else in place of the answer's second half, or of all of it where it is whole. */
    void tellWrong(Rule rule, String whole, String frame) {
        if (isStreamed()) {
            List<String> frames = new ArrayList<>(begun());
            frames.add(frame);
            frames.addAll(wire.closing(text));
            rule.streamsRaw(frames);
        } else {
            rule.with(whole);
        }
    }

    List<String> begun() {
        return wire.begun(FIRST);
    }

    /** As many as last longer than all clocks. */
    List<String> pings() {
        List<String> frames = new ArrayList<>(wire.opening());
        frames.addAll(Collections.nCopies(50, ": still here\n\n"));
        return frames;
    }

    /** All after the first words, in nine pieces; blanks before its JSON make the first of the events fill most of them. */
    List<String> slowEvent() {
        List<String> frames = frames();
        int said = begun().size();
        String rest = String.join("", frames.subList(said, frames.size()))
                .replaceFirst("data: ", "data: " + " ".repeat(PADDING));
        List<String> pieces = new ArrayList<>(List.of(String.join("", frames.subList(0, said))));
        int length = (rest.length() + 8) / 9;
        for (int from = 0; from < rest.length(); from += length) {
            pieces.add(rest.substring(from, Math.min(rest.length(), from + length)));
        }
        return pieces;
    }

    List<String> withoutMarker() {
        List<String> frames = frames();
        return frames.subList(0, frames.size() - 1);
    }

    private List<String> frames() {
        return text.equals(TEXT) ? wire.streamed(FIRST, SECOND, THIRD) : wire.streamed(text);
    }

    private byte[] bytes() {
        return (isStreamed() ? String.join("", frames()) : wire.whole(text)).getBytes(StandardCharsets.UTF_8);
    }

    long size() {
        return bytes().length;
    }

    /** Within the first event, before it says anything of the answer. */
    long atTheBegin() {
        return 20;
    }

    /** Between the two bytes of a letter, after the first words. */
    long insideALetter() {
        byte[] all = bytes();
        for (int i = 0; i < all.length; i++) {
            if (all[i] == (byte) 0xC3) {
                return i + 1L;
            }
        }
        throw new AssertionError("no such letter");
    }

    /** Within an event, after the first words. */
    long inTheMiddle() {
        return insideALetter() - 5;
    }
}

package io.patchbay.api;

import java.util.ArrayList;
import java.util.List;

/** Text as people and models write it: mostly ASCII, with line ends, quotation marks and the odd letter beyond. */
final class Texts {

    private static final String PARAGRAPH =
            "Tomorrow will be \"mostly sunny\" in Köln, with 21 °C in the afternoon and a light wind from the west.\n"
                    + "In the evening clouds come in from the Eifel; rain is unlikely before midnight, says the service.\n";

    private static final int TURN = 4_000;

    /** An answer in a hundred pieces, 0.8 kB in all. */
    static final List<String> WORDS = words();

    private Texts() {}

    private static List<String> words() {
        List<String> words = new ArrayList<>();
        String[] all = PARAGRAPH.repeat(3).split("(?<= )", -1);
        for (int i = 0; i < 100; i++) {
            words.add(i % 20 == 19 ? "café,\n" : all[i % all.length]);
        }
        return words;
    }

    /** Turns of at most four kilobytes. */
    static List<String> prompt(int kilobytes) {
        int turns = Math.max(1, kilobytes * 1_000 / TURN);
        int length = kilobytes * 1_000 / turns;
        List<String> prompt = new ArrayList<>();
        for (int i = 0; i < turns; i++) {
            String text = i + ". " + PARAGRAPH.repeat(length / PARAGRAPH.length() + 1);
            prompt.add(text.substring(0, length));
        }
        return prompt;
    }
}

package io.patchbay.endurance;

import java.util.Map;

/**
 * What a caller makes of an answer.
 *
 * @param tools name and arguments of each call of a tool, by its place
 * @param finish why the answer ended, empty if it does not say
 * @param ended whether the answer has its end marker
 * @param failed whether the answer says that it failed
 */
record Heard(String text, Map<Integer, String> tools, String finish, boolean ended, boolean failed) {

    /** Whether it is the whole answer, or says that it failed, and then tells an end of no more than a whole one. */
    boolean isHonest(Heard whole) {
        if (!failed) {
            return equals(whole);
        }
        return !ended && (finish.isEmpty() || saysAllOf(whole));
    }

    boolean isWhole(String words) {
        return equals(new Heard(words, Map.of(), "stop", true, false));
    }

    private boolean saysAllOf(Heard whole) {
        return text.equals(whole.text) && tools.equals(whole.tools) && finish.equals(whole.finish);
    }
}

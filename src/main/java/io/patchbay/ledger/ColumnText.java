package io.patchbay.ledger;

import org.jspecify.annotations.Nullable;

/** Text made to fit its column: a row with a clipped label is worth more than no row. */
final class ColumnText {

    private static final char REPLACEMENT = '\uFFFD';

    private ColumnText() {}

    /**
     * @param longest UTF-16 units, which no database counts as fewer than its own characters
     * @return the text, clipped, and with U+FFFD for what PostgreSQL refuses: NUL and halves of surrogate pairs
     */
    static @Nullable String fit(@Nullable String text, int longest) {
        return text == null ? null : storable(clip(text, longest));
    }

    private static String clip(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        boolean splitsPair =
                Character.isHighSurrogate(text.charAt(longest - 1)) && Character.isLowSurrogate(text.charAt(longest));
        return text.substring(0, splitsPair ? longest - 1 : longest);
    }

    private static String storable(String text) {
        if (text.codePoints().noneMatch(ColumnText::isRefused)) {
            return text;
        }
        return text.codePoints()
                .map(point -> isRefused(point) ? REPLACEMENT : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isRefused(int point) {
        return point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}

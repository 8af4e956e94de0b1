package io.patchbay.gateway;

import io.patchbay.catalogue.TokenCount;

/** What a model has written so far, for an estimate of its tokens where its vendor tells none. Keeps no more than that needs. */
final class Said {

    private static final int KEPT = 4 << 10;

    private final StringBuilder beginning = new StringBuilder();
    private long length;

    void add(String text) {
        length += text.length();
        int room = KEPT - beginning.length();
        if (room > 0) {
            beginning.append(text, 0, Math.min(room, text.length()));
        }
    }

    boolean isEmpty() {
        return length == 0;
    }

    long tokens() {
        int counted = TokenCount.of(beginning.toString());
        return beginning.length() < length ? counted * length / beginning.length() : counted;
    }
}

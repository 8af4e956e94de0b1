package io.patchbay.gateway;

import io.patchbay.catalogue.TokenCount;

/** What a model has written so far, for an estimate of its tokens where its vendor tells none. Keeps no more than that needs. */
final class Said {

    private static final int KEPT = 16 << 10;

    private final StringBuilder beginning = new StringBuilder();
    private long length;

    void add(String text) {
        length += text.length();
        if (beginning.length() < KEPT) {
            beginning.append(text);
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

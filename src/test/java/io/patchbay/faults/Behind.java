package io.patchbay.faults;

/** What stands behind the target that fails. */
enum Behind {
    NOBODY,
    ANOTHER,
    ANOTHER_AND_HELD("hold"),
    ANOTHER_WHO_GOES_ON("continue"),
    ANOTHER_BESIDE;

    private final String onCut;

    Behind() {
        this("fail");
    }

    Behind(String onCut) {
        this.onCut = onCut;
    }

    /** What the alias says of streams that break off. */
    String onCut() {
        return onCut;
    }

    /** Whether the other is asked as soon as the first is slow. */
    boolean isHedged() {
        return this == ANOTHER_BESIDE;
    }
}

package io.patchbay.faults;

/** What stands behind the target that fails. */
enum Behind {
    NOBODY,
    ANOTHER,
    ANOTHER_AND_HELD
}

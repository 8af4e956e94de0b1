package io.patchbay.faults;

/** How the caller wants its answer. */
enum Asked {
    WHOLE,
    STREAMED
}

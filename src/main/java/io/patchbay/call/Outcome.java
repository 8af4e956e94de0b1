package io.patchbay.call;

/** How a call ended. */
public enum Outcome {
    COMPLETED,
    /** The caller left before the end. */
    CANCELLED,
    FAILED
}

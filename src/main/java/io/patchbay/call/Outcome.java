package io.patchbay.call;

/** How a call ended. */
public enum Outcome {
    COMPLETED,
    /** The caller left before the end. */
    CANCELLED,
    FAILED,
    /** Nobody was asked, because the caller may not spend, or not know the price of, what it asked for. */
    REFUSED,
    /** The server that ran it died before its end. */
    UNKNOWN
}

package io.patchbay.chat;

/** Why an answer ended. */
public enum FinishReason {
    STOP,
    LENGTH,
    TOOL_CALLS,
    CONTENT_FILTER,
    /** A vendor's own reason, or none; {@link Verbatim} holds its word. */
    OTHER
}

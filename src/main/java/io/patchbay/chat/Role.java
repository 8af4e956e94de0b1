package io.patchbay.chat;

/** Who speaks in a {@link Message}. */
public enum Role {
    SYSTEM,
    DEVELOPER,
    USER,
    ASSISTANT,
    TOOL,
    /** The legacy answer to a {@code function_call}; today's form is {@link #TOOL}. */
    FUNCTION
}

package io.patchbay.call;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do. */
public enum Role {
    /** Calls models, and reads of its own calls. */
    CALLER,
    /** Reads of all calls of its team. */
    TEAM_LEAD,
    /** Reads of all calls of its tenant, or of all if it belongs to none. */
    AUDITOR,
    /** Runs the server, and may do all. */
    OPERATOR;

    /** As tokens, settings and the API's description name it, such as {@code team-lead}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The role of that {@link #word}. */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}

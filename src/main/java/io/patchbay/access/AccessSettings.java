package io.patchbay.access;

import java.util.Map;
import java.util.Set;

/**
 * Who may call over REST.
 *
 * @param keys from the callers' names to their keys; empty if none is configured
 * @param open whether the server listens beyond this machine, and so has to know its callers
 * @param tokens whose tokens are taken beside keys
 * @param operators the names of the callers who run the server
 * @param auditors the names of those who read of all calls
 * @param directory how the database's keys are taken
 */
public record AccessSettings(
        Map<String, String> keys,
        boolean open,
        TokenSettings tokens,
        Set<String> operators,
        Set<String> auditors,
        DirectorySettings directory) {
    public AccessSettings {
        keys = Map.copyOf(keys);
        operators = Set.copyOf(operators);
        auditors = Set.copyOf(auditors);
    }

    /** Keys alone, and no tokens. */
    public AccessSettings(Map<String, String> keys, boolean open) {
        this(keys, open, TokenSettings.NONE, Set.of(), Set.of(), DirectorySettings.NONE);
    }

    /** Whether a caller has to say who it is. */
    public boolean required() {
        return open || knowsSome();
    }

    /** Whether the server has to refuse everyone, because it is open and knows nobody. */
    public boolean closed() {
        return open && !knowsSome() && !takesVirtualKeys();
    }

    /** Whether the database's keys can be told from others. */
    public boolean takesVirtualKeys() {
        return directory.peppers().any();
    }

    private boolean knowsSome() {
        return !keys.isEmpty() || tokens.taken();
    }

    @Override
    public String toString() {
        return "AccessSettings[" + keys.keySet() + ", open=" + open + ", " + tokens + "]";
    }
}

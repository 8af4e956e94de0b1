package io.patchbay.access;

import java.util.Map;

/**
 * Who may call over REST.
 *
 * @param keys from the callers' names to their keys; empty if none is configured
 * @param open whether the server listens beyond this machine, and so has to know its callers
 */
public record AccessSettings(Map<String, String> keys, boolean open) {
    public AccessSettings {
        keys = Map.copyOf(keys);
    }

    /** Whether a caller has to say who it is. */
    public boolean required() {
        return open || !keys.isEmpty();
    }

    /** Whether the server has to refuse everyone, because it is open and knows nobody. */
    public boolean closed() {
        return open && keys.isEmpty();
    }

    @Override
    public String toString() {
        return "AccessSettings[" + keys.keySet() + ", open=" + open + "]";
    }
}

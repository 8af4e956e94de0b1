package io.patchbay.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Values of files that ship with Patchbay and that nothing overrides, so what is written holds. */
record ShippedValues(String file) implements Lookup {

    /** Without its section: a key for each of so many values would cost more than the values. */
    @Override
    public String key(String section, String name) {
        return name;
    }

    @Override
    public void know(String key) {}

    @Override
    public Optional<String> value(String key, JsonNode written) {
        return written.isValueNode() && !written.isNull() ? Optional.of(written.asText()) : Optional.empty();
    }

    @Override
    public void problem(String key, String value, String right) {
        throw new IllegalStateException("Patchbay's own " + file + ": " + key + " = '" + value + "': " + right);
    }
}

package io.patchbay.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Where a {@link Section} finds its values, and leaves what is wrong with them. */
interface Lookup {

    /** The key of a setting of that name in a section. */
    String key(String section, String name);

    /** There is a setting of this name, whether or not a file has it. */
    void know(String key);

    /**
     * The value of a key; blank counts as absent.
     *
     * @param written as the file has it
     */
    Optional<String> value(String key, JsonNode written);

    /** @param value what stands there; hidden if it is a credential */
    void problem(String key, String value, String right);
}

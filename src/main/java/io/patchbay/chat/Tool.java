package io.patchbay.chat;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A function that the model may ask to have called.
 *
 * @param parameters a JSON Schema of the arguments
 * @param strict whether the arguments have to follow the schema exactly
 */
public record Tool(String name, Optional<String> description, JsonNode parameters, Optional<Boolean> strict) {
    public Tool {
        requireNonNull(name, "name is null");
        requireNonNull(parameters, "parameters is null");
    }
}

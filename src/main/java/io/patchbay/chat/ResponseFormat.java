package io.patchbay.chat;

import com.fasterxml.jackson.databind.JsonNode;

/** The form in which the answer's text has to come. */
public sealed interface ResponseFormat {

    /** Any JSON object. */
    record JsonObject() implements ResponseFormat {}

    /**
     * A JSON document that follows a schema.
     *
     * @param name what the schema describes, {@code [a-zA-Z0-9_-]{1,64}}
     * @param schema a JSON Schema, draft 2020-12
     */
    record JsonSchema(String name, JsonNode schema, boolean strict) implements ResponseFormat {}
}

package io.patchbay.provider.openai;

import io.patchbay.chat.ResponseFormat;

/** Tells a model that knows JSON but no schemas what it is to write. */
final class SchemaHint {

    private SchemaHint() {}

    static String of(ResponseFormat.JsonSchema format) {
        return "Answer with a single JSON object and nothing else. It has to follow this JSON Schema:\n"
                + format.schema();
    }
}

package io.patchbay.catalogue.update;

import java.util.Arrays;
import java.util.Optional;

/** A public list of models, known by the beginning of its file's name. */
enum Source {
    GENAI_PRICES("genai-prices", "genai-prices"),
    LITELLM("LiteLLM", "litellm"),
    MODELS_DEV("models.dev", "models.dev"),
    OPENROUTER("OpenRouter", "openrouter");

    private final String word;
    private final String file;

    Source(String word, String file) {
        this.word = word;
        this.file = file;
    }

    /** As the catalogue's files name it. */
    String word() {
        return word;
    }

    static Optional<Source> ofFile(String name) {
        return Arrays.stream(values())
                .filter(source -> name.startsWith(source.file) && name.endsWith(".json"))
                .findFirst();
    }

    /** @throws IllegalArgumentException if there is none of this name */
    static Source of(String word) {
        return Arrays.stream(values())
                .filter(source -> source.word.equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no source is called '" + word + "'"));
    }
}

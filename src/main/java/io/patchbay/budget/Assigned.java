package io.patchbay.budget;

import java.util.Collection;
import java.util.List;

/** What holds for somebody's calls, at some models or all. */
public interface Assigned {

    /** Whose calls. */
    Holder holder();

    /** Ids of models, or beginnings of some with a {@code *} behind; all models if there are none. */
    List<String> models();

    /**
     * Whether it holds for calls of a model, as far as that goes.
     *
     * @param names all by which the model is known: whichever a caller uses, it is the same model
     */
    default boolean isFor(Collection<String> names) {
        return models().isEmpty()
                || models().stream().anyMatch(pattern -> names.stream().anyMatch(name -> matches(pattern, name)));
    }

    private static boolean matches(String pattern, String id) {
        return pattern.endsWith("*") ? id.startsWith(pattern.substring(0, pattern.length() - 1)) : id.equals(pattern);
    }
}

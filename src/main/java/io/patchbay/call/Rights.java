package io.patchbay.call;

import java.util.List;

/**
 * What somebody may ask for, and who may answer.
 *
 * @param models names as callers write them, aliases among them, or the beginnings of names, with {@code *} behind; all if
 *     it is empty
 * @param providers ids; all if it is empty
 */
public record Rights(List<String> models, List<String> providers) {

    public static final Rights ALL = new Rights(List.of(), List.of());

    private static final String ANY = "*";

    public Rights {
        models = List.copyOf(models);
        providers = List.copyOf(providers);
    }

    /**
     * Whether the model may be asked for by this name.
     *
     * @param name {@code @provider/model} counts as the model's name too
     */
    public boolean mayAsk(String name) {
        return models.isEmpty()
                || models.stream().anyMatch(model -> covers(model, name) || covers(model, unpinned(name)));
    }

    public boolean mayAnswer(String provider) {
        return providers.isEmpty() || providers.contains(provider);
    }

    private static String unpinned(String name) {
        return name.startsWith("@") ? name.substring(name.indexOf('/') + 1) : name;
    }

    /** Whether whatever {@code name} stands for, {@code model} stands for as well. */
    private static boolean covers(String model, String name) {
        return model.endsWith(ANY) ? name.startsWith(model.substring(0, model.length() - 1)) : model.equals(name);
    }

    /** Whether nothing may be done with these that may not be done with the others. */
    public boolean within(Rights others) {
        return (others.models.isEmpty()
                        || !models.isEmpty()
                                && models.stream()
                                        .allMatch(model ->
                                                others.models.stream().anyMatch(other -> covers(other, model))))
                && (others.providers.isEmpty() || !providers.isEmpty() && others.providers.containsAll(providers));
    }
}

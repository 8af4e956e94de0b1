package io.patchbay.inject.engine;

import io.patchbay.inject.ModelId;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.util.Optional;

/**
 * The model that an injection point asks for.
 *
 * @param model empty for the default model
 * @param provider the one that was pinned, if one was
 */
public record Wanted(Optional<String> model, Optional<String> provider) {

    public static final Wanted DEFAULT = new Wanted(Optional.empty(), Optional.empty());

    /** What the injection point's {@link ModelId} says. */
    public static Wanted at(InjectionPoint point) {
        return point.getQualifiers().stream()
                .filter(ModelId.class::isInstance)
                .map(ModelId.class::cast)
                .findFirst()
                .map(id -> of(id.value(), id.provider()))
                .orElse(DEFAULT);
    }

    /**
     * @param id a model's id, which may pin its provider itself: {@code @provider/model}; empty for the default model
     * @param provider empty where it is not pinned
     * @throws IllegalArgumentException if the two name different providers, or a provider but no model
     */
    public static Wanted of(String id, String provider) {
        int slash = id.startsWith("@") ? id.indexOf('/') : -1;
        if (slash > 1) {
            return pinned(id.substring(slash + 1), id.substring(1, slash), provider);
        }
        if (provider.isEmpty()) {
            return new Wanted(present(id), Optional.empty());
        }
        return pinned(id, provider, provider);
    }

    private static Wanted pinned(String model, String provider, String alsoNamed) {
        if (!alsoNamed.isEmpty() && !alsoNamed.equals(provider)) {
            throw new IllegalArgumentException(
                    "'@%s/%s' names another provider than '%s'".formatted(provider, model, alsoNamed));
        }
        if (model.isEmpty()) {
            throw new IllegalArgumentException("the provider '%s' is named without a model".formatted(provider));
        }
        return new Wanted(Optional.of(model), Optional.of(provider));
    }

    private static Optional<String> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** As a call names it: {@code model}, {@code @provider/model}, or nothing for the default model. */
    public Optional<String> id() {
        return provider.isPresent() ? model.map(name -> "@" + provider.get() + "/" + name) : model;
    }
}

package io.patchbay.routing;

import io.patchbay.catalogue.Manner;
import java.util.List;
import java.util.Optional;

/**
 * A name of the operator's for models that stand in for one another.
 *
 * @param models ids, {@code @provider/model} among them, in the order in which they are asked; at least one
 * @param hedge empty if its calls are not hedged
 */
public record Alias(String name, List<String> models, Manner manner, Optional<Hedge> hedge) {
    public Alias {
        models = List.copyOf(models);
    }
}

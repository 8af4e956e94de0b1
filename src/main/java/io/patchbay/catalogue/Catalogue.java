package io.patchbay.catalogue;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The models that are known, by provider and id. Immutable: a change makes a new one, with a new version.
 */
public final class Catalogue {

    private final String version;
    private final Map<Key, Model> models;
    private final Map<String, List<Model>> byId;

    private record Key(String provider, String id) {}

    /**
     * @param version a hash of the facts, which the ledger puts beside each cost
     * @throws IllegalStateException if a provider has the same id twice
     */
    public Catalogue(String version, Collection<Model> models) {
        this.version = version;
        this.models = models.stream()
                .collect(toUnmodifiableMap(model -> new Key(model.provider(), model.id()), Function.identity()));
        this.byId = Map.copyOf(models.stream().collect(groupingBy(Model::id)));
    }

    public String version() {
        return version;
    }

    public Optional<Model> find(String provider, String id) {
        return Optional.ofNullable(models.get(new Key(provider, id)));
    }

    /** The model as each of its providers offers it; empty if nobody does. */
    public List<Model> offers(String id) {
        return byId.getOrDefault(id, List.of());
    }

    public Collection<Model> models() {
        return models.values();
    }
}

package io.patchbay.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The models that are known, by provider and name. Immutable: a change makes a new one, with a new version.
 */
public final class Catalogue {

    private final String version;
    private final List<Model> models;
    private final Map<Key, Model> byName = new HashMap<>();
    private final Map<String, List<Model>> offers = new TreeMap<>();

    private record Key(String provider, String name) {}

    /**
     * @param version a hash of the facts, which the ledger puts beside each cost
     * @throws IllegalStateException if two models of a provider have the same name
     */
    public Catalogue(String version, Collection<Model> models) {
        this.version = version;
        this.models = List.copyOf(models);
        for (Model model : models) {
            name(model, model.id());
            model.also().forEach(name -> name(model, name));
        }
        models.forEach(model -> byName.putIfAbsent(new Key(model.provider(), model.wireId()), model));
    }

    private void name(Model model, String name) {
        Model other = byName.putIfAbsent(new Key(model.provider(), name), model);
        if (other != null) {
            throw new IllegalStateException(model.provider() + " has two models '" + name + "'");
        }
        offers.computeIfAbsent(name, any -> new ArrayList<>(2)).add(model);
    }

    public String version() {
        return version;
    }

    /** The provider's model of that name; where none is called so, the one that has it as its wire id. */
    public Optional<Model> find(String provider, String name) {
        return Optional.ofNullable(byName.get(new Key(provider, name)));
    }

    /** The model of that name as each of its providers offers it; empty if nobody does. */
    public List<Model> offers(String name) {
        return Collections.unmodifiableList(offers.getOrDefault(name, List.of()));
    }

    /** All names that callers may use without naming a provider, in alphabetical order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(offers.keySet());
    }

    public Collection<Model> models() {
        return models;
    }
}

package io.patchbay.config;

import io.patchbay.catalogue.Catalogue;
import io.patchbay.catalogue.Model;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.routing.Routes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Lays {@code patchbay.models}, by provider and then by name, over the models that ship. */
final class CatalogueReader {

    private static final int VERSION_LENGTH = 12;

    private final Section models;
    private final ModelReader reader;
    private final Map<String, ProviderSettings> providers;
    private final Map<String, List<String>> resolve;

    private CatalogueReader(
            Section models,
            ModelReader reader,
            Map<String, ProviderSettings> providers,
            Map<String, List<String>> resolve) {
        this.models = models;
        this.reader = reader;
        this.providers = providers;
        this.resolve = resolve;
    }

    /** @param resolve tells which names mean a provider without naming it */
    static Catalogue read(Section root, Map<String, ProviderSettings> providers, Map<String, List<String>> resolve) {
        ModelReader reader = new ModelReader(Currencies.read(root.section("currencies")));
        List<Model> all = List.copyOf(new CatalogueReader(root.section("models"), reader, providers, resolve)
                .all()
                .values());
        return new Catalogue(version(all), all);
    }

    /** By provider and id, which no space can be a part of. */
    private SortedMap<String, Model> all() {
        SortedMap<String, Model> all = new TreeMap<>();
        for (String provider : providers.keySet()) {
            ShippedModels.of(provider).forEach(model -> put(called(model, model.wireId(), List.of()), all));
        }
        models.sections().forEach((provider, offered) -> {
            ProviderSettings row = providers.get(provider);
            if (row == null) {
                models.problem(provider, provider, "there is no such provider; there are " + providers.keySet());
            } else {
                operators(row, offered).forEach(model -> put(model, all));
            }
        });
        return all;
    }

    private static void put(Model model, Map<String, Model> all) {
        all.put(model.provider() + ' ' + model.id(), model);
    }

    /** The operator may name a model that ships by either of its names; both at once would contradict each other. */
    private Collection<Model> operators(ProviderSettings row, Section offered) {
        Map<String, Model> read = new TreeMap<>();
        offered.sections().forEach((name, entry) -> {
            Optional<Model> shipped = ShippedModels.find(row.id(), name);
            String id = shipped.map(Model::id).orElse(name);
            String wireId = shipped.map(Model::wireId).orElse(id);
            Model model = reader.read(row.id(), id, row.wireId(name), entry);
            if (read.put(id, called(model, wireId, List.of(name))) != null) {
                offered.problem(name, "", "the model '" + id + "' stands here under two names; keep one");
            }
        });
        return read.values();
    }

    /** A model that ships is asked for by its wire id too, where the table leads from that to its provider. */
    private Model called(Model model, String wireId, List<String> written) {
        LinkedHashSet<String> names = new LinkedHashSet<>(written);
        if (Routes.candidates(resolve, wireId).contains(model.provider())) {
            names.add(wireId);
        }
        names.remove(model.id());
        return model.called(List.copyOf(names));
    }

    /** The same names and prices have the same version, whatever file they came from. */
    private static String version(List<Model> models) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            models.forEach(model -> digest.update(facts(model).getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String facts(Model model) {
        return String.join(
                        "\n",
                        model.provider(),
                        model.id(),
                        model.wireId(),
                        model.also().toString())
                + '\n'
                + model.prices()
                + '\n'
                + model.effectiveFrom()
                + '\n';
    }
}

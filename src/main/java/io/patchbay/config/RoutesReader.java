package io.patchbay.config;

import io.patchbay.catalogue.Catalogue;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.routing.Alias;
import io.patchbay.routing.Routes;
import io.patchbay.routing.Routes.FallbackSettings;
import io.patchbay.routing.Routes.FallbackSettings.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads what decides where calls go. */
final class RoutesReader {

    static final String CROSS_PROVIDER = "cross-provider";

    private final Section root;
    private final SequencedMap<String, ProviderSettings> providers;

    private RoutesReader(Section root, SequencedMap<String, ProviderSettings> providers) {
        this.root = root;
        this.providers = providers;
    }

    static Routes read(Section root) {
        SequencedMap<String, ProviderSettings> providers = ProviderRows.read(root.section("providers"));
        RoutesReader reader = new RoutesReader(root, providers);
        Map<String, List<String>> resolve = reader.resolve();
        Catalogue catalogue = CatalogueReader.read(root, providers, resolve);
        Map<String, Alias> aliases = AliasReader.read(root.section("aliases"), providers, resolve, catalogue);
        return new Routes(providers, reader.defaultModel(), aliases, resolve, reader.fallback(), catalogue);
    }

    /** The familiar {@code LLM_PROVIDER} makes its provider's own default model everybody's. */
    private Optional<String> defaultModel() {
        Optional<String> named = root.text("default-model");
        Section aliases = root.section("provider-names");
        aliases.json().fieldNames().forEachRemaining(aliases::text);
        Optional<String> provider =
                root.text("llm-provider").map(name -> aliases.text(name).orElse(name));
        if (provider.isEmpty()) {
            return named;
        }
        ProviderSettings row = providers.get(provider.get());
        if (row == null) {
            root.problem("llm-provider", provider.get(), "there is no such provider; there are " + providers.keySet());
            return named;
        }
        return row.defaultModel().map(model -> "@" + row.id() + "/" + model).or(() -> named);
    }

    private Map<String, List<String>> resolve() {
        Section table = root.section("resolve");
        Map<String, List<String>> resolve = new LinkedHashMap<>();
        table.json().fieldNames().forEachRemaining(prefix -> {
            List<String> names = table.list(prefix);
            names.forEach(name -> requireProvider(table, prefix, name));
            resolve.put(prefix, names);
        });
        return resolve;
    }

    private void requireProvider(Section section, String setting, String name) {
        if (!providers.containsKey(name)) {
            section.problem(setting, name, "there is no such provider; there are " + providers.keySet());
        }
    }

    private FallbackSettings fallback() {
        Section fallback = root.section("fallback");
        Map<String, List<String>> models = new LinkedHashMap<>();
        fallback.json().fieldNames().forEachRemaining(provider -> {
            if (!provider.equals(CROSS_PROVIDER)) {
                requireProvider(fallback, provider, provider);
                models.put(provider, fallback.list(provider));
            }
        });
        Section across = fallback.section(CROSS_PROVIDER);
        List<Step> steps = steps(across);
        return new FallbackSettings(models, across.flag("enabled").orElse(false) ? steps : List.of());
    }

    private List<Step> steps(Section across) {
        List<Step> steps = new ArrayList<>();
        for (Section step : across.items("chain")) {
            Optional<String> provider = step.text("provider");
            Optional<String> model = step.text("model");
            provider.ifPresent(name -> requireProvider(step, "provider", name));
            if (provider.isPresent() && model.isPresent()) {
                steps.add(new Step(provider.get(), model.get()));
            } else {
                across.problem("chain", "", "each step of the chain names a provider and a model");
            }
        }
        return steps;
    }
}

package io.patchbay.config;

import io.patchbay.catalogue.Catalogue;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.routing.Alias;
import io.patchbay.routing.Hedge;
import io.patchbay.routing.Routes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code patchbay.aliases}. */
final class AliasReader {

    private static final Pattern NAME =
            Pattern.compile("[^@/\\s\\p{Cntrl}\\\\]([^\\s\\p{Cntrl}\\\\]{0,254}[^/\\s\\p{Cntrl}\\\\])?");

    private final Section aliases;
    private final Map<String, ProviderSettings> providers;
    private final Map<String, List<String>> resolve;
    private final Catalogue catalogue;

    private AliasReader(
            Section aliases,
            Map<String, ProviderSettings> providers,
            Map<String, List<String>> resolve,
            Catalogue catalogue) {
        this.aliases = aliases;
        this.providers = providers;
        this.resolve = resolve;
        this.catalogue = catalogue;
    }

    static Map<String, Alias> read(
            Section aliases,
            Map<String, ProviderSettings> providers,
            Map<String, List<String>> resolve,
            Catalogue catalogue) {
        AliasReader reader = new AliasReader(aliases, providers, resolve, catalogue);
        Map<String, Alias> read = new HashMap<>();
        aliases.sections().forEach((name, alias) -> read.put(name, reader.read(name, alias)));
        return read;
    }

    private Alias read(String name, Section alias) {
        if (!NAME.matcher(name).matches()) {
            aliases.problem(name, name, "an alias is named like a model, and does not begin with '@'");
        }
        List<String> models = alias.list("models");
        if (models.isEmpty()) {
            alias.problem("models", "", "an alias names at least one model");
        }
        models.forEach(model -> requireModel(alias, model));
        return new Alias(name, models, MannerReader.read(alias), hedge(alias));
    }

    private static Optional<Hedge> hedge(Section alias) {
        return alias.value(
                "hedge",
                "'p95' or a duration is expected, such as 2s",
                text -> text.equals("p95")
                        ? Optional.of(new Hedge(Optional.empty()))
                        : Values.duration(text).map(time -> new Hedge(Optional.of(time))));
    }

    private void requireModel(Section alias, String model) {
        if (aliases.has(model)) {
            alias.problem("models", model, "an alias names models, and no other alias");
        } else if (!leadsSomewhere(model)) {
            alias.problem("models", model, "no provider serves such a model; '@provider/model' names one that does");
        }
    }

    private boolean leadsSomewhere(String model) {
        if (model.startsWith("@")) {
            int slash = model.indexOf('/');
            return slash > 1 && slash < model.length() - 1 && providers.containsKey(model.substring(1, slash));
        }
        return !catalogue.offers(model).isEmpty()
                || !Routes.candidates(resolve, model).isEmpty();
    }
}

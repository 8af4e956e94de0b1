package io.patchbay.routing;

import io.patchbay.call.Rights;
import io.patchbay.catalogue.Catalogue;
import io.patchbay.provider.ProviderSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * All that decides where calls go, as it stands at one moment.
 *
 * @param providers by id, in the order of the configuration
 * @param defaultModel serves the calls that name no model
 * @param aliases by name
 * @param resolve from the beginning of a model id to the providers that may serve it, the first that can does
 */
public record Routes(
        SequencedMap<String, ProviderSettings> providers,
        Optional<String> defaultModel,
        Map<String, Alias> aliases,
        Map<String, List<String>> resolve,
        FallbackSettings fallback,
        Catalogue catalogue) {

    public Routes {
        providers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(providers));
        aliases = Map.copyOf(aliases);
        resolve = Map.copyOf(resolve);
    }

    /**
     * Who answers when the first target does not.
     *
     * @param models by provider: further models of the same provider, in order
     * @param crossProvider targets anywhere, behind those; empty if switched off
     */
    public record FallbackSettings(Map<String, List<String>> models, List<Step> crossProvider) {

        public static final FallbackSettings NONE = new FallbackSettings(Map.of(), List.of());

        /** A target by name. */
        public record Step(String provider, String model) {}

        public FallbackSettings {
            models = Map.copyOf(models);
            crossProvider = List.copyOf(crossProvider);
        }

        /** With these chains of providers, in place of those that they have. */
        public FallbackSettings withModels(Map<String, List<String>> further) {
            Map<String, List<String>> all = new LinkedHashMap<>(models);
            all.putAll(further);
            return new FallbackSettings(all, crossProvider);
        }
    }

    public Optional<ProviderSettings> provider(String id) {
        return Optional.ofNullable(providers.get(id));
    }

    /** The providers that can serve now, by id. */
    public List<String> available() {
        return providers.values().stream()
                .filter(ProviderSettings::available)
                .map(ProviderSettings::id)
                .toList();
    }

    /** The providers named for the longest beginning of the id that the table holds. */
    List<String> candidates(String modelId) {
        return candidates(resolve, modelId);
    }

    /** The same of a table that is not in force yet. */
    public static List<String> candidates(Map<String, List<String>> resolve, String modelId) {
        return longestBeginning(resolve.keySet(), modelId)
                .map(prefix -> resolve.getOrDefault(prefix, List.of()))
                .orElse(List.of());
    }

    private static Optional<String> longestBeginning(Set<String> prefixes, String modelId) {
        String longest = null;
        for (String prefix : prefixes) {
            if (modelId.startsWith(prefix) && (longest == null || prefix.length() > longest.length())) {
                longest = prefix;
            }
        }
        return Optional.ofNullable(longest);
    }

    /** The same with other rows of the same providers. */
    public Routes withRows(SequencedMap<String, ProviderSettings> rows) {
        return new Routes(rows, defaultModel, aliases, resolve, fallback, catalogue);
    }

    /** The same without the providers that may not answer. */
    Routes within(Rights rights) {
        if (rights.providers().isEmpty()) {
            return this;
        }
        SequencedMap<String, ProviderSettings> allowed = new LinkedHashMap<>(providers);
        allowed.keySet().removeIf(provider -> !rights.mayAnswer(provider));
        return withRows(allowed);
    }

    Routes withProviders(Map<String, ProviderSettings> further) {
        SequencedMap<String, ProviderSettings> all = new LinkedHashMap<>(providers);
        all.putAll(further);
        return new Routes(all, defaultModel, aliases, resolve, fallback, catalogue);
    }

    Routes withFallback(FallbackSettings value) {
        return new Routes(providers, defaultModel, aliases, resolve, value, catalogue);
    }

    /** Providers whose rows differ between the two, or stand in one only. */
    List<String> changedFrom(Routes before) {
        List<String> changed = new ArrayList<>();
        for (ProviderSettings provider : providers.values()) {
            if (!provider.equals(before.providers.get(provider.id()))) {
                changed.add(provider.id());
            }
        }
        before.providers.keySet().stream()
                .filter(id -> !providers.containsKey(id))
                .forEach(changed::add);
        return changed;
    }
}

package io.patchbay.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/** One reading of a configuration: the files, what MicroProfile Config makes of them, and the mistakes found so far. */
final class Reading implements Lookup {

    private final Layer files;
    private final Config config;
    private final Set<String> known = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();

    /** @param config holds the files' values, and whatever stands above them */
    Reading(Layer files, Config config) {
        this.files = files;
        this.config = config;
    }

    Section root() {
        know(Key.ROOT);
        return new Section(this, Key.ROOT, files.tree().path(Key.ROOT));
    }

    @Override
    public String key(String section, String name) {
        return Key.of(section, name);
    }

    @Override
    public void know(String key) {
        known.add(key);
    }

    @Override
    public Optional<String> value(String key, JsonNode written) {
        return value(key);
    }

    /** The value of a key, after overrides and expressions; blank counts as absent. */
    Optional<String> value(String key) {
        ConfigValue value = config.getConfigValue(key);
        String resolved = value.getValue();
        String written = value.getRawValue();
        if (resolved == null && written != null && written.contains("${")) {
            problem(key, written, "it names a variable that is not set; '${NAME:}' allows for that");
        }
        return Optional.ofNullable(resolved).map(String::trim).filter(text -> !text.isEmpty());
    }

    @Override
    public void problem(String key, String value, String right) {
        problems.add(new Problem(key, Disclosure.of(key, value), where(key), right));
    }

    Set<String> known() {
        return known;
    }

    private String where(String key) {
        String variable = Key.environmentName(key);
        String inEnvironment = System.getenv(variable);
        if (inEnvironment != null && !inEnvironment.isBlank()) {
            return "environment variable " + variable;
        }
        if (System.getProperty(key) != null) {
            return "system property";
        }
        Origin origin = files.origins().get(key);
        return origin == null ? "not set" : origin.toString();
    }

    /** The mistakes, once everything was asked for: what nobody asked for is one, and so is an ambiguous variable. */
    List<Problem> problems() {
        List<Problem> all = new ArrayList<>(problems);
        Map<String, String> flat = files.flat();
        flat.keySet().stream().filter(key -> !known.contains(key)).sorted().forEach(key -> all.add(unknown(key, flat)));
        all.addAll(collisions(flat.keySet()));
        return all;
    }

    private Problem unknown(String key, Map<String, String> flat) {
        String right = nearest(key)
                .map(other -> "there is no such setting; did you mean '" + other + "'?")
                .orElse("there is no such setting");
        return new Problem(key, Disclosure.of(key, flat.getOrDefault(key, "")), where(key), right);
    }

    private Optional<String> nearest(String key) {
        int limit = Math.max(2, key.length() / 4);
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - key.length()) <= limit)
                .min(Comparator.comparingInt((String candidate) -> Distance.between(candidate, key))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> Distance.between(candidate, key) <= limit);
    }

    /** Models are data, which the environment does not override. */
    private List<Problem> collisions(Set<String> keys) {
        Map<String, String> byVariable = new HashMap<>();
        List<Problem> found = new ArrayList<>();
        keys.stream()
                .filter(key -> !key.startsWith("patchbay.models."))
                .sorted()
                .forEach(key -> {
                    String other = byVariable.putIfAbsent(Key.environmentName(key), key);
                    if (other != null) {
                        found.add(new Problem(
                                key,
                                "",
                                where(key),
                                "it has the same environment variable (%s) as '%s'; rename one of them"
                                        .formatted(Key.environmentName(key), other)));
                    }
                });
        return found;
    }
}

package io.patchbay.config;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Reads a configuration as the server does, with an environment of the test's own. */
final class Read {

    private static final int ENVIRONMENT = 300;

    private Read() {}

    /** The built-in rows alone. */
    static Configuration defaults(Map<String, String> environment) {
        return configuration(Layers.read(Optional.empty()), environment);
    }

    static Configuration yaml(String operators) {
        return yaml(operators, Map.of());
    }

    static Configuration yaml(String operators, Map<String, String> environment) {
        return file("corp.yaml", operators, environment);
    }

    static Configuration file(String name, String operators, Map<String, String> environment) {
        Layer layer = Layer.read(name, operators.getBytes(StandardCharsets.UTF_8));
        return configuration(Layers.under(layer), environment);
    }

    private static Configuration configuration(Layer files, Map<String, String> environment) {
        return Configuration.read(files, Judged.over(files.flat(), List.of(environment(environment))));
    }

    private static ConfigSource environment(Map<String, String> variables) {
        return new io.smallrye.config.EnvConfigSource(variables, ENVIRONMENT);
    }
}

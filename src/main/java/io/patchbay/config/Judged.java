package io.patchbay.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * MicroProfile Config over values that are not in force yet: the server's own sources, with the files' values in place of
 * those that the application sees. So the first configuration and every later one are judged alike, and nobody sees one
 * that is refused.
 */
final class Judged {

    private Judged() {}

    static Config over(Map<String, String> values) {
        return over(values, ConfigProvider.getConfig().getConfigSources());
    }

    static Config over(Map<String, String> values, Iterable<ConfigSource> servers) {
        List<ConfigSource> sources = new ArrayList<>();
        sources.add(new CandidateSource(values));
        servers.forEach(source -> {
            if (!(source instanceof PatchbayConfigSource)) {
                sources.add(new WithoutBlanks(source));
            }
        });
        return ConfigProviderResolver.instance()
                .getBuilder()
                .withSources(sources.toArray(ConfigSource[]::new))
                .build();
    }

    /** A variable that a container sets to nothing is one that is not set: it hides neither a file's value nor a default. */
    private record WithoutBlanks(ConfigSource source) implements ConfigSource {

        @Override
        public Set<String> getPropertyNames() {
            return source.getPropertyNames();
        }

        @Override
        public @Nullable String getValue(String key) {
            String value = source.getValue(key);
            return value == null || value.isBlank() ? null : value;
        }

        @Override
        public int getOrdinal() {
            return source.getOrdinal();
        }

        @Override
        public String getName() {
            return source.getName();
        }
    }
}

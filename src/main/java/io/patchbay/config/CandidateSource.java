package io.patchbay.config;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** The files' values while they are examined, with the rank that they will have. */
record CandidateSource(Map<String, String> values) implements ConfigSource {

    @Override
    public Map<String, String> getProperties() {
        return values;
    }

    @Override
    public Set<String> getPropertyNames() {
        return values.keySet();
    }

    @Override
    public @Nullable String getValue(String key) {
        return values.get(key);
    }

    @Override
    public String getName() {
        return "candidate";
    }

    @Override
    public int getOrdinal() {
        return PatchbayConfigSource.ORDINAL;
    }
}

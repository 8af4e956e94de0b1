package io.patchbay.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes every scalar of the files a key of MicroProfile Config, below the environment and the system properties. The
 * specification makes its instances, so what they share is static: one configuration of one application.
 */
public class PatchbayConfigSource implements ConfigSource {

    /** Above properties files, below system properties and the environment. */
    static final int ORDINAL = 150;

    private static volatile Map<String, String> values = initial();
    private static volatile Map<String, String> faultTolerance = Map.of();

    /** A file that can't be read is reported where the configuration is validated. */
    private static Map<String, String> initial() {
        try {
            return Layers.read(OperatorsFile.named()).flat();
        } catch (InvalidConfiguration e) {
            return Map.of();
        }
    }

    /** Shows other values from now on. */
    static void publish(Map<String, String> fresh) {
        values = Map.copyOf(fresh);
    }

    /** Adds settings of Fault Tolerance, by its own keys. */
    static synchronized void publishFaultTolerance(Map<String, String> further) {
        Map<String, String> all = new HashMap<>(faultTolerance);
        all.putAll(further);
        faultTolerance = Map.copyOf(all);
    }

    @Override
    public Set<String> getPropertyNames() {
        return getProperties().keySet();
    }

    @Override
    public Map<String, String> getProperties() {
        Map<String, String> all = new HashMap<>(values);
        all.putAll(faultTolerance);
        return all;
    }

    @Override
    public @Nullable String getValue(String key) {
        String value = values.get(key);
        return value == null ? faultTolerance.get(key) : value;
    }

    @Override
    public String getName() {
        return "Patchbay's files";
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }
}

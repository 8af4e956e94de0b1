package io.patchbay.config;

import io.patchbay.access.AccessSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads who may call: {@code PATCHBAY_API_KEYS} and whether {@code HTTP_HOST} opens the server. */
final class AccessReader {

    private static final String KEYS = "PATCHBAY_API_KEYS";
    private static final int SHORTEST_KEY = 16;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private AccessReader() {}

    static AccessSettings read(Reading reading, Section root) {
        boolean open =
                root.text("http-host").map(host -> !LOOPBACK.contains(host)).orElse(false);
        return new AccessSettings(keys(reading, root.text("api-keys").orElse("")), open);
    }

    private static Map<String, String> keys(Reading reading, String list) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String item : list.split(",")) {
            if (item.isBlank()) {
                continue;
            }
            int colon = item.indexOf(':');
            String name = colon < 0
                    ? "key-" + (keys.size() + 1)
                    : item.substring(0, colon).trim();
            String key = item.substring(colon + 1).trim();
            if (key.length() < SHORTEST_KEY) {
                reading.problem(
                        KEYS, "", "the key of '%s' is shorter than %d characters".formatted(name, SHORTEST_KEY));
            } else if (name.isEmpty() || keys.containsKey(name) || keys.containsValue(key)) {
                reading.problem(
                        KEYS,
                        "",
                        "each key has a name of its own, as in 'portal:…,batch:…'; '%s' does not".formatted(name));
            }
            keys.putIfAbsent(name, key);
        }
        return keys;
    }
}

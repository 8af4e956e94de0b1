package io.patchbay.clients;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How a client is set up.
 *
 * @param server where Patchbay is, without a path
 * @param timeout of the whole call, or of what the client limits that comes nearest
 */
record Setup(URI server, String key, String model, Map<String, String> headers, int retries, Duration timeout) {

    /** What most clients call their base URL. */
    String v1() {
        return server.resolve("/v1").toString();
    }

    Setup key(String value) {
        return new Setup(server, value, model, headers, retries, timeout);
    }

    Setup model(String value) {
        return new Setup(server, key, value, headers, retries, timeout);
    }

    Setup header(String name, String value) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(name, value);
        return new Setup(server, key, model, all, retries, timeout);
    }

    Setup retries(int value) {
        return new Setup(server, key, model, headers, value, timeout);
    }

    Setup timeout(Duration value) {
        return new Setup(server, key, model, headers, retries, value);
    }
}

package io.patchbay.config;

import io.patchbay.provider.ProviderSettings;
import io.patchbay.routing.Router;
import io.patchbay.routing.Routes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The configuration that is in force. A new one is taken up whole; what can't change while the server runs keeps its
 * value, and is named in the log.
 */
final class LiveConfiguration {

    private static final Logger LOG = System.getLogger(LiveConfiguration.class.getName());

    private final Router router;
    private final Configuration started;
    private final Map<String, ProviderSettings> fixed = new LinkedHashMap<>();

    LiveConfiguration(Router router, Configuration started) {
        this.router = router;
        this.started = started;
        use(started);
    }

    void use(Configuration fresh) {
        List<String> waiting = new ArrayList<>(waiting(fresh));
        SequencedMap<String, ProviderSettings> rows = new LinkedHashMap<>();
        fresh.routes().providers().forEach((id, row) -> {
            ProviderSettings first = fixed.computeIfAbsent(id, ignored -> row);
            if (!row.circuitBreaker().equals(first.circuitBreaker())) {
                waiting.add("patchbay.providers." + id + ".circuit-breaker");
            }
            if (row.maxConcurrent() != first.maxConcurrent()) {
                waiting.add("patchbay.providers." + id + ".max-concurrent");
            }
            rows.put(id, row.guardedLike(first));
        });
        PatchbayConfigSource.publish(fresh.values());
        Routes routes = fresh.routes();
        router.use(new Routes(rows, routes.defaultModel(), routes.resolve(), routes.fallback(), routes.catalogue()));
        if (!waiting.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "Changed in the configuration, but waiting for a restart: " + String.join(", ", waiting));
        }
    }

    private List<String> waiting(Configuration fresh) {
        List<String> waiting = new ArrayList<>();
        if (!fresh.gateway().equals(started.gateway())) {
            waiting.add("patchbay.call");
        }
        if (!fresh.rest().equals(started.rest())) {
            waiting.add("patchbay.rest");
        }
        if (!fresh.access().equals(started.access())) {
            waiting.add("patchbay.api-keys");
        }
        return waiting;
    }
}

package io.patchbay.config;

import io.patchbay.provider.ProviderClasses;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.routing.Routes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * The configuration that is in force. A new one is taken up whole; what can't change while the server runs keeps its
 * value, and is named in the log.
 */
final class LiveConfiguration {

    private static final Logger LOG = System.getLogger(LiveConfiguration.class.getName());

    private final Consumer<Routes> inForce;
    private final Configuration started;
    private final Map<String, ProviderSettings> guards = new HashMap<>();
    private List<String> waiting = List.of();

    /** @param inForce takes the routes, now and whenever others come */
    LiveConfiguration(Consumer<Routes> inForce, Configuration started) {
        this.inForce = inForce;
        this.started = started;
        guards.putAll(started.routes().providers());
        use(started);
    }

    /** A spare class has the provider's guard from now on, and keeps it. */
    synchronized void guarded(ProviderSettings provider) {
        guards.put(provider.id(), provider);
    }

    synchronized void use(Configuration fresh) {
        List<String> later = new ArrayList<>(waiting(fresh));
        SequencedMap<String, ProviderSettings> rows = new LinkedHashMap<>();
        fresh.routes().providers().forEach((id, row) -> rows.put(id, guarded(row, later)));
        PatchbayConfigSource.publish(fresh.values());
        inForce.accept(fresh.routes().withRows(rows));
        tellOnce(later);
    }

    private void tellOnce(List<String> later) {
        if (!later.isEmpty() && !later.equals(waiting)) {
            LOG.log(
                    Level.WARNING,
                    "Changed in the configuration, but waiting for a restart: " + String.join(", ", later));
        }
        waiting = later;
    }

    /** What is waiting for a restart, by key. */
    synchronized List<String> waiting() {
        return waiting;
    }

    /** The row as far as its class can follow it, so that what is shown of it is what holds. */
    private ProviderSettings guarded(ProviderSettings row, List<String> later) {
        ProviderSettings guard = guards.get(row.id());
        if (guard == null) {
            return row;
        }
        String key = "patchbay.providers." + row.id();
        if (!row.circuitBreaker().equals(guard.circuitBreaker())) {
            later.add(key + ".circuit-breaker");
        }
        if (row.limits().concurrent() != guard.limits().concurrent()) {
            later.add(key + ".max-concurrent");
        }
        if (row.clocks().call().compareTo(ProviderClasses.outerBound(guard.clocks())) > 0) {
            later.add(key + ".clocks.call");
            return row.guardedLike(guard).toBuilder()
                    .clocks(row.clocks().withCall(guard.clocks().call()))
                    .build();
        }
        return row.guardedLike(guard);
    }

    private List<String> waiting(Configuration fresh) {
        List<String> later = new ArrayList<>();
        if (!fresh.gateway().equals(started.gateway())) {
            later.add("patchbay.call");
        }
        if (!fresh.ledger().equals(started.ledger())) {
            later.add("patchbay.ledger");
        }
        if (!fresh.rest().equals(started.rest())) {
            later.add("patchbay.rest");
        }
        if (!fresh.media().equals(started.media())) {
            later.add("patchbay.media");
        }
        if (fresh.access().open() != started.access().open()) {
            later.add("patchbay.http-host");
        }
        if (!fresh.access().operators().equals(started.access().operators())) {
            later.add("patchbay.operators");
        }
        if (!fresh.access().auditors().equals(started.access().auditors())) {
            later.add("patchbay.auditors");
        }
        if (!fresh.access().tokens().equals(started.access().tokens())) {
            later.add("patchbay.jwt");
        }
        if (!fresh.access().directory().equals(started.access().directory())) {
            later.add("patchbay.access");
        }
        if (!fresh.access().keys().equals(started.access().keys())) {
            later.add("patchbay.api-keys");
        }
        return later;
    }
}

package io.patchbay.config;

import io.patchbay.provider.ProviderBeans.SpareTaken;
import io.patchbay.provider.ProviderClasses;
import io.patchbay.provider.ProviderSettings;
import java.util.Map;

/** A row's guard as MicroProfile Fault Tolerance's own keys, by which a spare class takes it. */
final class FaultToleranceKeys {

    private FaultToleranceKeys() {}

    static Map<String, String> of(SpareTaken taken) {
        ProviderSettings row = taken.provider();
        String method = taken.className() + "/call/";
        return Map.of(
                method + "CircuitBreaker/requestVolumeThreshold",
                        String.valueOf(row.circuitBreaker().failures()),
                method + "CircuitBreaker/delay",
                        String.valueOf(row.circuitBreaker().delay().toMillis()),
                method + "CircuitBreaker/successThreshold",
                        String.valueOf(row.circuitBreaker().successes()),
                method + "Bulkhead/value", String.valueOf(row.limits().concurrent()),
                method + "Timeout/value",
                        String.valueOf(ProviderClasses.outerBound(row.clocks()).toMillis()));
    }
}

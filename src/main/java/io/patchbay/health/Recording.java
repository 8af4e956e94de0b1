package io.patchbay.health;

import io.patchbay.ledger.LedgerOutage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Calls can be written down. While they can't, they are refused, so others had better take them. */
@ApplicationScoped
@Readiness
class Recording implements HealthCheck {

    private final LedgerOutage outage;

    @Inject
    Recording(LedgerOutage outage) {
        this.outage = outage;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("ledger").status(!outage.lasts()).build();
    }
}

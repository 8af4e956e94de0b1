package io.patchbay.health;

import io.patchbay.gateway.Drain;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The server is to go on. One that drains is to get no further callers. */
@ApplicationScoped
@Readiness
class Serving implements HealthCheck {

    private final Drain drain;

    @Inject
    Serving(Drain drain) {
        this.drain = drain;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("drain").status(!drain.isDraining()).build();
    }
}

package io.patchbay.health;

import io.patchbay.routing.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** The configuration was read and is in force, so calls can be planned. */
@ApplicationScoped
@Startup
@Readiness
class Configured implements HealthCheck {

    private final Router router;

    @Inject
    Configured(Router router) {
        this.router = router;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("configuration").status(router.ready()).build();
    }
}

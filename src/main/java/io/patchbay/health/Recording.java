package io.patchbay.health;

import io.patchbay.ledger.Backlog;
import io.patchbay.ledger.LedgerOutage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Calls can be written down: in the database, or by policy on disk, while that is away. Where they can't, they are refused, so
 * others had better take them.
 */
@ApplicationScoped
@Readiness
class Recording implements HealthCheck {

    private final LedgerOutage outage;
    private final Backlog backlog;

    @Inject
    Recording(LedgerOutage outage, Backlog backlog) {
        this.outage = outage;
        this.backlog = backlog;
    }

    @Override
    public HealthCheckResponse call() {
        Backlog.State waiting = backlog.state();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("ledger")
                .status(!outage.lasts() || backlog.takesRows())
                .withData("database", outage.lasts() ? "away" : "there")
                .withData("spooled_rows", waiting.rows())
                .withData("spooled_bytes", waiting.bytes());
        waiting.oldest().ifPresent(oldest -> answer.withData("oldest", oldest.toString()));
        return answer.build();
    }
}

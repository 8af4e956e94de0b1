package io.patchbay.ledger;

import io.patchbay.ledger.LedgerSettings.OnOutage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;

/** What the configuration gives in the whole application. */
@ApplicationScoped
public class RealClock {

    @Produces
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    LedgerSettings settings() {
        return new LedgerSettings(false, Duration.ofMinutes(1), OnOutage.REFUSE);
    }
}

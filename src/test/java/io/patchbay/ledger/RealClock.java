package io.patchbay.ledger;

import io.patchbay.ledger.LedgerSettings.OnOutage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What the configuration gives in the whole application. */
@ApplicationScoped
public class RealClock {

    @Produces
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    LedgerSettings settings() {
        boolean goesOn = "continue".equals(System.getenv("ON_OUTAGE"));
        OnOutage onOutage = new OnOutage(goesOn, Optional.empty(), 256L << 20);
        return new LedgerSettings(false, Duration.ofMinutes(1), onOutage);
    }
}

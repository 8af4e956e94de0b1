package io.patchbay.ledger;

import io.patchbay.ledger.LedgerSettings.Retention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.InstantSource;

/** What is kept, as time goes on. */
@ApplicationScoped
class Keeping {

    private final Retention retention;
    private final InstantSource clock;

    @Inject
    Keeping(LedgerSettings settings, Clock clock) {
        this(settings.retention(), clock);
    }

    Keeping(Retention retention, InstantSource clock) {
        this.retention = retention;
        this.clock = clock;
    }

    Kept now() {
        return Kept.at(clock.instant(), retention);
    }
}

package io.patchbay.provider;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** A line in the log when a circuit breaker opens, and when it closes. */
@ApplicationScoped
class BreakerLog {

    private static final Logger LOG = System.getLogger(BreakerLog.class.getName());

    void note(@Observes BreakerChanged change) {
        switch (change.to()) {
            case OPEN ->
                LOG.log(
                        Level.WARNING,
                        "The circuit breaker of %s is open: %s; next probe at %s"
                                .formatted(
                                        change.provider(),
                                        change.because().orElseThrow(),
                                        change.nextProbe().orElseThrow()));
            case CLOSED -> LOG.log(Level.INFO, "The circuit breaker of " + change.provider() + " is closed again");
            case HALF_OPEN -> {}
        }
    }
}

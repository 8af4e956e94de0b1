package io.patchbay.ledger;

import io.patchbay.database.DatabaseUrl;
import io.patchbay.database.Migrations;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Whether the ledger's database takes rows. Says so once when it stops, and once when it is back. */
@ApplicationScoped
public class LedgerOutage {

    private static final Logger LOG = System.getLogger(LedgerOutage.class.getName());

    private final LedgerSettings settings;
    private volatile boolean lasts;

    @Inject
    LedgerOutage(LedgerSettings settings) {
        this.settings = settings;
    }

    /** Before anything is written, so that a database that is away is told of at the start. */
    void atStart(@Observes @Priority(1) @Initialized(ApplicationScoped.class) Object started, Migrations migrations) {
        try {
            migrations.apply();
        } catch (RuntimeException e) {
            began(e);
        }
    }

    /** Whether calls can't be written down at present where they are read. */
    public boolean lasts() {
        return lasts;
    }

    synchronized void began(Throwable cause) {
        if (!lasts) {
            lasts = true;
            LOG.log(
                    Level.ERROR,
                    "The ledger''s database at {0} takes no rows: {1}. {2} Check that it runs and can be reached, and"
                            + " that DB_URL, DB_USER and DB_PASSWORD are right; a restart is not needed.",
                    DatabaseUrl.shown(),
                    innermost(cause),
                    policy());
        }
    }

    synchronized void ended() {
        if (lasts) {
            lasts = false;
            LOG.log(Level.INFO, "The ledger''s database at {0} takes rows again.", DatabaseUrl.shown());
        }
    }

    private String policy() {
        return settings.onOutage().goesOn()
                ? "Until it does, calls that budgets pay for are refused; others go on, and their rows wait on disk"
                        + " (patchbay.ledger.on-outage)."
                : "Calls are refused until it does (patchbay.ledger.on-outage).";
    }

    private static @Nullable String innermost(Throwable cause) {
        Throwable deepest = cause;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        return message == null
                ? deepest.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}

package io.patchbay.ledger;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the database's tables up to date, at the start or, if the database is away then, as soon as it is there. */
@ApplicationScoped
public class Migrations {

    private final LedgerOutage outage;

    @Resource(lookup = "jdbc/patchbay")
    private DataSource database;

    private volatile boolean applied;

    @Inject
    Migrations(LedgerOutage outage) {
        this.outage = outage;
    }

    void atStart(@Observes @Priority(1) @Initialized(ApplicationScoped.class) Object started) {
        try {
            apply();
        } catch (RuntimeException e) {
            outage.began(e);
        }
    }

    /**
     * Does nothing if it was done. Not to be called in a transaction.
     *
     * @throws RuntimeException if the database is away, or holds tables that are not ours
     */
    synchronized void apply() {
        if (!applied) {
            migrate(database);
            applied = true;
        }
    }

    static void migrate(DataSource database) {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }
}

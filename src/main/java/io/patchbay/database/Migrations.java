package io.patchbay.database;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the database's tables up to date, at the start or, if the database is away then, as soon as it is there. */
@ApplicationScoped
public class Migrations {

    @Resource(lookup = "jdbc/patchbay")
    private DataSource database;

    private volatile boolean applied;

    /**
     * Does nothing if it was done. Not to be called in a transaction.
     *
     * @throws RuntimeException if the database is away, or holds tables that are not ours
     */
    public synchronized void apply() {
        if (!applied) {
            migrate(database);
            applied = true;
        }
    }

    /** For tests, which have a database of their own. */
    public static void migrate(DataSource database) {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }
}

package io.patchbay.ledger;

import io.patchbay.database.DatabaseUrl;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.spi.PersistenceUnitInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.jpa.HibernatePersistenceProvider;

/**
 * Hibernate, told by the database's address which SQL to speak. It would ask the database, and then the application
 * could not start while that is away.
 */
public final class LedgerPersistence extends HibernatePersistenceProvider {

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // as the interface has it
    public EntityManagerFactory createContainerEntityManagerFactory(PersistenceUnitInfo unit, Map settings) {
        Map<Object, Object> all = new HashMap<>();
        if (settings != null) {
            settings.forEach(all::put);
        }
        DatabaseUrl.find().flatMap(LedgerPersistence::dialect).ifPresent(dialect -> {
            all.put(JdbcSettings.DIALECT, dialect);
            all.put(JdbcSettings.ALLOW_METADATA_ON_BOOT, false);
        });
        return super.createContainerEntityManagerFactory(unit, all);
    }

    /** Empty for a database that we do not know; Hibernate may. */
    static Optional<String> dialect(String url) {
        if (url.startsWith("jdbc:h2:")) {
            return Optional.of(H2Dialect.class.getName());
        }
        if (url.startsWith("jdbc:postgresql:")) {
            return Optional.of(PostgreSQLDialect.class.getName());
        }
        return Optional.empty();
    }
}

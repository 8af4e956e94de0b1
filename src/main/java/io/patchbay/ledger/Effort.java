package io.patchbay.ledger;

import jakarta.persistence.EntityManager;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/** What the two databases differ in when calls are read. */
final class Effort {

    /** Compiling our statements would take longer than they do, and what is grouped should not go to disk. */
    private static final String SETTINGS =
            "select set_config('jit', 'off', true), set_config('work_mem', '64MB', true)";

    private Effort() {}

    /** Settings of PostgreSQL's, to the end of the transaction. */
    static void prepare(EntityManager entities) {
        if (dialect(entities) instanceof PostgreSQLDialect) {
            entities.createNativeQuery(SETTINGS).getSingleResult();
        }
    }

    /** A text of H2 has a million characters at most, so that the buckets of a long time must not come in one. */
    static boolean joinsShortTextsOnly(EntityManager entities) {
        return dialect(entities) instanceof H2Dialect;
    }

    /** Whether rows can be looked up for each of many numbers, some for each, which is {@code lateral} in PostgreSQL's words. */
    static boolean looksUpEach(EntityManager entities) {
        return dialect(entities) instanceof PostgreSQLDialect;
    }

    private static Dialect dialect(EntityManager entities) {
        return entities.getEntityManagerFactory()
                .unwrap(SessionFactoryImplementor.class)
                .getJdbcServices()
                .getDialect();
    }
}

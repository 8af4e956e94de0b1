package io.patchbay.ledger;

import io.patchbay.database.JtaTransaction;
import io.patchbay.database.Migrations;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import jakarta.transaction.UserTransaction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

/** Transactions by Hibernate and JTA, each within a method, on threads that the server manages. */
@ApplicationScoped
class Transactions {

    private final Migrations migrations;

    @PersistenceUnit(unitName = "patchbay")
    private EntityManagerFactory entities;

    @Resource
    private UserTransaction transaction;

    @Inject
    Transactions(Migrations migrations) {
        this.migrations = migrations;
    }

    /** @throws RuntimeException if nothing was kept, or if that is unknown */
    <T> T committed(Function<StatelessSession, T> work) {
        return run(work, true);
    }

    void rolledBack(Consumer<StatelessSession> work) {
        run(
                session -> {
                    work.accept(session);
                    return true;
                },
                false);
    }

    private <T> T run(Function<StatelessSession, T> work, boolean keep) {
        migrations.apply();
        try (JtaTransaction open = JtaTransaction.begin(transaction);
                StatelessSession session = entities.unwrap(SessionFactory.class).openStatelessSession()) {
            T result = work.apply(session);
            if (keep) {
                open.commit();
            }
            return result;
        }
    }
}

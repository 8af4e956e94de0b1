package io.patchbay.ledger;

import io.patchbay.database.Migrations;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.util.List;
import java.util.function.Consumer;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

/** The tables, by Hibernate and JTA. A transaction here ends within its method, on the writer's thread. */
@ApplicationScoped
class DatabaseStore implements RowStore {

    private final Migrations migrations;

    @PersistenceUnit(unitName = "patchbay")
    private EntityManagerFactory entities;

    @Resource
    private UserTransaction transaction;

    @Inject
    DatabaseStore(Migrations migrations) {
        this.migrations = migrations;
    }

    @Override
    public void insert(List<Entry> entries) {
        inTransaction(session -> Rows.insert(session, entries), true);
    }

    @Override
    public void probe() {
        inTransaction(Rows::probe, false);
    }

    private void inTransaction(Consumer<StatelessSession> work, boolean keep) {
        migrations.apply();
        try {
            transaction.begin();
            try (StatelessSession session =
                    entities.unwrap(SessionFactory.class).openStatelessSession()) {
                work.accept(session);
                if (keep) {
                    transaction.commit();
                }
            } finally {
                rollBackIfOpen();
            }
        } catch (NotSupportedException
                | SystemException
                | RollbackException
                | HeuristicMixedException
                | HeuristicRollbackException e) {
            throw new IllegalStateException(e);
        }
    }

    private void rollBackIfOpen() throws SystemException {
        if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
            transaction.rollback();
        }
    }
}

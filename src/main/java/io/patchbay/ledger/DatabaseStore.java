package io.patchbay.ledger;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.util.List;

/** The tables, by Hibernate and JTA. A transaction here ends within its method, on the writer's thread. */
@ApplicationScoped
class DatabaseStore implements RowStore {

    private final Migrations migrations;

    @PersistenceContext(unitName = "patchbay")
    private EntityManager entities;

    @Resource
    private UserTransaction transaction;

    @Inject
    DatabaseStore(Migrations migrations) {
        this.migrations = migrations;
    }

    @Override
    public void insert(List<Entry> entries) {
        migrations.apply();
        try {
            transaction.begin();
            try {
                Rows.insert(entities, entries);
                transaction.commit();
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

    @Override
    public void probe() {
        migrations.apply();
        try {
            transaction.begin();
            try {
                entities.persist(UsageRecord.probe());
                entities.flush();
            } finally {
                rollBackIfOpen();
            }
        } catch (NotSupportedException | SystemException e) {
            throw new IllegalStateException(e);
        }
    }

    private void rollBackIfOpen() throws SystemException {
        if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
            transaction.rollback();
        }
    }
}

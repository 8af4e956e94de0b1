package io.patchbay.ledger;

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
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

/** The tables, by Hibernate and JTA. A transaction here ends within its method, on the writer's thread. */
@ApplicationScoped
class DatabaseStore implements RowStore {

    private final Migrations migrations;
    private final ThisServer server;
    private final Clock clock;

    @PersistenceUnit(unitName = "patchbay")
    private EntityManagerFactory entities;

    @Resource
    private UserTransaction transaction;

    @Inject
    DatabaseStore(Migrations migrations, ThisServer server, Clock clock) {
        this.migrations = migrations;
        this.server = server;
        this.clock = clock;
    }

    @Override
    public List<Threshold> write(List<Entry> entries) {
        return inTransaction(session -> Batch.write(session, entries, server.id(), clock.instant()), true);
    }

    @Override
    public void probe() {
        inTransaction(
                session -> {
                    Rows.probe(session);
                    return List.of();
                },
                false);
    }

    private <T> T inTransaction(Function<StatelessSession, T> work, boolean keep) {
        migrations.apply();
        try {
            transaction.begin();
            try (StatelessSession session =
                    entities.unwrap(SessionFactory.class).openStatelessSession()) {
                T result = work.apply(session);
                if (keep) {
                    transaction.commit();
                }
                return result;
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

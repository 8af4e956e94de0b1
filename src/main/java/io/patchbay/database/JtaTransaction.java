package io.patchbay.database;

import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;

/**
 * A transaction of the server's, rolled back when it is closed unless it was committed. Its end gives all connections back that
 * were opened in it, dead ones too; outside of one, a thread that never ends would keep these, and the pool would run dry.
 */
public final class JtaTransaction implements AutoCloseable {

    private final UserTransaction transaction;

    private JtaTransaction(UserTransaction transaction) {
        this.transaction = transaction;
    }

    /** @throws IllegalStateException if the thread is in one already, or the server can begin none */
    public static JtaTransaction begin(UserTransaction transaction) {
        try {
            transaction.begin();
            return new JtaTransaction(transaction);
        } catch (NotSupportedException | SystemException e) {
            throw new IllegalStateException("no transaction begins", e);
        }
    }

    /** @throws IllegalStateException if nothing was kept, or if that is unknown */
    public void commit() {
        try {
            transaction.commit();
        } catch (RollbackException | HeuristicMixedException | HeuristicRollbackException | SystemException e) {
            throw new IllegalStateException("not committed", e);
        }
    }

    @Override
    public void close() {
        try {
            if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
                transaction.rollback();
            }
        } catch (SystemException e) {
            throw new IllegalStateException("not rolled back", e);
        }
    }
}

package io.patchbay.database;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The server's pool. To be asked on the container's own threads alone. */
@ApplicationScoped
class PooledConnections implements Connections {

    private final Migrations migrations;

    @Resource(lookup = "jdbc/patchbay")
    private DataSource database;

    @Resource
    private UserTransaction transaction;

    @Inject
    PooledConnections(Migrations migrations) {
        this.migrations = migrations;
    }

    @Override
    public Transaction begin() throws SQLException {
        migrations.apply();
        JtaTransaction begun = JtaTransaction.begin(transaction);
        try {
            return new Pooled(begun, database.getConnection());
        } catch (SQLException | RuntimeException e) {
            begun.close();
            throw e;
        }
    }

    private record Pooled(JtaTransaction transaction, Connection connection) implements Transaction {

        @Override
        public void commit() {
            transaction.commit();
        }

        @Override
        public void close() throws SQLException {
            try (transaction) {
                connection.close();
            }
        }
    }
}

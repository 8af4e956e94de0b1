package io.patchbay.database;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The server's pool. To be asked on the container's own threads alone. */
@ApplicationScoped
class PooledConnections implements Connections {

    private final Migrations migrations;

    @Resource(lookup = "jdbc/patchbay")
    private DataSource database;

    @Inject
    PooledConnections(Migrations migrations) {
        this.migrations = migrations;
    }

    @Override
    public Connection open() throws SQLException {
        migrations.apply();
        return database.getConnection();
    }
}

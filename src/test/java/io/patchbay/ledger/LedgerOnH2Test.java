package io.patchbay.ledger;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;

class LedgerOnH2Test extends LedgerDatabaseContract {

    private final JdbcConnectionPool pool = JdbcConnectionPool.create(url(), "sa", "sa");

    @Override
    String url() {
        return "jdbc:h2:mem:ledger;DB_CLOSE_DELAY=-1";
    }

    @Override
    DataSource database() {
        return pool;
    }

    @AfterAll
    void dispose() {
        pool.dispose();
    }
}

package io.patchbay.access;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;

class DirectoryOnH2Test extends DirectoryContract {

    private final JdbcConnectionPool pool =
            JdbcConnectionPool.create("jdbc:h2:mem:directory;DB_CLOSE_DELAY=-1", "sa", "sa");

    @Override
    DataSource database() {
        return pool;
    }

    @AfterAll
    void dispose() {
        pool.dispose();
    }
}

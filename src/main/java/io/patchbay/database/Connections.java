package io.patchbay.database;

import java.sql.Connection;
import java.sql.SQLException;

/** Connections to the database, each for one transaction. */
public interface Connections {

    /**
     * Begins a transaction of its own, with all our tables. Whoever begins it closes it, on the same thread.
     *
     * @throws RuntimeException if the tables could not be brought up to date
     */
    Transaction begin() throws SQLException;

    /** Nothing of it is kept unless it is committed before it is closed. */
    interface Transaction extends AutoCloseable {

        Connection connection();

        /**
         * @throws SQLException if nothing was kept, or if that is unknown
         * @throws IllegalStateException likewise
         */
        void commit() throws SQLException;

        @Override
        void close() throws SQLException;
    }
}

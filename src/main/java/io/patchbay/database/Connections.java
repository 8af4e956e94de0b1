package io.patchbay.database;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections to the database. */
public interface Connections {

    /**
     * A connection with all our tables, in no transaction of anybody else's.
     *
     * @throws RuntimeException if the tables could not be brought up to date
     */
    Connection open() throws SQLException;
}

package io.patchbay.database;

import java.nio.file.Path;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Where the server keeps files of its own, as its configuration has it. */
public final class DataDirectory {

    private static final String JNDI_NAME = "patchbay/data-directory";

    private DataDirectory() {}

    /** Empty outside of a server, or where its configuration does not say. */
    @SuppressWarnings("BanJNDI") // the name is a constant, and of the server's own configuration
    public static Optional<Path> find() {
        try {
            return Optional.ofNullable(InitialContext.doLookup(JNDI_NAME))
                    .map(Object::toString)
                    .map(Path::of);
        } catch (NamingException e) {
            return Optional.empty();
        }
    }
}

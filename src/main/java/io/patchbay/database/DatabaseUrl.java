package io.patchbay.database;

import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The address of the database, as the server's configuration has it. */
public final class DatabaseUrl {

    private static final String JNDI_NAME = "patchbay/database-url";

    private DatabaseUrl() {}

    /** Empty outside of a server, or where its configuration does not say. */
    @SuppressWarnings("BanJNDI") // the name is a constant, and of the server's own configuration
    public static Optional<String> find() {
        try {
            return Optional.ofNullable(InitialContext.doLookup(JNDI_NAME)).map(Object::toString);
        } catch (NamingException e) {
            return Optional.empty();
        }
    }

    /** For people: without settings and without a name or password. */
    public static String shown() {
        return find().map(DatabaseUrl::withoutSecrets).orElse("DB_URL");
    }

    static String withoutSecrets(String url) {
        return url.replaceFirst("[?;].*", "").replaceFirst("//[^/]*@", "//");
    }
}

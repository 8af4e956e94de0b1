package io.patchbay.ledger;

import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The address of the database, as the server's configuration has it. Read here and not handed in, since Hibernate needs
 * it before there are beans; and from MicroProfile Config, which knows Liberty's variables with their defaults.
 */
final class DatabaseUrl {

    private DatabaseUrl() {}

    /** Variables within it are not resolved. Empty outside of a server. */
    static Optional<String> find() {
        try {
            return Optional.ofNullable(
                    ConfigProvider.getConfig().getConfigValue("DB_URL").getRawValue());
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** For people: without settings and without a name or password. */
    static String shown() {
        return find().map(DatabaseUrl::withoutSecrets).orElse("DB_URL");
    }

    static String withoutSecrets(String url) {
        return url.replaceFirst("[?;].*", "").replaceFirst("//[^/]*@", "//");
    }
}

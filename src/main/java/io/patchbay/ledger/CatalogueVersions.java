package io.patchbay.ledger;

import io.patchbay.catalogue.Catalogue;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/**
 * The catalogues that calls are priced by. Each is written down before the first row is that comes after it, so that no row
 * names one of which the prices are not there.
 */
@ApplicationScoped
public class CatalogueVersions {

    private static final String FIND = "select version from catalogue_version where version = any(?)";
    private static final String ADD = "insert into catalogue_version (version, first_seen, prices) values (?, ?, ?)";

    private final Map<String, Catalogue> due = new ConcurrentHashMap<>();
    private volatile @Nullable Catalogue current;

    /** To be told before any call is planned by it. */
    public void inForce(Catalogue catalogue) {
        due.put(catalogue.version(), catalogue);
        current = catalogue;
    }

    /** The one by which calls are priced now; empty before the configuration was read. */
    public Optional<Catalogue> current() {
        return Optional.ofNullable(current);
    }

    /** One that is in force, or waits to be written. */
    Optional<Catalogue> find(String version) {
        return current()
                .filter(catalogue -> catalogue.version().equals(version))
                .or(() -> Optional.ofNullable(due.get(version)));
    }

    interface Transaction {
        void commit(List<Catalogue> catalogues);
    }

    /**
     * Writes those that wait.
     *
     * @param transaction of its own, so that nobody waits for it
     */
    void write(Transaction transaction) {
        if (due.isEmpty()) {
            return;
        }
        List<Catalogue> now = List.copyOf(due.values());
        try {
            transaction.commit(now);
        } catch (ConstraintViolationException e) {
            transaction.commit(now); // Another server has added the same at that moment.
        }
        now.forEach(catalogue -> due.remove(catalogue.version(), catalogue));
    }

    /** Adds those that are not there. */
    static void add(Sql sql, List<Catalogue> catalogues, Instant now) throws SQLException {
        List<String> versions = catalogues.stream().map(Catalogue::version).toList();
        Set<String> present = Set.copyOf(sql.list(FIND, row -> row.getString(1), Sql.Any.texts(versions)));
        List<Catalogue> missing = catalogues.stream()
                .filter(catalogue -> !present.contains(catalogue.version()))
                .toList();
        sql.batch(ADD, missing, (statement, catalogue) -> {
            statement.setString(1, catalogue.version());
            statement.setObject(2, Sql.time(now));
            statement.setString(3, PricesText.of(catalogue));
        });
    }
}

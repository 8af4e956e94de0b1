package io.patchbay.ledger;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.catalogue.Catalogue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.Session;

/** Reads the versions of the catalogue that rows name. Blocks for some milliseconds, on threads that the server manages. */
@ApplicationScoped
public class VersionReader implements PriceVersions {

    private static final Logger LOG = System.getLogger(VersionReader.class.getName());

    /** Catalogues that are held after they were read; one takes about a megabyte. */
    private static final int HELD = 8;

    private static final String PRICES = "select prices from catalogue_version where version = any(?)";
    private static final String ALL =
            "select version, first_seen from catalogue_version order by first_seen desc, version fetch first 1000 rows only";

    private final Map<String, Catalogue> held = new ConcurrentHashMap<>();
    private final CatalogueVersions known;

    @PersistenceContext(unitName = "patchbay")
    private EntityManager entities;

    @Inject
    VersionReader(CatalogueVersions known) {
        this.known = known;
    }

    VersionReader(CatalogueVersions known, EntityManager entities) {
        this.known = known;
        this.entities = entities;
    }

    /** @param firstSeen when its prices were written, before the first row that names it */
    public record Version(String version, Instant firstSeen) {}

    /** @throws CallFailed with {@link Failure.LedgerUnavailable} if the database does not answer */
    @Override
    @Transactional
    public Optional<Catalogue> find(String version) {
        return known.find(version)
                .or(() -> Optional.ofNullable(held.get(version)))
                .or(() -> stored(version));
    }

    private Optional<Catalogue> stored(String version) {
        Optional<Catalogue> stored = read(sql -> sql.list(
                        PRICES, row -> PricesText.catalogue(version, row.getString(1)), Sql.Any.texts(Set.of(version))))
                .stream()
                .findFirst();
        stored.ifPresent(this::hold);
        return stored;
    }

    private void hold(Catalogue catalogue) {
        if (held.size() >= HELD) {
            held.clear();
        }
        held.put(catalogue.version(), catalogue);
    }

    /**
     * The latest thousand that rows name, the newest first.
     *
     * @throws CallFailed with {@link Failure.LedgerUnavailable} if the database does not answer
     */
    @Transactional
    public List<Version> all() {
        return read(sql -> sql.list(ALL, row -> new Version(row.getString("version"), Sql.instant(row, "first_seen"))));
    }

    private interface Work<T> {
        T of(Sql sql) throws SQLException;
    }

    private <T> T read(Work<T> work) {
        try {
            return entities.unwrap(Session.class).doReturningWork(connection -> work.of(new Sql(connection)));
        } catch (PersistenceException e) {
            LOG.log(Level.WARNING, "The ledger could not be read", e);
            throw CallFailed.of(new Failure.LedgerUnavailable("the ledger's database does not answer"));
        }
    }
}

package io.patchbay.ledger;

import io.patchbay.catalogue.Catalogue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.exception.ConstraintViolationException;

/** The tables. */
@ApplicationScoped
class DatabaseStore implements RowStore {

    private final Transactions transactions;
    private final ThisServer server;
    private final CatalogueVersions versions;
    private final Clock clock;
    private final Dimensions dimensions = new Dimensions();

    @Inject
    DatabaseStore(Transactions transactions, ThisServer server, CatalogueVersions versions, Clock clock) {
        this.transactions = transactions;
        this.server = server;
        this.versions = versions;
        this.clock = clock;
    }

    @Override
    public List<Threshold> write(List<Entry> entries) {
        versions.write(this::add);
        Map<Dimension, Integer> known = dimensions(Batch.dimensions(entries));
        Batch.Place place = new Batch.Place(server.id(), known);
        return transactions.committed(session -> Batch.write(session, entries, place, clock.instant()));
    }

    private void add(List<Catalogue> catalogues) {
        transactions.committed(session -> {
            session.doWork(connection -> CatalogueVersions.add(new Sql(connection), catalogues, clock.instant()));
            return true;
        });
    }

    private Map<Dimension, Integer> dimensions(Set<Dimension> wanted) {
        return dimensions.known(wanted).orElseGet(() -> {
            Map<Dimension, Integer> learnt = learnt(wanted);
            dimensions.keep(learnt);
            return learnt;
        });
    }

    private Map<Dimension, Integer> learnt(Set<Dimension> wanted) {
        try {
            return learntAtOnce(wanted);
        } catch (ConstraintViolationException e) {
            return learntAtOnce(wanted); // Another server has added the same at that moment.
        }
    }

    private Map<Dimension, Integer> learntAtOnce(Set<Dimension> wanted) {
        return transactions.committed(
                session -> session.doReturningWork(connection -> Dimensions.learn(new Sql(connection), wanted)));
    }

    @Override
    public void probe() {
        transactions.rolledBack(Rows::probe);
    }
}

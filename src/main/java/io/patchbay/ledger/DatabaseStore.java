package io.patchbay.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;

/** The tables. */
@ApplicationScoped
class DatabaseStore implements RowStore {

    private final Transactions transactions;
    private final ThisServer server;
    private final Clock clock;

    @Inject
    DatabaseStore(Transactions transactions, ThisServer server, Clock clock) {
        this.transactions = transactions;
        this.server = server;
        this.clock = clock;
    }

    @Override
    public List<Threshold> write(List<Entry> entries) {
        return transactions.committed(session -> Batch.write(session, entries, server.id(), clock.instant()));
    }

    @Override
    public void probe() {
        transactions.rolledBack(Rows::probe);
    }
}

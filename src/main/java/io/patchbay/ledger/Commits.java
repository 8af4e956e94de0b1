package io.patchbay.ledger;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Writes what was gathered in one commit. If that fails, a probe tells a database that is away, for which all wait, from a
 * row that it does not take, which is found by halving, so that nobody else's row is lost with it.
 */
final class Commits {

    private static final Logger LOG = System.getLogger(Commits.class.getName());

    private final RowStore store;
    private final LedgerOutage outage;
    private final Backlog backlog;
    private final InstantSource clock;
    private final Consumer<Threshold> told;
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();

    /** @param told of what budgets have come to */
    Commits(RowStore store, LedgerOutage outage, Backlog backlog, InstantSource clock, Consumer<Threshold> told) {
        this.store = store;
        this.outage = outage;
        this.backlog = backlog;
        this.clock = clock;
        this.told = told;
    }

    /** What was made durable since the start. */
    LedgerWriter.Written written() {
        return new LedgerWriter.Written(rows.get(), commits.get());
    }

    /**
     * Tells each entry its end, except those for which a later try may do better, or has to undo what this one did.
     *
     * @return those, in their order
     */
    List<Entry> commit(List<Entry> batch) {
        List<Entry> due = new ArrayList<>(batch);
        due.removeIf(Entry::isOnDisk);
        if (backlog.goesOn() && outage.lasts()) {
            return whileAway(due);
        }
        List<Entry> rest = backlog.isEmpty() ? due : backlog.take(due);
        return rest.isEmpty() ? rest : inDatabase(rest);
    }

    /** Likewise, past the rows that wait on disk, or with them. */
    List<Entry> inDatabase(List<Entry> batch) {
        List<Threshold> passed;
        try {
            passed = store.write(batch);
        } catch (RuntimeException e) {
            return afterFailure(batch, e);
        }
        outage.ended();
        commits.incrementAndGet();
        rows.addAndGet(batch.stream().filter(Settlement.class::isInstance).count());
        List<Entry> toBeUndone = new ArrayList<>(batch);
        toBeUndone.removeIf(Entry::written);
        passed.forEach(told);
        return toBeUndone;
    }

    /** Finds out whether an outage is over, which no call would while the server is not ready for any. */
    void lookAgain() {
        if (!outage.lasts()) {
            return;
        }
        try {
            store.probe();
            outage.ended();
        } catch (RuntimeException e) {
            outage.began(e);
        }
    }

    private List<Entry> afterFailure(List<Entry> batch, RuntimeException failure) {
        try {
            store.probe();
        } catch (RuntimeException e) {
            outage.began(e);
            return whileAway(batch);
        }
        outage.ended();
        if (batch.size() > 1) {
            return halves(batch);
        }
        return alone(batch.getFirst(), failure);
    }

    /** Rows of those for whom that is the policy wait on disk; nobody can tell whether there is money for a claim. */
    private List<Entry> whileAway(List<Entry> batch) {
        List<Entry> left = backlog.take(batch);
        if (backlog.goesOn()) {
            left.stream().filter(entry -> !entry.mayWaitOnDisk()).forEach(Entry::databaseIsAway);
        }
        return thoseNotOverdue(left);
    }

    private List<Entry> thoseNotOverdue(List<Entry> batch) {
        List<Entry> waiting = new ArrayList<>(batch);
        waiting.removeIf(entry -> {
            if (entry.isOverdue(clock.instant())) {
                entry.databaseIsAway();
            }
            return entry.isTold() && !(entry.wasTried() && entry.mayHaveToBeUndone());
        });
        return waiting;
    }

    private List<Entry> halves(List<Entry> batch) {
        int middle = batch.size() / 2;
        List<Entry> waiting = new ArrayList<>(inDatabase(batch.subList(0, middle)));
        waiting.addAll(inDatabase(batch.subList(middle, batch.size())));
        return waiting;
    }

    /** The database may have come back between the entry's try and the probe, so it is the second refusal that counts. */
    private List<Entry> alone(Entry entry, RuntimeException failure) {
        if (entry.isFirstRefusal()) {
            return inDatabase(List.of(entry));
        }
        LOG.log(
                Level.ERROR,
                () -> "The ledger's database takes no row for call " + entry.requestId()
                        + ", which is refused; other calls are not affected.",
                failure);
        entry.refused("the ledger's database takes no row for this call");
        return List.of();
    }
}

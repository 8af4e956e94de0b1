package io.patchbay.ledger;

import io.patchbay.ledger.OldRows.Step;
import java.sql.SQLException;
import java.time.Instant;

/** One run over all that is older than it is kept, step by step, with a pause between any two, so that calls need not wait. */
final class Deletion {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private final Steps steps;
    private final Pause pause;
    private long calls;
    private long sums;

    /** A step's work. */
    interface Work {
        Step on(OldRows rows) throws SQLException;
    }

    /** What runs each in a transaction of its own. */
    interface Steps {
        Step run(Work work);
    }

    /** What is between two steps. */
    interface Pause {
        /** @return whether there is to be another step */
        boolean goesOn() throws InterruptedException;
    }

    Deletion(Steps steps, Pause pause) {
        this.steps = steps;
        this.pause = pause;
    }

    /** Calls first: the sums of their days tell where they are. */
    void run(Kept kept) throws InterruptedException {
        if (kept.calls().isPresent()) {
            Instant before = kept.calls().get();
            calls += delete(from -> steps.run(rows -> rows.calls(from, before)));
        }
        if (kept.sums().isPresent()) {
            deleteSums(kept.sums().get());
        }
    }

    private void deleteSums(Instant before) throws InterruptedException {
        for (Rollup rollup : Rollup.values()) {
            for (Facet facet : rollup.facets()) {
                sums += delete(from -> steps.run(rows -> rows.sums(rollup, facet, from, rollup.start(before))));
            }
        }
        sums += delete(from -> steps.run(rows -> rows.jobs(from, before)));
    }

    private interface Stepping {
        Step from(Instant from);
    }

    private long delete(Stepping stepping) throws InterruptedException {
        long rows = 0;
        Instant from = FIRST;
        while (pause.goesOn()) {
            Step step = stepping.from(from);
            rows += step.deleted();
            if (step.isLast()) {
                break;
            }
            from = step.from();
        }
        return rows;
    }

    /** Of all runs. */
    long calls() {
        return calls;
    }

    /** Rows of all tables of sums, of all runs. */
    long sums() {
        return sums;
    }
}

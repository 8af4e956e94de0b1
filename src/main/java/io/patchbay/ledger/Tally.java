package io.patchbay.ledger;

import io.patchbay.call.Outcome;
import io.patchbay.call.Settled;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The sums of some calls. */
final class Tally {

    private final long[] sums = new long[Fact.values().length];
    private final Histogram latency = new Histogram();
    private final Histogram firstEvent = new Histogram();
    private BigDecimal cost = BigDecimal.ZERO;

    /** Those of a row that has a column for each. */
    static Tally of(ResultSet row) throws SQLException {
        Tally tally = new Tally();
        for (Fact fact : Fact.all()) {
            tally.add(fact, row.getLong(fact.column()));
        }
        tally.addCost(row.getBigDecimal("cost"));
        tally.latency.add(row.getString("latency"), 1);
        tally.firstEvent.add(row.getString("first_event"), 1);
        return tally;
    }

    void add(Tally other) {
        for (Fact fact : Fact.all()) {
            add(fact, other.of(fact));
        }
        addCost(other.cost);
        latency.add(other.latency);
        firstEvent.add(other.firstEvent);
    }

    void add(Settled settled) {
        for (Fact fact : Fact.values()) {
            add(fact, fact.of(settled));
        }
        settled.cost().ifPresent(this::addCost);
        if (settled.outcome() == Outcome.COMPLETED) {
            latency.add(settled.took().toMillis());
        }
        settled.firstEvent().ifPresent(first -> firstEvent.add(first.toMillis()));
    }

    void add(Fact fact, long more) {
        sums[fact.ordinal()] += more;
    }

    void addCost(BigDecimal more) {
        cost = cost.add(more);
    }

    long of(Fact fact) {
        return sums[fact.ordinal()];
    }

    /** US dollars. */
    BigDecimal cost() {
        return cost;
    }

    /** Milliseconds to the end, of completed calls. */
    Histogram latency() {
        return latency;
    }

    /** Milliseconds to the first event, of streams that had one. */
    Histogram firstEvent() {
        return firstEvent;
    }
}

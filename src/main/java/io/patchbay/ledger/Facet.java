package io.patchbay.ledger;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Columns of a dimension that are asked for together, and for which there are sums that know no others. */
enum Facet {
    // The order is from the fewest sums to the most. The numbers are those in the tables.
    NOTHING,
    OPERATIONS("d.operation"),
    TEAMS("d.tenant", "d.team"),
    MODELS("d.requested_model", "d.served_model", "d.provider"),
    CALLERS("d.tenant", "d.team", "d.key_id", "d.caller"),
    ALL(
            "d.operation",
            "d.tenant",
            "d.team",
            "d.requested_model",
            "d.served_model",
            "d.provider",
            "d.key_id",
            "d.caller");

    private final Set<String> columns;

    Facet(String... columns) {
        this.columns = Set.of(columns);
    }

    /** The one with the fewest sums that knows all of these columns. */
    static Facet of(Set<String> columns) {
        for (Facet facet : values()) {
            if (facet.columns.containsAll(columns)) {
                return facet;
            }
        }
        throw new IllegalArgumentException("no dimension has all of " + columns);
    }

    int number() {
        return ordinal();
    }

    /** What the dimension has of it. */
    Dimension of(Dimension whole) {
        return new Dimension(
                own("d.tenant", whole.tenant()),
                own("d.team", whole.team()),
                own("d.key_id", whole.keyId()),
                columns.contains("d.caller") ? whole.caller() : "",
                own("d.requested_model", whole.requestedModel()),
                own("d.served_model", whole.servedModel()),
                own("d.provider", whole.provider()),
                own("d.operation", whole.operation()));
    }

    private @Nullable String own(String column, @Nullable String value) {
        return columns.contains(column) ? value : null;
    }
}

package io.patchbay.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A filter by few of all that one can ask for. */
final class Filter {

    private final Map<String, String> given = new HashMap<>();

    /** @param name as the parameter of the query, without {@code _id} */
    Filter with(String name, String value) {
        given.put(name, value);
        return this;
    }

    Filter between(String from, String to) {
        return with("from", from).with("to", to);
    }

    UsageFilter build() {
        return new UsageFilter(
                find("request"),
                find("job"),
                find("operation"),
                find("model"),
                find("provider"),
                find("caller"),
                find("tenant"),
                find("team"),
                find("key"),
                find("from").map(Instant::parse),
                find("to").map(Instant::parse));
    }

    private Optional<String> find(String name) {
        return Optional.ofNullable(given.get(name));
    }

    @Override
    public String toString() {
        return given.toString();
    }
}

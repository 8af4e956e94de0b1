package io.patchbay.ledger;

import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code where} of a query: texts of ours, and what callers gave only ever as parameters. */
final class Conditions {

    private final List<String> texts = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    /** Adds a condition, if there is a value for its parameter. */
    Conditions and(String text, String parameter, Optional<?> value) {
        value.ifPresent(given -> {
            texts.add(text);
            parameters.put(parameter, given);
        });
        return this;
    }

    /** Adds a condition that has no parameter. */
    Conditions and(String text) {
        texts.add(text);
        return this;
    }

    /** Adds all of another's. */
    Conditions and(Conditions others) {
        texts.addAll(others.texts);
        parameters.putAll(others.parameters);
        return this;
    }

    boolean isEmpty() {
        return texts.isEmpty();
    }

    /** With {@code where} in front; empty if there is no condition. */
    String text() {
        return texts.isEmpty() ? "" : " where " + String.join(" and ", texts);
    }

    Map<String, Object> parameters() {
        return Map.copyOf(parameters);
    }

    <Q extends Query> Q bind(Q query) {
        parameters.forEach(query::setParameter);
        return query;
    }
}

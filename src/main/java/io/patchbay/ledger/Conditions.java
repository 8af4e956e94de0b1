package io.patchbay.ledger;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The {@code where} of a query: texts of ours, and what callers gave only ever as parameters. */
final class Conditions {

    private static final Pattern DIMENSION_COLUMN = Pattern.compile("\\bd\\.\\w+");

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

    /** That all of one of these holds. */
    static Conditions anyOf(List<Conditions> each) {
        Conditions any = new Conditions();
        any.texts.add(each.stream()
                .map(one -> "(" + String.join(" and ", one.texts) + ")")
                .collect(joining(" or ", "(", ")")));
        each.forEach(one -> any.parameters.putAll(one.parameters));
        return any;
    }

    /** Those of dimensions {@code d}, as {@code d.team}, for which there are conditions. */
    Set<String> dimensionColumns() {
        return texts.stream()
                .flatMap(text -> DIMENSION_COLUMN.matcher(text).results())
                .map(MatchResult::group)
                .collect(toSet());
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

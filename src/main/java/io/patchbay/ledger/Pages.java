package io.patchbay.ledger;

import static java.util.stream.Collectors.joining;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the rows of a page, newest first. An index gives the rows of one dimension in order; where the filter lets many dimensions
 * through, the rows of each are looked up in a short time at the end, and in longer ones before it until there are enough.
 */
final class Pages {

    /** Dimensions of which each is looked up by itself. Where there are more, calls of theirs are mostly found soon. */
    private static final int LISTED = 1_000;

    private static final List<Duration> BACK = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(16),
            Duration.ofHours(4),
            Duration.ofDays(3),
            Duration.ofDays(45));
    private static final Duration NEAR = Duration.ofHours(4);
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private final EntityManager entities;
    private final int timeout;
    private final UsageQuery query;
    private final Conditions dimensions;
    private final Conditions bounds;
    private final int wanted;
    private final List<Long> found = new ArrayList<>();

    /**
     * @param timeout milliseconds
     * @param wanted rows, at most
     */
    Pages(EntityManager entities, int timeout, UsageQuery query, Scope scope, int wanted) {
        this.entities = entities;
        this.timeout = timeout;
        this.query = query;
        this.dimensions = query.filter().ofDimension().and(scope.conditions());
        this.bounds = query.bounds();
        this.wanted = wanted;
    }

    /** The numbers of the rows, in their order. */
    List<Long> ids() {
        Conditions ofCall = query.filter().ofCall();
        if (!ofCall.isEmpty() || dimensions.isEmpty()) {
            walk(ofCall.and(dimensions).and(bounds));
        } else {
            newest().ifPresent(this::searchBack);
        }
        return found;
    }

    /** Rows in the order of time, with each of which all is compared. */
    private void walk(Conditions conditions) {
        Query walk = bound(
                "select u.id from usage_record u left join usage_dimension d on d.id = u.dimension_id"
                        + conditions.text() + " order by u.started_at desc, u.id desc",
                conditions);
        found.addAll(longs(walk.setMaxResults(wanted - found.size())));
    }

    /** When the last call began that may be shown, if it were for its time alone. */
    private Optional<Instant> newest() {
        // As an order, and not as a maximum, for which H2 would read them all.
        List<?> micros = bound(
                        "select cast(floor(extract(epoch from u.started_at) * 1000000) as bigint) from usage_record u"
                                + bounds.text() + " order by u.started_at desc, u.id desc",
                        bounds)
                .setMaxResults(1)
                .getResultList();
        return micros.stream()
                .findFirst()
                .map(found -> Instant.EPOCH.plus(((Number) found).longValue(), ChronoUnit.MICROS));
    }

    private void searchBack(Instant newest) {
        List<Integer> candidates =
                integers(bound("select d.id from usage_dimension d" + dimensions.text(), dimensions));
        Instant last = newest.plus(1, ChronoUnit.MICROS);
        Instant from = query.filter().from().orElse(FIRST);
        Instant high = last;
        for (Duration back : BACK) {
            Instant low = last.minus(back);
            search(candidates, low, high, back.compareTo(NEAR) <= 0);
            if (found.size() >= wanted || !low.isAfter(from)) {
                return;
            }
            high = low;
        }
        search(candidates, FIRST, high, false);
    }

    private void search(List<Integer> candidates, Instant low, Instant high, boolean isNear) {
        if (candidates.isEmpty()) {
            return;
        }
        Conditions within = new Conditions()
                .and("u.started_at >= :low", "low", Optional.of(low))
                .and("u.started_at < :high", "high", Optional.of(high))
                .and(bounds);
        if (isNear && candidates.size() > LISTED) {
            walk(within.and(dimensions));
        } else if (Effort.looksUpEach(entities)) {
            lookUp(candidates, within);
        } else {
            walk(within.and("u.dimension_id in (:candidates)", "candidates", Optional.of(candidates)));
        }
    }

    /** As many of each dimension as are wanted, by PostgreSQL's means. */
    private void lookUp(List<Integer> candidates, Conditions within) {
        int most = wanted - found.size();
        Conditions each = new Conditions().and("u.dimension_id = c.id").and(within);
        Query lookUp = bound(
                "select p.id from unnest(cast(:candidates as integer array)) c (id) cross join lateral ("
                        + "select u.id, u.started_at from usage_record u" + each.text()
                        + " order by u.started_at desc, u.id desc fetch first " + most + " rows only) p"
                        + " order by p.started_at desc, p.id desc fetch first " + most + " rows only",
                within);
        lookUp.setParameter(
                "candidates", candidates.stream().map(String::valueOf).collect(joining(",", "{", "}")));
        found.addAll(longs(lookUp));
    }

    private Query bound(String sql, Conditions conditions) {
        return conditions.bind(entities.createNativeQuery(sql)).setHint(UsageReader.TIMEOUT, timeout);
    }

    private static List<Long> longs(Query query) {
        List<?> all = query.getResultList();
        return all.stream().map(id -> ((Number) id).longValue()).toList();
    }

    private static List<Integer> integers(Query query) {
        List<?> all = query.getResultList();
        return all.stream().map(id -> ((Number) id).intValue()).toList();
    }
}

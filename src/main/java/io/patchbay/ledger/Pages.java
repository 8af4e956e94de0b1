package io.patchbay.ledger;

import static java.util.stream.Collectors.joining;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds the rows of a page, newest first. An index gives the rows of one dimension in order; where the filter lets many dimensions
 * through, the sums of days say which of them have any rows, and when.
 */
final class Pages {

    /** Dimensions that are looked up in one statement, each by itself. */
    private static final int TOGETHER = 32;

    /** Dimensions whose days are looked up by their numbers, which is quicker where few of all have any. */
    private static final int LISTED = 1_000;

    /** When there were calls of which dimensions, by day and for the last ones more exactly. */
    private static final String DAYS = "select start_at, dimension_id from usage_day where facet = "
            + Facet.ALL.number() + " union all select start_at, dimension_id from usage_delta";

    private static final long[] DAYS_BACK = {2, 8, 64, 512};
    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

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
            return found;
        }
        List<Integer> candidates = integers(
                bound("select d.id from usage_dimension d" + dimensions.text() + " order by d.id", dimensions));
        if (candidates.size() <= TOGETHER) {
            lookUp(candidates, bounds);
        } else {
            searchByDay(candidates);
        }
        return found;
    }

    private void walk(Conditions conditions) {
        Query walk = bound(
                "select u.id from usage_record u left join usage_dimension d on d.id = u.dimension_id"
                        + conditions.text() + " order by u.started_at desc, u.id desc",
                conditions);
        found.addAll(longs(walk.setMaxResults(wanted - found.size())));
    }

    private void lookUp(List<Integer> candidates, Conditions within) {
        if (candidates.isEmpty()) {
            return;
        }
        int most = wanted - found.size();
        String parts = IntStream.range(0, candidates.size())
                .mapToObj(n -> "(select u.id, u.started_at from usage_record u"
                        + new Conditions()
                                .and("u.dimension_id = :d" + n)
                                .and(within)
                                .text()
                        + " order by u.started_at desc, u.id desc fetch first " + most + " rows only)")
                .collect(joining(" union all "));
        Query lookUp = bound(
                "select id from (" + parts + ") p order by started_at desc, id desc fetch first " + most + " rows only",
                within);
        for (int n = 0; n < candidates.size(); n++) {
            lookUp.setParameter("d" + n, candidates.get(n));
        }
        found.addAll(longs(lookUp));
    }

    private record Day(Instant start, int dimension) {}

    private void searchByDay(List<Integer> candidates) {
        Conditions days = candidates.size() > LISTED
                ? dimensions
                : new Conditions().and("r.dimension_id in (:candidates)", "candidates", Optional.of(candidates));
        Instant end = query.last().orElse(LAST);
        Instant newest = newestDay();
        Instant high = (end.isBefore(newest) ? end : newest).truncatedTo(ChronoUnit.DAYS);
        for (long back : DAYS_BACK) {
            Instant low = high.minus(back - 1, ChronoUnit.DAYS);
            searchDays(low, high, days);
            high = low.minus(1, ChronoUnit.DAYS);
            if (isEnough()) {
                return;
            }
        }
        searchDays(FIRST, high, days);
    }

    private boolean isEnough() {
        return found.size() >= wanted;
    }

    private void searchDays(Instant low, Instant high, Conditions which) {
        List<Day> stretch = new ArrayList<>();
        for (List<Day> day : days(low, high, which)) {
            if (isEnough()) {
                return;
            }
            if (!stretch.isEmpty() && dimensionsOf(stretch, day).size() > TOGETHER) {
                searchStretch(stretch);
                stretch.clear();
            }
            stretch.addAll(day);
        }
        if (!stretch.isEmpty() && !isEnough()) {
            searchStretch(stretch);
        }
    }

    private static Set<Integer> dimensionsOf(List<Day> one, List<Day> other) {
        Set<Integer> all = new LinkedHashSet<>();
        one.forEach(day -> all.add(day.dimension()));
        other.forEach(day -> all.add(day.dimension()));
        return all;
    }

    /** The days on which there were such calls, newest first, with the dimensions of these. */
    private List<List<Day>> days(Instant low, Instant high, Conditions which) {
        Conditions conditions = new Conditions()
                .and("r.start_at >= :low", "low", Optional.of(low))
                .and("r.start_at < :high", "high", Optional.of(high.plus(1, ChronoUnit.DAYS)))
                .and(which);
        List<?> rows = bound(
                        "select distinct cast(floor(extract(epoch from r.start_at) / 86400) * 86400 as bigint), r.dimension_id"
                                + " from (" + DAYS + ") r join usage_dimension d on d.id = r.dimension_id"
                                + conditions.text(),
                        conditions)
                .getResultList();
        List<Day> all = rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new Day(instant(row[0]), ((Number) row[1]).intValue()))
                .sorted(Comparator.comparing(Day::start).reversed())
                .toList();
        List<List<Day>> days = new ArrayList<>();
        for (Day day : all) {
            if (days.isEmpty() || !days.getLast().getLast().start().equals(day.start())) {
                days.add(new ArrayList<>());
            }
            days.getLast().add(day);
        }
        return days;
    }

    private void searchStretch(List<Day> stretch) {
        Conditions within = new Conditions()
                .and(bounds)
                .and(
                        "u.started_at >= :low",
                        "low",
                        Optional.of(stretch.getLast().start()))
                .and(
                        "u.started_at < :high",
                        "high",
                        Optional.of(stretch.getFirst().start().plus(1, ChronoUnit.DAYS)));
        List<Integer> those = List.copyOf(dimensionsOf(stretch, List.of()));
        if (those.size() > TOGETHER) {
            walk(new Conditions()
                    .and("u.dimension_id in (:those)", "those", Optional.of(those))
                    .and(within));
        } else {
            lookUp(those, within);
        }
    }

    private Query bound(String sql, Conditions conditions) {
        return conditions.bind(entities.createNativeQuery(sql)).setHint(UsageReader.TIMEOUT, timeout);
    }

    private Instant newestDay() {
        Object seconds = entities.createNativeQuery(
                        "select cast(floor(extract(epoch from max(newest)) / 86400) * 86400 as bigint) from ("
                                + "select max(start_at) as newest from usage_day where facet = 0"
                                + " union all select max(start_at) from usage_delta) n")
                .getSingleResult();
        return seconds == null ? FIRST : instant(seconds);
    }

    private static Instant instant(Object seconds) {
        return Instant.ofEpochSecond(((Number) seconds).longValue());
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

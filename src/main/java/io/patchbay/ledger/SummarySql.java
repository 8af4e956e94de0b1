package io.patchbay.ledger;

import static java.util.stream.Collectors.joining;

import io.patchbay.ledger.Cover.Stretch;
import io.patchbay.ledger.UsageSummary.By;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** One statement for all parts of a cover, since between two of them calls could end that one knows and the other does not. */
final class SummarySql {

    private static final String SUMS = sums(fact -> "u." + fact.column()) + ", sum(u.cost)"
            + ", string_agg(u.latency, ''), string_agg(u.first_event, '')";
    private static final String SUMS_OF_CALLS = sums(Fact::ofRow) + ", coalesce(sum(u.cost), 0)"
            + ", string_agg(case when u.outcome = 'COMPLETED' then cast(u.latency_ms as varchar(20)) || ' ' end, '')"
            + ", string_agg(cast(u.first_event_ms as varchar(20)) || ' ', '')";
    private static final String START = "cast(extract(epoch from u.start_at) as bigint)";
    private static final String FIRST_START = "cast(extract(epoch from min(u.start_at)) as bigint)";
    private static final String OF_DIMENSION = " u join usage_dimension d on d.id = u.dimension_id";

    private final List<String> keys;
    private final Grouping how;
    private final Conditions conditions;
    private final List<Source> sources = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    /**
     * A part of what is read.
     *
     * @param number which its rows give back
     * @param cell when one of its rows was, from the group of which it is
     * @param group those that are given back as one
     * @param calls of a row
     * @param text from where on
     */
    private record Source(int number, String cell, String group, String calls, String sums, String text) {}

    /** How sums are given back: at once, by period, or each time by itself, where the database could not hold them otherwise. */
    enum Grouping {
        NONE,
        PERIODS,
        CELLS
    }

    /**
     * @param conditions on dimensions {@code d}, and on jobs and calls {@code u} if nothing else is read
     */
    SummarySql(List<By> by, Grouping how, Conditions conditions) {
        this.keys = by.stream().flatMap(one -> one.column().stream()).toList();
        this.how = how;
        this.conditions = conditions;
    }

    private static String sums(Function<Fact, String> expression) {
        return Fact.all().stream()
                .map(fact -> "sum(" + expression.apply(fact) + ")")
                .collect(joining(", "));
    }

    void addRollup(int number, Rollup rollup, Facet facet, Map<Instant, ?> cells) {
        Conditions own = new Conditions().and("u.facet = " + facet.number());
        addSums(number, rollup.table() + OF_DIMENSION, own, cells);
    }

    void addJobs(int number, Map<Instant, Period> days) {
        addSums(number, "usage_job u", new Conditions(), days);
    }

    private void addSums(int number, String table, Conditions own, Map<Instant, ?> cells) {
        if (cells.isEmpty()) {
            return;
        }
        String parameter = "starts" + number;
        own.and("u.start_at in (:" + parameter + ")", parameter, Optional.of(cells.keySet()));
        if (how == Grouping.PERIODS && cells.size() > Set.copyOf(cells.values()).size()) {
            // In a query of its own the text is read once, and not for each row.
            String bounds = "bounds" + number;
            parameters.put(bounds, bounds(cells));
            String period =
                    "width_bucket(u.start_at, (select cast(:" + bounds + " as timestamp with time zone array)))";
            add(new Source(number, FIRST_START, period, "u.calls", SUMS, table), own);
        } else {
            add(new Source(number, START, START, "u.calls", SUMS, table), own);
        }
    }

    /** Where a period begins, as PostgreSQL writes an array. */
    private static String bounds(Map<Instant, ?> cells) {
        List<String> bounds = new ArrayList<>();
        Object last = "";
        for (Map.Entry<Instant, ?> cell : new TreeMap<>(cells).entrySet()) {
            if (!cell.getValue().equals(last)) {
                bounds.add(cell.getKey().toString());
            }
            last = cell.getValue();
        }
        return "{" + String.join(",", bounds) + "}";
    }

    /** Those of the window, save in these stretches. */
    void addDeltas(int number, Timeline timeline, List<Stretch> but) {
        Conditions own = new Conditions()
                .and("u.start_at >= :start", "start", Optional.of(Rollup.QUARTER.start(timeline.from())))
                .and("u.start_at < :end", "end", Optional.of(timeline.to()));
        for (int n = 0; n < but.size(); n++) {
            own.and("not (u.start_at >= :from" + n + " and u.start_at < :to" + n + ")");
            parameters.put("from" + n, Rollup.QUARTER.start(but.get(n).from()));
            parameters.put("to" + n, but.get(n).to());
        }
        add(new Source(number, START, START, "u.calls", SUMS, "usage_delta" + OF_DIMENSION), own);
    }

    void addCalls(int number, List<Stretch> stretches) {
        if (stretches.isEmpty()) {
            return;
        }
        List<String> within = new ArrayList<>();
        for (int n = 0; n < stretches.size(); n++) {
            within.add("u.started_at >= :callsFrom" + n + " and u.started_at < :callsTo" + n);
            parameters.put("callsFrom" + n, stretches.get(n).from());
            parameters.put("callsTo" + n, stretches.get(n).to());
        }
        String calls = "(select r.*, cast(floor(extract(epoch from r.started_at) / 900) * 900 as bigint) as cell"
                + " from usage_record r)";
        add(
                new Source(number, "u.cell", "u.cell", "1", SUMS_OF_CALLS, calls + OF_DIMENSION),
                new Conditions().and("(" + String.join(" or ", within) + ")"));
    }

    private void add(Source source, Conditions own) {
        Conditions all = own.and(conditions);
        parameters.putAll(all.parameters());
        sources.add(new Source(
                source.number(),
                source.cell(),
                source.group(),
                source.calls(),
                source.sums(),
                " from " + source.text() + all.text()));
    }

    boolean isEmpty() {
        return sources.isEmpty();
    }

    /** A row has the part's number, the time in seconds, the keys, the facts, the cost, and two texts of durations. */
    Query query(EntityManager entities) {
        return query(entities, sources.stream().map(this::part).collect(joining(" union all ")));
    }

    private String part(Source source) {
        List<String> by = new ArrayList<>(keys);
        if (how != Grouping.NONE) {
            by.add(source.group());
        }
        return "select " + source.number() + ", " + (how == Grouping.NONE ? "0" : source.cell())
                + keys.stream().map(key -> ", " + key).collect(joining())
                + ", " + source.sums() + source.text() + " group by " + String.join(", ", by);
    }

    /** Jobs, those with the most calls first; an empty one is none. */
    Query busiestJobs(EntityManager entities) {
        String all = sources.stream()
                .map(source -> "select coalesce(u.job_id, '') as job, sum(" + source.calls() + ") as calls"
                        + source.text() + " group by coalesce(u.job_id, '')")
                .collect(joining(" union all "));
        return query(entities, "select job from (" + all + ") a group by job order by sum(calls) desc, job");
    }

    private Query query(EntityManager entities, String text) {
        Query query = entities.createNativeQuery(text);
        parameters.forEach(query::setParameter);
        return query;
    }
}

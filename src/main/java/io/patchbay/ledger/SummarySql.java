package io.patchbay.ledger;

import static java.util.stream.Collectors.joining;

import io.patchbay.ledger.Cover.Stretch;
import io.patchbay.ledger.UsageSummary.By;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One statement for all parts of a cover, since between two of them calls could end that one knows and the other does not. */
final class SummarySql {

    private static final String FACTS_OF_ROLLUP = sums("r.", Fact::column) + ", sum(r.cost)";
    private static final String FACTS_OF_CALLS = sums("", Fact::ofRow) + ", coalesce(sum(u.cost), 0)";
    private static final String BUCKETS = "string_agg(r.latency, ''), string_agg(r.first_event, '')";
    private static final String MILLISECONDS =
            "string_agg(case when u.outcome = 'COMPLETED' then cast(u.latency_ms as varchar(20)) || ' ' end, ''),"
                    + " string_agg(cast(u.first_event_ms as varchar(20)) || ' ', '')";

    private final List<String> keys;
    private final boolean timed;
    private final Conditions conditions;
    private final List<String> parts = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    /**
     * @param timed whether each part gives its sums by time
     * @param conditions on dimensions {@code d}, and on calls {@code u} if nothing else is read
     */
    SummarySql(List<By> by, boolean timed, Conditions conditions) {
        this.keys = by.stream().flatMap(one -> one.column().stream()).toList();
        this.timed = timed;
        this.conditions = conditions;
    }

    private static String sums(String alias, Function<Fact, String> expression) {
        return Arrays.stream(Fact.values())
                .map(fact -> "sum(" + alias + expression.apply(fact) + ")")
                .collect(joining(", "));
    }

    /** @param number which the rows of this part give back */
    void addRollup(int number, Rollup rollup, Collection<Instant> starts) {
        if (starts.isEmpty()) {
            return;
        }
        String cell = timed ? "cast(extract(epoch from r.start_at) as bigint)" : "0";
        String parameter = "starts" + number;
        Conditions all = new Conditions()
                .and("r.start_at in (:" + parameter + ")", parameter, Optional.of(starts))
                .and(conditions);
        add(
                all,
                "select " + number + ", " + cell + keysSelected() + ", " + FACTS_OF_ROLLUP + ", " + BUCKETS + " from "
                        + rollup.table() + " r join usage_dimension d on d.id = r.dimension_id" + all.text()
                        + grouped("r.start_at"));
    }

    void addCalls(int number, List<Stretch> stretches) {
        if (stretches.isEmpty()) {
            return;
        }
        List<String> within = new ArrayList<>();
        for (int n = 0; n < stretches.size(); n++) {
            within.add("u.started_at >= :from" + n + " and u.started_at < :to" + n);
            parameters.put("from" + n, stretches.get(n).from());
            parameters.put("to" + n, stretches.get(n).to());
        }
        String calls = "(select r.*, cast(floor(extract(epoch from r.started_at) / 900) * 900 as bigint) as cell"
                + " from usage_record r) u";
        Conditions all =
                new Conditions().and("(" + String.join(" or ", within) + ")").and(conditions);
        add(
                all,
                "select " + number + (timed ? ", u.cell" : ", 0") + keysSelected() + ", " + FACTS_OF_CALLS + ", "
                        + MILLISECONDS + " from " + calls + " join usage_dimension d on d.id = u.dimension_id"
                        + all.text() + grouped("u.cell"));
    }

    private void add(Conditions all, String part) {
        parameters.putAll(all.parameters());
        parts.add(part);
    }

    private String keysSelected() {
        return keys.stream().map(key -> ", " + key).collect(joining());
    }

    private String grouped(String cell) {
        List<String> by = new ArrayList<>(keys);
        if (timed) {
            by.add(cell);
        }
        return " group by " + String.join(", ", by);
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** A row has the part's number, the time in seconds, the keys, the facts, the cost, and two texts of durations. */
    Query query(EntityManager entities) {
        Query query = entities.createNativeQuery(String.join(" union all ", parts));
        parameters.forEach(query::setParameter);
        return query;
    }
}

package io.patchbay.ledger;

import static java.util.stream.Collectors.joining;

import io.patchbay.ledger.SummarySource.Kind;
import io.patchbay.ledger.UsageSummary.By;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One statement for all sources, since between two of them calls could end that one knows and the other does not. */
final class SummarySql {

    private static final String SUMS = sums(fact -> "u." + fact.column()) + ", sum(u.cost)"
            + ", string_agg(u.latency, ''), string_agg(u.first_event, '')";
    private static final String SUMS_OF_CALLS = sums(Fact::ofRow) + ", coalesce(sum(u.cost), 0)"
            + ", string_agg(case when u.outcome = 'COMPLETED' then cast(u.latency_ms as varchar(20)) || ' ' end, '')"
            + ", string_agg(cast(u.first_event_ms as varchar(20)) || ' ', '')";

    /** With what is before and behind it. */
    static final int ONE_PERIOD = 3;

    private final List<By> by;
    private final boolean byRowTime;
    private final List<SummarySource> sources;
    private final Conditions conditions;
    private final String join;
    // Of the statement that is put together.
    private final Map<String, Object> parameters = new HashMap<>();

    /**
     * @param byRowTime whether each time is given back by itself, and not all that belongs together
     * @param conditions of all sources
     */
    SummarySql(List<By> by, boolean byRowTime, List<SummarySource> sources, Conditions conditions) {
        this.by = by.stream().filter(one -> !one.isTime()).toList();
        this.byRowTime = byRowTime;
        this.sources = sources;
        this.conditions = conditions;
        boolean knowsDimensions =
                !conditions.dimensionColumns().isEmpty() || this.by.stream().anyMatch(one -> one != By.JOB);
        this.join = knowsDimensions ? " join usage_dimension d on d.id = u.dimension_id" : "";
    }

    private static String sums(Function<Fact, String> expression) {
        return Fact.all().stream()
                .map(fact -> "cast(sum(" + expression.apply(fact) + ") as bigint)")
                .collect(joining(", "));
    }

    /**
     * A row has the number of its source, a time in microseconds of those that belong together, the keys, the facts, the cost,
     * and two texts of durations.
     *
     * @param jobs of sources that know jobs, these alone; empty if all
     */
    Query query(EntityManager entities, Optional<String[]> jobs) {
        Conditions chosen = new Conditions().and("u.job_id = any(:jobs)", "jobs", jobs);
        return bound(
                entities,
                IntStream.range(0, sources.size())
                        .mapToObj(n -> part(n, sources.get(n).hasJobs() ? chosen : new Conditions()))
                        .collect(joining(" union all ")));
    }

    private String part(int number, Conditions more) {
        SummarySource source = sources.get(number);
        List<String> keys = keys(source).toList();
        List<String> groups = new ArrayList<>(keys);
        groups.remove(SummarySource.NO_JOB);
        if (byRowTime) {
            groups.add(source.kind().rowTime());
        } else {
            bounds(source.moves()).ifPresent(bounds -> groups.add(bucket("bounds" + number, bounds, source.kind())));
        }
        return "select " + number + ", cast(floor(extract(epoch from min("
                + source.kind().time() + ")) * 1000000) as bigint)"
                + keys.stream().map(key -> ", " + key).collect(joining())
                + ", " + (source.kind() == Kind.CALLS ? SUMS_OF_CALLS : SUMS) + from(source, more)
                + (groups.isEmpty() ? " having count(*) > 0" : " group by " + String.join(", ", groups));
    }

    private Stream<String> keys(SummarySource source) {
        return by.stream()
                .map(one -> one == By.JOB ? source.job() : one.column().orElseThrow());
    }

    private String from(SummarySource source, Conditions more) {
        Conditions all = new Conditions().and(source.own()).and(conditions).and(more);
        parameters.putAll(all.parameters());
        return " from " + source.table() + " u" + join + all.text();
    }

    /** Where something else begins, as PostgreSQL writes an array; empty if all belongs together. */
    private static Optional<String> bounds(NavigableMap<Instant, ?> moves) {
        List<String> bounds = new ArrayList<>();
        Object last = "";
        for (Map.Entry<Instant, ?> move : moves.entrySet()) {
            if (!move.getValue().equals(last)) {
                bounds.add(move.getKey().toString());
            }
            last = move.getValue();
        }
        return bounds.size() == 1 ? Optional.empty() : Optional.of("{" + String.join(",", bounds) + "}");
    }

    /** In a query of its own the text is read once, and not for each row. */
    private String bucket(String parameter, String bounds, Kind kind) {
        parameters.put(parameter, bounds);
        return "width_bucket(" + kind.time() + ", (select cast(:" + parameter + " as timestamp with time zone array)))";
    }

    /**
     * The groups that have jobs, those of the last period and with the most calls first: the keys, and one or two more columns.
     * Nothing of what is read may be taken away.
     *
     * @param periods from each of these instants on, until the next
     */
    Query busiest(EntityManager entities, NavigableMap<Instant, Optional<Period>> periods) {
        Optional<String> bounds =
                periods.size() > ONE_PERIOD ? bounds(periods.tailMap(Instant.MIN, false)) : Optional.empty();
        String period = bounds.isPresent() ? ", period" : "";
        String keys = IntStream.range(0, by.size()).mapToObj(n -> "k" + n).collect(joining(", "));
        String all = sources.stream()
                .filter(SummarySource::hasJobs)
                .map(source -> busiest(source, bounds))
                .collect(joining(" union all "));
        return bound(
                entities,
                "select " + keys + ", sum(calls)" + period + " from (" + all + ") a group by " + keys + period
                        + " order by " + (bounds.isPresent() ? "period desc, " : "") + "sum(calls) desc");
    }

    private String busiest(SummarySource source, Optional<String> bounds) {
        List<String> columns = new ArrayList<>();
        keys(source).forEach(key -> columns.add(key + " as k" + columns.size()));
        columns.add((source.kind() == Kind.CALLS ? "1" : "cast(u.calls as integer)") + " as calls");
        bounds.ifPresent(text -> columns.add(bucket("periods", text, source.kind()) + " as period"));
        return "select " + String.join(", ", columns) + from(source, new Conditions());
    }

    private Query bound(EntityManager entities, String text) {
        Query query = entities.createNativeQuery(text);
        parameters.forEach(query::setParameter);
        parameters.clear();
        return query;
    }
}

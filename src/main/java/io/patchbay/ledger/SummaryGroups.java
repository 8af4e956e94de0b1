package io.patchbay.ledger;

import io.patchbay.ledger.Cover.Move;
import io.patchbay.ledger.Cover.Stretch;
import io.patchbay.ledger.UsageSummary.By;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The groups of one summary, from the sums of days and hours wherever these know enough. */
final class SummaryGroups {

    private static final int DAYS = 0;
    private static final int HOURS = 1;
    private static final int HOURS_TOO_MANY = 2;
    private static final int HOURS_MOVED = 3;
    private static final int QUARTERS = 4;
    private static final int DELTAS = 5;
    private static final int CALLS = 6;

    /** Rows of one statement that are held at once, of a kilobyte or less. */
    private static final int MOST_ROWS = 100_000;

    private final EntityManager entities;
    private final int timeout;
    private final SummaryQuery query;
    private final Conditions conditions;
    private final Kept kept;
    private final Map<Key, Tally> groups;

    /** @param groups to which is added */
    SummaryGroups(
            EntityManager entities, int timeout, SummaryQuery query, Scope scope, Kept kept, Map<Key, Tally> groups) {
        this.entities = entities;
        this.timeout = timeout;
        this.query = query;
        this.conditions =
                query.filter().ofDimension().and(query.filter().ofCall()).and(scope.conditions());
        this.kept = kept;
        this.groups = groups;
    }

    /** @param names of all that is no time */
    record Key(Period period, List<@Nullable String> names) {}

    int size() {
        return groups.size();
    }

    static Instant instant(Object seconds) {
        return Instant.ofEpochSecond(((Number) seconds).longValue());
    }

    /**
     * Adds what was in this time.
     *
     * @throws DeletedCallsException if that can't be told without calls that may be deleted
     */
    void add(Timeline timeline) {
        Sources from = sources();
        Cover cover = from.cover(timeline);
        cover.stretches().stream().map(Stretch::from).forEach(kept::requireCallsFrom);
        SummarySql.Grouping how = grouping(timeline);
        SummarySql sql = new SummarySql(query.by(), how, conditions);
        from.addTo(sql, timeline, cover);
        if (sql.isEmpty()) {
            return;
        }
        if (query.by().equals(List.of(By.JOB))) {
            sql = new SummarySql(query.by(), how, busiest(sql).and(conditions));
            from.addTo(sql, timeline, cover);
        }
        List<?> rows = sql.query(entities)
                .setMaxResults(MOST_ROWS + 1)
                .setHint(UsageReader.TIMEOUT, timeout)
                .getResultList();
        if (rows.size() > MOST_ROWS) {
            throw new TooManyGroupsException();
        }
        rows.forEach(row -> add((Object[]) row, timeline, cover));
    }

    private SummarySql.Grouping grouping(Timeline timeline) {
        if (Effort.joinsShortTextsOnly(entities)) {
            return SummarySql.Grouping.CELLS;
        }
        return timeline.by().isPresent() ? SummarySql.Grouping.PERIODS : SummarySql.Grouping.NONE;
    }

    /** Where it is read that knows enough. */
    private sealed interface Sources {

        record Facets(Facet facet) implements Sources {
            @Override
            public Cover cover(Timeline timeline) {
                return Cover.of(timeline, Rollup.QUARTER.facets().contains(facet));
            }

            @Override
            public void addSums(SummarySql sql, Cover cover) {
                sql.addRollup(DAYS, Rollup.DAY, facet, cover.days());
                sql.addRollup(HOURS, Rollup.HOUR, facet, cover.hours());
                sql.addRollup(HOURS_TOO_MANY, Rollup.HOUR, facet, cover.hoursTooMany());
                sql.addRollup(HOURS_MOVED, Rollup.HOUR, facet, cover.hoursMoved());
                sql.addRollup(QUARTERS, Rollup.QUARTER, facet, cover.quarters());
            }
        }

        record Jobs() implements Sources {
            @Override
            public Cover cover(Timeline timeline) {
                return Cover.ofWholeDays(timeline);
            }

            @Override
            public void addSums(SummarySql sql, Cover cover) {
                sql.addJobs(DAYS, cover.days());
            }
        }

        record Calls() implements Sources {
            @Override
            public Cover cover(Timeline timeline) {
                return Cover.ofCalls(timeline);
            }

            @Override
            public void addSums(SummarySql sql, Cover cover) {
                // There are none.
            }
        }

        Cover cover(Timeline timeline);

        void addSums(SummarySql sql, Cover cover);

        default void addTo(SummarySql sql, Timeline timeline, Cover cover) {
            addSums(sql, cover);
            if (cover.hasSums()) {
                sql.addDeltas(DELTAS, timeline, cover.stretches());
            }
            sql.addCalls(CALLS, cover.stretches());
        }
    }

    /** Whether no sums know what is asked for. */
    boolean readsCallsAlone() {
        return sources() instanceof Sources.Calls;
    }

    private Sources sources() {
        Set<String> columns = new HashSet<>(conditions.dimensionColumns());
        query.by().stream()
                .flatMap(by -> by.column().stream())
                .filter(column -> column.startsWith("d."))
                .forEach(columns::add);
        if (query.filter().requestId().isPresent() || query.isOfJobs() && !columns.isEmpty()) {
            return new Sources.Calls();
        }
        return query.isOfJobs() ? new Sources.Jobs() : new Sources.Facets(Facet.of(columns));
    }

    /** There may be a job for each call. */
    private Conditions busiest(SummarySql sql) {
        List<?> jobs = sql.busiestJobs(entities)
                .setMaxResults(UsageSummary.MOST + 1)
                .setHint(UsageReader.TIMEOUT, timeout)
                .getResultList();
        String none = jobs.contains("") ? " or u.job_id is null" : "";
        return jobs.isEmpty()
                ? new Conditions()
                : new Conditions().and("(u.job_id in (:jobs)" + none + ")", "jobs", Optional.of(jobs));
    }

    private void add(Object[] row, Timeline timeline, Cover cover) {
        int part = ((Number) row[0]).intValue();
        Instant cell = instant(row[1]);
        Move move = cover.hoursMoved().get(cell);
        if (part == HOURS_MOVED && move != null) {
            add(row, part, move.to(), 1);
            add(row, part, move.from(), -1);
        } else {
            add(row, part, period(timeline, cover, part, cell), part == HOURS_TOO_MANY ? -1 : 1);
        }
    }

    private void add(Object[] row, int part, Period period, int times) {
        Iterator<Object> values = Arrays.asList(row).listIterator(2);
        List<@Nullable String> keys = new ArrayList<>();
        query.by().stream().filter(by -> !by.isTime()).forEach(by -> keys.add(name(by, (String) values.next())));
        Tally tally = groups.computeIfAbsent(new Key(period, keys), ignored -> new Tally());
        for (Fact fact : Fact.values()) {
            tally.add(fact, times * ((Number) values.next()).longValue());
        }
        BigDecimal cost = (BigDecimal) values.next();
        tally.addCost(times < 0 ? cost.negate() : cost);
        add(tally.latency(), (String) values.next(), part, times);
        add(tally.firstEvent(), (String) values.next(), part, times);
    }

    /** Sums by job have an empty one for calls without. */
    private static @Nullable String name(By by, @Nullable String name) {
        return by == By.JOB && "".equals(name) ? null : name;
    }

    private static Period period(Timeline timeline, Cover cover, int part, Instant cell) {
        if (timeline.by().isEmpty()) {
            return Period.ALL_TIME;
        }
        return switch (part) {
            case DAYS -> cover.days().getOrDefault(cell, Period.ALL_TIME);
            case HOURS_TOO_MANY -> cover.hoursTooMany().getOrDefault(cell, Period.ALL_TIME);
            default -> timeline.at(cell);
        };
    }

    private static void add(Histogram histogram, @Nullable String text, int part, int times) {
        if (text == null) {
            return;
        }
        if (part == CALLS) {
            histogram.addMilliseconds(text);
        } else {
            histogram.add(text, times);
        }
    }
}

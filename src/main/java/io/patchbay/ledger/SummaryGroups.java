package io.patchbay.ledger;

import io.patchbay.ledger.Cover.Move;
import io.patchbay.ledger.UsageSummary.By;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The groups of one summary. */
final class SummaryGroups {

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

    /**
     * Adds what was in this time.
     *
     * @throws DeletedCallsException if that can't be told without calls that may be deleted
     */
    void add(Timeline timeline) {
        List<SummarySource> sources = SummarySources.of(query, conditions, timeline, kept);
        boolean byRowTime = Effort.joinsShortTextsOnly(entities);
        SummarySql sql = new SummarySql(query.by(), byRowTime, sources, conditions);
        Optional<String[]> jobs = busiestJobs(sql, timeline.periods(), byRowTime);
        if (jobs.isPresent() && jobs.get().length == 0) {
            sources = sources.stream().filter(source -> !source.hasJobs()).toList();
            sql = new SummarySql(query.by(), byRowTime, sources, conditions);
        }
        if (!sources.isEmpty()) {
            add(sql.query(entities, jobs), sources);
            // Of some all was moved elsewhere.
            groups.values().removeIf(tally -> tally.of(Fact.CALLS) == 0);
        }
    }

    private void add(Query sql, List<SummarySource> sources) {
        List<?> rows = sql.setMaxResults(MOST_ROWS + 1)
                .setHint(UsageReader.TIMEOUT, timeout)
                .getResultList();
        if (rows.size() > MOST_ROWS) {
            throw new TooManyGroupsException();
        }
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            add(columns, sources.get(((Number) columns[0]).intValue()));
        }
    }

    /** There may be a job for each call. Empty if all are wanted. */
    private Optional<String[]> busiestJobs(
            SummarySql sql, NavigableMap<Instant, Optional<Period>> periods, boolean byRowTime) {
        int job = query.by().stream().filter(by -> !by.isTime()).toList().indexOf(By.JOB);
        boolean severalPeriods = periods.size() > SummarySql.ONE_PERIOD;
        if (job < 0 || query.filter().jobId().isPresent() || query.readsCallsAlone() || severalPeriods && byRowTime) {
            return Optional.empty();
        }
        List<?> busiest = sql.busiest(entities, periods)
                .setMaxResults(UsageSummary.MOST + 1)
                .setHint(UsageReader.TIMEOUT, timeout)
                .getResultList();
        return Optional.of(busiest.stream()
                .map(row -> (String) ((Object[]) row)[job])
                .distinct()
                .toArray(String[]::new));
    }

    private void add(Object[] row, SummarySource source) {
        Move move = source.move(Instant.EPOCH.plus(((Number) row[1]).longValue(), ChronoUnit.MICROS));
        move.to().ifPresent(period -> add(row, source, period, 1));
        move.from().ifPresent(period -> add(row, source, period, -1));
    }

    private void add(Object[] row, SummarySource source, Period period, int times) {
        Iterator<Object> values = Arrays.asList(row).listIterator(2);
        List<@Nullable String> keys = new ArrayList<>();
        query.by().stream().filter(by -> !by.isTime()).forEach(by -> keys.add(name(by, (String) values.next())));
        Tally tally = groups.computeIfAbsent(new Key(period, keys), ignored -> new Tally());
        for (Fact fact : Fact.values()) {
            tally.add(fact, times * ((Number) values.next()).longValue());
        }
        BigDecimal cost = (BigDecimal) values.next();
        tally.addCost(times < 0 ? cost.negate() : cost);
        add(tally.latency(), (String) values.next(), source.kind(), times);
        add(tally.firstEvent(), (String) values.next(), source.kind(), times);
    }

    /** Sums have an empty one for calls without a job. */
    private static @Nullable String name(By by, @Nullable String name) {
        return by == By.JOB && "".equals(name) ? null : name;
    }

    private static void add(Histogram histogram, @Nullable String text, SummarySource.Kind kind, int times) {
        if (text == null) {
            return;
        }
        switch (kind) {
            case CALLS -> histogram.addMilliseconds(text, times);
            case SUMS -> histogram.add(text, times);
        }
    }
}

package io.patchbay.ledger;

import io.patchbay.ledger.Cover.Stretch;
import io.patchbay.ledger.UsageSummary.By;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;

/** The groups of one summary, from the sums of days and hours wherever these know enough. */
final class SummaryGroups {

    private static final int DAYS = 0;
    private static final int HOURS = 1;
    private static final int HOURS_TOO_MANY = 2;
    private static final int CALLS = 3;

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
        Cover cover = query.needsCalls() ? Cover.ofCalls(timeline) : Cover.of(timeline);
        cover.stretches().stream().map(Stretch::from).forEach(kept::requireCallsFrom);
        SummarySql sql = sql(timeline);
        sql.addRollup(DAYS, Rollup.DAY, cover.days().keySet());
        sql.addRollup(HOURS, Rollup.HOUR, cover.hours().keySet());
        sql.addRollup(HOURS_TOO_MANY, Rollup.HOUR, cover.hoursTooMany().keySet());
        sql.addCalls(CALLS, cover.stretches());
        if (sql.isEmpty()) {
            return;
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

    private SummarySql sql(Timeline timeline) {
        boolean timed = timeline.by().isPresent() || joinsShortTextsOnly();
        Conditions all = query.by().equals(List.of(By.JOB))
                ? new Conditions().and(conditions).and(busiest(timeline))
                : conditions;
        return new SummarySql(query.by(), timed, all);
    }

    /** There may be a job for each call. */
    private Conditions busiest(Timeline timeline) {
        Conditions within = new Conditions()
                .and("u.started_at >= :first", "first", Optional.of(timeline.from()))
                .and("u.started_at < :last", "last", Optional.of(timeline.to()))
                .and(conditions);
        List<?> jobs = within.bind(entities.createNativeQuery("select u.job_id from usage_record u"
                        + " join usage_dimension d on d.id = u.dimension_id" + within.text()
                        + " group by u.job_id order by count(*) desc, u.job_id"))
                .setMaxResults(UsageSummary.MOST + 1)
                .setHint(UsageReader.TIMEOUT, timeout)
                .getResultList();
        List<?> named = jobs.stream().filter(Objects::nonNull).toList();
        String none = named.size() < jobs.size() ? " or u.job_id is null" : "";
        return named.isEmpty()
                ? new Conditions()
                : new Conditions().and("(u.job_id in (:jobs)" + none + ")", "jobs", Optional.of(named));
    }

    /** A text of H2 has a million characters at most, so that the buckets of a long time must not come in one. */
    private boolean joinsShortTextsOnly() {
        return entities.getEntityManagerFactory()
                        .unwrap(SessionFactoryImplementor.class)
                        .getJdbcServices()
                        .getDialect()
                instanceof H2Dialect;
    }

    private void add(Object[] row, Timeline timeline, Cover cover) {
        Iterator<Object> values = Arrays.asList(row).iterator();
        int part = ((Number) values.next()).intValue();
        Instant cell = instant(values.next());
        int names = (int) query.by().stream().filter(by -> !by.isTime()).count();
        List<@Nullable String> keys = new ArrayList<>();
        for (int n = 0; n < names; n++) {
            keys.add((String) values.next());
        }
        Tally tally =
                groups.computeIfAbsent(new Key(period(timeline, cover, part, cell), keys), ignored -> new Tally());
        int times = part == HOURS_TOO_MANY ? -1 : 1;
        for (Fact fact : Fact.values()) {
            tally.add(fact, times * ((Number) values.next()).longValue());
        }
        BigDecimal cost = (BigDecimal) values.next();
        tally.addCost(times < 0 ? cost.negate() : cost);
        add(tally.latency(), (String) values.next(), part, times);
        add(tally.firstEvent(), (String) values.next(), part, times);
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

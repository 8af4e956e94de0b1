package io.patchbay.ledger;

import io.patchbay.chat.Usage;
import io.patchbay.ledger.UsageSummary.By;
import io.patchbay.ledger.UsageSummary.Group;
import io.patchbay.ledger.UsageSummary.Outcomes;
import io.patchbay.ledger.UsageSummary.Percentiles;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;

/** Adds calls up, from the sums of days and hours wherever these know enough. */
final class Summaries {

    private static final int DAYS = 0;
    private static final int HOURS = 1;
    private static final int HOURS_TOO_MANY = 2;
    private static final int CALLS = 3;

    // What PostgreSQL and Java both can say.
    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private final EntityManager entities;
    private final int timeout;

    /** @param timeout milliseconds */
    Summaries(EntityManager entities, int timeout) {
        this.entities = entities;
        this.timeout = timeout;
    }

    private record Key(Period period, List<@Nullable String> names) {}

    UsageSummary summary(SummaryQuery query, Scope scope) {
        Map<Key, Tally> groups =
                timeline(query).map(timeline -> groups(query, timeline, scope)).orElse(Map.of());
        List<Map.Entry<Key, Tally>> counted = groups.entrySet().stream()
                .filter(group -> group.getValue().of(Fact.CALLS) > 0)
                .sorted(order())
                .toList();
        return new UsageSummary(
                query.by(),
                counted.stream()
                        .limit(UsageSummary.MOST)
                        .map(group -> group(query.by(), group.getKey(), group.getValue()))
                        .toList(),
                counted.size() <= UsageSummary.MOST);
    }

    private static Comparator<Map.Entry<Key, Tally>> order() {
        Comparator<Map.Entry<Key, Tally>> newest =
                Comparator.comparing(group -> group.getKey().period());
        Comparator<Map.Entry<Key, Tally>> most =
                Comparator.comparing(group -> group.getValue().of(Fact.CALLS));
        return newest.reversed()
                .thenComparing(most.reversed())
                .thenComparing(group -> String.valueOf(group.getKey().names()));
    }

    /** The window as far as there are calls in it. */
    private Optional<Timeline> timeline(SummaryQuery query) {
        Instant from = query.filter().from().orElse(FIRST);
        Instant to = query.filter().to().orElse(LAST);
        if (!query.needsCalls()) {
            Object[] ends =
                    (Object[]) entities.createNativeQuery("select cast(extract(epoch from min(start_at)) as bigint),"
                                    + " cast(extract(epoch from max(start_at)) as bigint) from usage_day")
                            .getSingleResult();
            if (ends[0] == null) {
                return Optional.empty();
            }
            from = latest(from, instant(ends[0]));
            to = earliest(to, instant(ends[1]).plus(1, ChronoUnit.DAYS));
        }
        Optional<By> time = query.by().stream().filter(By::isTime).findFirst();
        return from.isBefore(to) ? Optional.of(new Timeline(time, query.zone(), from, to)) : Optional.empty();
    }

    private static Instant instant(Object seconds) {
        return Instant.ofEpochSecond(((Number) seconds).longValue());
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Map<Key, Tally> groups(SummaryQuery query, Timeline timeline, Scope scope) {
        boolean timed = timeline.by().isPresent() || joinsShortTextsOnly();
        Conditions conditions =
                query.filter().ofDimension().and(query.filter().ofCall()).and(scope.conditions());
        Cover cover = query.needsCalls() ? Cover.ofCalls(timeline) : Cover.of(timeline);
        SummarySql sql = new SummarySql(query.by(), timed, conditions);
        sql.addRollup(DAYS, Rollup.DAY, cover.days().keySet());
        sql.addRollup(HOURS, Rollup.HOUR, cover.hours().keySet());
        sql.addRollup(HOURS_TOO_MANY, Rollup.HOUR, cover.hoursTooMany().keySet());
        sql.addCalls(CALLS, cover.stretches());
        Map<Key, Tally> groups = new HashMap<>();
        if (!sql.isEmpty()) {
            List<?> rows =
                    sql.query(entities).setHint(UsageReader.TIMEOUT, timeout).getResultList();
            rows.forEach(row -> add((Object[]) row, query, timeline, cover, groups));
        }
        return groups;
    }

    /** A text of H2 has a million characters at most, so that the buckets of a long time must not come in one. */
    private boolean joinsShortTextsOnly() {
        return entities.getEntityManagerFactory()
                        .unwrap(SessionFactoryImplementor.class)
                        .getJdbcServices()
                        .getDialect()
                instanceof H2Dialect;
    }

    private static void add(Object[] row, SummaryQuery query, Timeline timeline, Cover cover, Map<Key, Tally> groups) {
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

    private static Group group(List<By> by, Key key, Tally tally) {
        Iterator<@Nullable String> names = key.names().iterator();
        return new Group(
                by.stream()
                        .map(one -> one.isTime() ? Optional.of(key.period().name()) : Optional.ofNullable(names.next()))
                        .toList(),
                tally.of(Fact.CALLS),
                outcomes(tally),
                usage(tally),
                tally.cost().signum() == 0 ? BigDecimal.ZERO : tally.cost().stripTrailingZeros(),
                tally.of(Fact.UNPRICED),
                Math.round((double) tally.of(Fact.LATENCY_MS) / tally.of(Fact.CALLS)),
                percentiles(tally.latency()),
                percentiles(tally.firstEvent()));
    }

    private static Outcomes outcomes(Tally tally) {
        return new Outcomes(
                tally.of(Fact.COMPLETED),
                tally.of(Fact.FAILED),
                tally.of(Fact.CANCELLED),
                tally.of(Fact.REFUSED),
                tally.of(Fact.LOST),
                tally.of(Fact.FALLBACKS));
    }

    private static Usage usage(Tally tally) {
        return Usage.builder()
                .input(tally.of(Fact.INPUT))
                .cacheRead(tally.of(Fact.CACHE_READ))
                .cacheWrite5m(tally.of(Fact.CACHE_WRITE5M))
                .cacheWrite1h(tally.of(Fact.CACHE_WRITE1H))
                .output(tally.of(Fact.OUTPUT))
                .reasoning(tally.of(Fact.REASONING))
                .audioInput(tally.of(Fact.AUDIO_INPUT))
                .audioOutput(tally.of(Fact.AUDIO_OUTPUT))
                .imageInput(tally.of(Fact.IMAGE_INPUT))
                .imageOutput(tally.of(Fact.IMAGE_OUTPUT))
                .estimated(tally.of(Fact.ESTIMATED) > 0)
                .build();
    }

    private static Percentiles percentiles(Histogram histogram) {
        return new Percentiles(histogram.percentile(0.5), histogram.percentile(0.95), histogram.percentile(0.99));
    }
}

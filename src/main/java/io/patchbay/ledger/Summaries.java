package io.patchbay.ledger;

import io.patchbay.chat.Usage;
import io.patchbay.ledger.SummaryGroups.Key;
import io.patchbay.ledger.UsageSummary.By;
import io.patchbay.ledger.UsageSummary.Group;
import io.patchbay.ledger.UsageSummary.Outcomes;
import io.patchbay.ledger.UsageSummary.Percentiles;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adds calls up, the newest first, and as far back as is shown. */
final class Summaries {

    private static final int LONGER = 4;

    private final EntityManager entities;
    private final int timeout;
    private final Kept kept;

    /** @param timeout milliseconds */
    Summaries(EntityManager entities, int timeout, Kept kept) {
        this.entities = entities;
        this.timeout = timeout;
        this.kept = kept;
    }

    /**
     * @throws TooManyGroupsException if so many groups come together that they could not be held
     * @throws DeletedCallsException if that can't be told without calls that may be deleted
     */
    UsageSummary summary(SummaryQuery query, Scope scope) {
        Effort.prepare(entities);
        Map<Key, Tally> groups = new HashMap<>();
        extent().ifPresent(extent -> {
            Kept known = extent.firstDay().map(kept::withDaysSince).orElse(kept);
            SummaryGroups adding = new SummaryGroups(entities, timeout, query, scope, known, groups);
            timeline(query, extent).ifPresent(timeline -> read(adding, timeline, first(query)));
        });
        List<Map.Entry<Key, Tally>> counted =
                groups.entrySet().stream().sorted(order()).toList();
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

    /**
     * When there are calls.
     *
     * @param firstDay of which there is a sum
     */
    private record Extent(Instant first, Instant last, Optional<Instant> firstDay) {}

    private Optional<Extent> extent() {
        Object[] ends = (Object[]) entities.createNativeQuery(
                        "select cast(extract(epoch from min(start_at)) as bigint), cast(extract(epoch from max(start_at)) as bigint),"
                                + " (select cast(extract(epoch from min(start_at)) as bigint) from usage_day where facet = 0)"
                                + " from (select start_at from usage_day where facet = 0 union all select start_at from usage_delta) s")
                .getSingleResult();
        return instant(ends[0]).map(first -> new Extent(first, instant(ends[1]).orElse(first), instant(ends[2])));
    }

    private static Optional<Instant> instant(Object seconds) {
        return Optional.ofNullable((Number) seconds).map(number -> Instant.ofEpochSecond(number.longValue()));
    }

    /** The window as far as there are calls in it. */
    private Optional<Timeline> timeline(SummaryQuery query, Extent extent) {
        Instant first = first(query, extent.first());
        Instant last = extent.last().plus(1, ChronoUnit.DAYS);
        Instant from = query.filter().from().filter(first::isBefore).orElse(first);
        Instant to = query.filter().to().filter(last::isAfter).orElse(last);
        Optional<By> time = query.by().stream().filter(By::isTime).findFirst();
        return from.isBefore(to) ? Optional.of(new Timeline(time, query.zone(), from, to)) : Optional.empty();
    }

    /** Who does not say from when asks for all that there is. */
    private Instant first(SummaryQuery query, Instant ofSums) {
        boolean anyCalls = query.readsCallsAlone() && query.filter().from().isEmpty();
        return (anyCalls ? kept.calls() : kept.sums()).filter(ofSums::isBefore).orElse(ofSums);
    }

    /** By whole periods, the newest first, until there are more groups than are shown. */
    private static void read(SummaryGroups groups, Timeline all, Duration first) {
        if (all.by().isEmpty()) {
            groups.add(all);
            return;
        }
        Instant to = all.to();
        Duration back = first;
        while (all.from().isBefore(to) && groups.size() <= UsageSummary.MOST) {
            Instant start = all.at(to.minus(back)).start();
            Instant from = start.isBefore(all.from()) ? all.from() : start;
            groups.add(new Timeline(all.by(), all.zone(), from, to));
            to = from;
            back = back.multipliedBy(LONGER);
        }
    }

    /** How far back the first reading goes: many jobs may have run at any time, and so may each other thing by the hour. */
    private static Duration first(SummaryQuery query) {
        if (query.isOfJobs()) {
            return Duration.ofHours(1);
        }
        return Duration.ofDays(query.by().contains(By.HOUR) ? 2 : 32);
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

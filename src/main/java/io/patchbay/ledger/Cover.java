package io.patchbay.ledger;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.patchbay.ledger.UsageSummary.By;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has to be read to know the sums of each period of a window: days, with those hours added and taken away that begin and end
 * a day elsewhere, and the calls of hours that are in no period as a whole. No day costs more than half of its hours.
 */
final class Cover {

    private static final int HALF_A_DAY = 12;

    private final Timeline timeline;
    private final Map<Instant, Period> days = new LinkedHashMap<>();
    private final Map<Instant, Period> hours = new LinkedHashMap<>();
    private final Map<Instant, Period> hoursTooMany = new LinkedHashMap<>();
    private final List<Stretch> stretches = new ArrayList<>();

    /** @param to first instant that is out again */
    record Stretch(Instant from, Instant to) {}

    private Cover(Timeline timeline) {
        this.timeline = timeline;
    }

    static Cover of(Timeline timeline) {
        Cover cover = new Cover(timeline);
        Instant day = timeline.from().truncatedTo(ChronoUnit.DAYS);
        for (; day.isBefore(timeline.to()); day = day.plus(1, ChronoUnit.DAYS)) {
            cover.add(day);
        }
        return cover;
    }

    /** For what is known of calls alone. */
    static Cover ofCalls(Timeline timeline) {
        Cover cover = new Cover(timeline);
        cover.stretches.add(new Stretch(timeline.from(), timeline.to()));
        return cover;
    }

    Map<Instant, Period> days() {
        return days;
    }

    Map<Instant, Period> hours() {
        return hours;
    }

    /** What is in {@link #days} and has to be taken away again. */
    Map<Instant, Period> hoursTooMany() {
        return hoursTooMany;
    }

    List<Stretch> stretches() {
        return stretches;
    }

    private void add(Instant day) {
        Map<Instant, Period> whole = new LinkedHashMap<>();
        for (int n = 0; n < 24; n++) {
            Instant hour = day.plus(n, ChronoUnit.HOURS);
            timeline.ofHour(hour).ifPresentOrElse(period -> whole.put(hour, period), () -> addCallsOf(hour));
        }
        most(whole).ifPresentOrElse(period -> addDay(day, period, whole), () -> hours.putAll(whole));
    }

    private void addCallsOf(Instant hour) {
        Instant from = later(hour, timeline.from());
        Instant to = earlier(hour.plus(1, ChronoUnit.HOURS), timeline.to());
        if (!from.isBefore(to)) {
            return;
        }
        if (!stretches.isEmpty() && stretches.getLast().to().equals(from)) {
            from = stretches.removeLast().from();
        }
        stretches.add(new Stretch(from, to));
    }

    private Optional<Period> most(Map<Instant, Period> whole) {
        if (timeline.by().equals(Optional.of(By.HOUR))) {
            return Optional.empty();
        }
        return whole.values().stream().collect(groupingBy(period -> period, counting())).entrySet().stream()
                .filter(counted -> counted.getValue() > HALF_A_DAY)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private void addDay(Instant day, Period period, Map<Instant, Period> whole) {
        days.put(day, period);
        for (int n = 0; n < 24; n++) {
            Instant hour = day.plus(n, ChronoUnit.HOURS);
            Period own = whole.get(hour);
            if (own == null || !own.equals(period)) {
                hoursTooMany.put(hour, period);
            }
            if (own != null && !own.equals(period)) {
                hours.put(hour, own);
            }
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}

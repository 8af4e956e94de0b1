package io.patchbay.ledger;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.patchbay.ledger.UsageSummary.By;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What has to be read to know the sums of each period of a window: days, with those hours added and taken away that begin and end
 * a day elsewhere, and the quarters or the calls of hours that are in no period as a whole. No day costs more than half of its hours.
 */
final class Cover {

    private static final int HALF_A_DAY = 12;

    private final Timeline timeline;
    private final Map<Instant, Period> days = new LinkedHashMap<>();
    private final Map<Instant, Period> hours = new LinkedHashMap<>();
    private final Map<Instant, Period> quarters = new LinkedHashMap<>();
    private final Map<Instant, Period> hoursTooMany = new LinkedHashMap<>();
    private final Map<Instant, Move> hoursMoved = new LinkedHashMap<>();
    private final List<Stretch> stretches = new ArrayList<>();

    /** @param to first instant that is out again */
    record Stretch(Instant from, Instant to) {}

    /** An hour that is in a day of another period. */
    record Move(Period from, Period to) {}

    private Cover(Timeline timeline) {
        this.timeline = timeline;
    }

    /** @param quarters whether there are sums by quarter of an hour */
    static Cover of(Timeline timeline, boolean quarters) {
        Cover cover = new Cover(timeline);
        cover.days(day -> cover.add(day, quarters));
        return cover;
    }

    /** For what has no sums but those of days. */
    static Cover ofWholeDays(Timeline timeline) {
        Cover cover = new Cover(timeline);
        cover.days(cover::addWhole);
        return cover;
    }

    /** For what is known of calls alone. */
    static Cover ofCalls(Timeline timeline) {
        Cover cover = new Cover(timeline);
        cover.stretches.add(new Stretch(timeline.from(), timeline.to()));
        return cover;
    }

    private void days(Consumer<Instant> each) {
        Instant day = timeline.from().truncatedTo(ChronoUnit.DAYS);
        for (; day.isBefore(timeline.to()); day = day.plus(1, ChronoUnit.DAYS)) {
            each.accept(day);
        }
    }

    Map<Instant, Period> days() {
        return days;
    }

    Map<Instant, Period> hours() {
        return hours;
    }

    /** What is in {@link #days}, of one period, and belongs to another. */
    Map<Instant, Move> hoursMoved() {
        return hoursMoved;
    }

    /** What is in {@link #days} and has to be taken away again. */
    Map<Instant, Period> hoursTooMany() {
        return hoursTooMany;
    }

    Map<Instant, Period> quarters() {
        return quarters;
    }

    /** Whether anything is read but the calls. */
    boolean hasSums() {
        return !days.isEmpty() || !hours.isEmpty() || !quarters.isEmpty();
    }

    /** Of which there are calls to be read. */
    List<Stretch> stretches() {
        return stretches;
    }

    private void add(Instant day, boolean byQuarters) {
        Map<Instant, Period> whole = new LinkedHashMap<>();
        for (int n = 0; n < 24; n++) {
            Instant hour = day.plus(n, ChronoUnit.HOURS);
            timeline.ofHour(hour)
                    .ifPresentOrElse(period -> whole.put(hour, period), () -> addPartsOf(hour, byQuarters));
        }
        most(whole).ifPresentOrElse(period -> addDay(day, period, whole), () -> hours.putAll(whole));
    }

    private void addWhole(Instant day) {
        List<Optional<Period>> hours = IntStream.range(0, 24)
                .mapToObj(n -> timeline.ofHour(day.plus(n, ChronoUnit.HOURS)))
                .distinct()
                .toList();
        if (hours.size() == 1 && hours.getFirst().isPresent()) {
            days.put(day, hours.getFirst().get());
        } else {
            addCallsOf(day, Duration.ofDays(1));
        }
    }

    private void addPartsOf(Instant hour, boolean byQuarters) {
        if (!byQuarters) {
            addCallsOf(hour, Duration.ofHours(1));
            return;
        }
        for (int n = 0; n < 4; n++) {
            Instant quarter = hour.plus(Timeline.QUARTER.multipliedBy(n));
            timeline.ofQuarter(quarter)
                    .ifPresentOrElse(
                            period -> quarters.put(quarter, period), () -> addCallsOf(quarter, Timeline.QUARTER));
        }
    }

    private void addCallsOf(Instant start, Duration length) {
        Instant from = later(start, timeline.from());
        Instant to = earlier(start.plus(length), timeline.to());
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
            if (own == null) {
                hoursTooMany.put(hour, period);
            } else if (!own.equals(period)) {
                hoursMoved.put(hour, new Move(period, own));
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

package io.patchbay.ledger;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_DATE;

import io.patchbay.ledger.UsageSummary.By;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The periods of a window of time.
 *
 * @param by empty if all the window is one
 * @param from first instant
 * @param to first instant that is out again
 */
record Timeline(Optional<By> by, ZoneId zone, Instant from, Instant to) {

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmxxx");

    /** That of an instant, whether or not it is within the window. */
    Period at(Instant instant) {
        return by.map(unit -> at(instant.atZone(zone), unit)).orElse(Period.ALL_TIME);
    }

    private Period at(ZonedDateTime time, By unit) {
        return switch (unit) {
            case HOUR -> {
                ZonedDateTime hour = time.truncatedTo(ChronoUnit.HOURS);
                yield new Period(hour.toInstant(), HOUR.format(hour));
            }
            case DAY -> day(time.toLocalDate(), ISO_LOCAL_DATE.format(time));
            case MONTH -> {
                YearMonth month = YearMonth.from(time);
                yield day(month.atDay(1), month.toString());
            }
            case MODEL, PROVIDER, TENANT, TEAM, KEY, CALLER, OPERATION, JOB ->
                throw new IllegalStateException(unit + " is no time");
        };
    }

    private Period day(LocalDate first, String name) {
        return new Period(first.atStartOfDay(zone).toInstant(), name);
    }

    /** From each of these instants on there is this period, until the next; none before the window and behind it. */
    NavigableMap<Instant, Optional<Period>> periods() {
        NavigableMap<Instant, Optional<Period>> periods = new TreeMap<>();
        periods.put(Instant.MIN, Optional.empty());
        if (by.isEmpty()) {
            periods.put(from, Optional.of(Period.ALL_TIME));
        } else {
            addEach(periods);
        }
        periods.put(to, Optional.empty());
        return periods;
    }

    /** No zone has begun a day at anything finer than a quarter of an hour since 1972. */
    private void addEach(NavigableMap<Instant, Optional<Period>> periods) {
        for (Instant at = from; at.isBefore(to); at = Rollup.QUARTER.end(Rollup.QUARTER.start(at))) {
            Optional<Period> own = Optional.of(at(at));
            if (!own.equals(periods.lastEntry().getValue())) {
                periods.put(at, own);
            }
        }
    }

    /** That of {@link #periods} at the instant. */
    static Optional<Period> at(NavigableMap<Instant, Optional<Period>> periods, Instant at) {
        return periods.floorEntry(at).getValue();
    }

    /** Whether all of a time is in one of {@link #periods}, or in none. */
    static boolean isInOne(NavigableMap<Instant, Optional<Period>> periods, Instant start, Instant end) {
        Instant next = periods.higherKey(start);
        return next == null || !next.isBefore(end);
    }
}

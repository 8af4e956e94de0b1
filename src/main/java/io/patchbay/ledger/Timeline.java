package io.patchbay.ledger;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_DATE;

import io.patchbay.ledger.UsageSummary.By;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The periods of a window of time.
 *
 * @param by empty if all the window is one
 * @param from first instant
 * @param to first instant that is out again
 */
record Timeline(Optional<By> by, ZoneId zone, Instant from, Instant to) {

    /** No zone has begun a day at anything finer since 1972. */
    static final Duration QUARTER = Duration.ofMinutes(15);

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

    /** The one in which the quarter of an hour lies, if that is within the window. */
    Optional<Period> ofQuarter(Instant quarter) {
        boolean within = !quarter.isBefore(from) && !quarter.plus(QUARTER).isAfter(to);
        return within ? Optional.of(at(quarter)) : Optional.empty();
    }

    /** The one in which all of the hour lies, within the window. */
    Optional<Period> ofHour(Instant hour) {
        if (hour.isBefore(from) || hour.plus(1, ChronoUnit.HOURS).isAfter(to)) {
            return Optional.empty();
        }
        Period first = at(hour);
        for (int quarter = 1; quarter < 4; quarter++) {
            if (!at(hour.plus(QUARTER.multipliedBy(quarter))).equals(first)) {
                return Optional.empty();
            }
        }
        return Optional.of(first);
    }
}

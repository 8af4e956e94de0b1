package io.patchbay.budget;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/** How long the money of a budget lasts before there is new. */
public enum Period {
    DAY,
    /** From Monday. */
    WEEK,
    MONTH,
    /** For ever. */
    TOTAL;

    /** When the period that holds a moment began, by the clocks of the zone. */
    public Instant start(Instant moment, ZoneId zone) {
        return this == TOTAL
                ? Instant.EPOCH
                : firstDay(moment, zone).atStartOfDay(zone).toInstant();
    }

    /** When the next one begins. */
    public Optional<Instant> end(Instant moment, ZoneId zone) {
        LocalDate first = firstDay(moment, zone);
        Optional<LocalDate> next = switch (this) {
            case DAY -> Optional.of(first.plusDays(1));
            case WEEK -> Optional.of(first.plusWeeks(1));
            case MONTH -> Optional.of(first.plusMonths(1));
            case TOTAL -> Optional.empty();
        };
        return next.map(day -> day.atStartOfDay(zone).toInstant());
    }

    public String described() {
        return switch (this) {
            case DAY -> "a day";
            case WEEK -> "a week";
            case MONTH -> "a month";
            case TOTAL -> "in total";
        };
    }

    private LocalDate firstDay(Instant moment, ZoneId zone) {
        LocalDate day = LocalDate.ofInstant(moment, zone);
        return switch (this) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case TOTAL -> LocalDate.EPOCH;
        };
    }
}

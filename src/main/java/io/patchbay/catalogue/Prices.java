package io.patchbay.catalogue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The prices that a model has, one after another.
 *
 * @param dated in the order of their days; empty if none is known, which is never the same as free
 */
public record Prices(List<Dated> dated) {

    public static final Prices UNKNOWN = new Prices(List.of());

    /** @param from the day, of UTC, with which the price begins; it holds until the next one does */
    public record Dated(LocalDate from, Price price) {}

    public Prices {
        dated = dated.stream().sorted(Comparator.comparing(Dated::from)).toList();
    }

    /** One price, whose beginning nobody tells. */
    public static Prices always(Price price) {
        return new Prices(List.of(new Dated(LocalDate.MIN, price)));
    }

    /** Empty before the first day. */
    public Optional<Price> on(LocalDate day) {
        return begunBy(day).map(Dated::price);
    }

    /** The price in force and its day. */
    public Optional<Dated> begunBy(LocalDate day) {
        return dated.stream().filter(price -> !price.from().isAfter(day)).reduce((earlier, later) -> later);
    }

    /** Those that begin later. */
    public List<Dated> after(LocalDate day) {
        return dated.stream().filter(price -> price.from().isAfter(day)).toList();
    }

    /**
     * All that may hold for a call that begins soon: the day's, and the next day's if that is another. Empty if the day
     * has none.
     */
    public List<Price> from(LocalDate day) {
        return on(day).isEmpty()
                ? List.of()
                : Stream.of(on(day), on(day.plusDays(1)))
                        .flatMap(Optional::stream)
                        .distinct()
                        .toList();
    }

    /** The one that begins last. */
    public Optional<Price> latest() {
        return dated.isEmpty() ? Optional.empty() : Optional.of(dated.getLast().price());
    }

    /** The day whose price holds at that time. */
    public static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}

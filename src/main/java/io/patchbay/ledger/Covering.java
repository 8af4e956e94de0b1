package io.patchbay.ledger;

import io.patchbay.ledger.Cover.Cell;
import io.patchbay.ledger.Cover.Move;
import io.patchbay.ledger.Cover.Part;
import io.patchbay.ledger.Cover.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what is read with the least work. Each time that is in no period as a whole is either put together from its parts, or
 * read at once, for the period that has most of it, and its other parts are moved.
 */
final class Covering {

    private static final Optional<Period> NONE = Optional.empty();
    private static final int CALLS_OF_A_MINUTE = 2;
    private static final Way NOTHING = new Way(0, List.of());
    private static final Way NO_WAY = new Way(1_000_000_000, List.of());

    private final Timeline timeline;
    private final NavigableMap<Instant, Optional<Period>> periods;
    private final List<Rollup> rollups;
    private final Optional<Instant> since;

    /** @param cost rows to be read, about, where a day has ten */
    private record Way(long cost, List<Part> parts) {

        Way and(Way other) {
            if (other.cost == 0) {
                return this;
            }
            return new Way(
                    cost + other.cost,
                    Stream.concat(parts.stream(), other.parts.stream()).toList());
        }

        Way or(Way other) {
            return other.cost < cost ? other : this;
        }
    }

    Covering(Timeline timeline, List<Rollup> rollups, Optional<Instant> since) {
        this.timeline = timeline;
        this.periods = timeline.periods();
        this.rollups = rollups;
        this.since = since;
    }

    List<Part> parts() {
        Rollup longest = rollups.getFirst();
        Way all = NOTHING;
        for (Instant start = longest.start(timeline.from());
                start.isBefore(timeline.to());
                start = longest.end(start)) {
            all = all.and(way(0, start, NONE));
        }
        return all.parts();
    }

    /** @param counted where it is as a part of longer times */
    private Way way(int level, Instant start, Optional<Period> counted) {
        Instant end = rollups.get(level).end(start);
        Optional<Period> first = Timeline.at(periods, start);
        boolean isInOne = Timeline.isInOne(periods, start, end);
        if (isInOne && first.equals(counted)) {
            return NOTHING;
        }
        if (isInOne && isWhole(level, start)) {
            return cell(level, start, counted, first);
        }
        Way best = partsOf(level, start, counted);
        for (Optional<Period> other : others(start, end, counted)) {
            if (isWhole(level, start)) {
                best = best.or(cell(level, start, counted, other).and(partsOf(level, start, other)));
            }
        }
        return best;
    }

    /** A week may be there of which the first days are deleted. */
    private boolean isWhole(int level, Instant start) {
        return rollups.get(level) != Rollup.WEEK
                || since.filter(start::isBefore).isEmpty();
    }

    private Way cell(int level, Instant start, Optional<Period> from, Optional<Period> to) {
        Rollup rollup = rollups.get(level);
        return new Way(rollup.rows(), List.of(new Cell(rollup, start, new Move(from, to))));
    }

    private Set<Optional<Period>> others(Instant start, Instant end, Optional<Period> counted) {
        Set<Optional<Period>> others = new LinkedHashSet<>(List.of(most(start, end), NONE));
        others.remove(counted);
        return others;
    }

    private Optional<Period> most(Instant start, Instant end) {
        Duration longest = Duration.ZERO;
        Optional<Period> most = NONE;
        for (Stretch part : calls(periods, start, end, NONE)) {
            Duration length = Duration.between(part.from(), part.to());
            if (length.compareTo(longest) > 0) {
                longest = length;
                most = part.move().to();
            }
        }
        return most;
    }

    private Way partsOf(int level, Instant start, Optional<Period> counted) {
        Instant end = rollups.get(level).end(start);
        if (level + 1 == rollups.size()) {
            return callsOf(start, end, counted);
        }
        Way all = NOTHING;
        Rollup shorter = rollups.get(level + 1);
        for (Instant part = start; part.isBefore(end); part = shorter.end(part)) {
            all = all.and(way(level + 1, part, counted));
        }
        return all;
    }

    /** Calls are moved by whole quarters of an hour, as those are that are not in the sums yet. */
    private Way callsOf(Instant start, Instant end, Optional<Period> counted) {
        boolean isCut = periods.subMap(start, end).keySet().stream()
                .anyMatch(cut -> !Rollup.QUARTER.start(cut).equals(cut));
        if (isCut && counted.isPresent()) {
            return NO_WAY;
        }
        List<Stretch> stretches = calls(periods, start, end, counted);
        long minutes = stretches.stream()
                .mapToLong(part -> Duration.between(part.from(), part.to()).toMinutes() + 1)
                .sum();
        return new Way(minutes * CALLS_OF_A_MINUTE, List.copyOf(stretches));
    }

    /** Those that are not where they are counted. */
    static List<Stretch> calls(
            NavigableMap<Instant, Optional<Period>> periods, Instant start, Instant end, Optional<Period> counted) {
        List<Stretch> stretches = new ArrayList<>();
        Instant from = start;
        while (from.isBefore(end)) {
            Instant next = periods.higherKey(from);
            Instant to = next == null || next.isAfter(end) ? end : next;
            Optional<Period> own = Timeline.at(periods, from);
            if (!own.equals(counted)) {
                stretches.add(new Stretch(from, to, new Move(counted, own)));
            }
            from = to;
        }
        return stretches;
    }
}

package io.patchbay.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What has to be read to know the sums of each period of a window: sums of long times, with those of shorter ones taken from one
 * period and added to another where these begin and end within a long one, and calls where no sums are short enough.
 */
final class Cover {

    private final Timeline timeline;
    private final NavigableMap<Instant, Optional<Period>> periods;
    private final Map<Rollup, NavigableMap<Instant, Move>> cells = new EnumMap<>(Rollup.class);
    private final NavigableMap<Instant, Stretch> stretches = new TreeMap<>();

    /** Where something is added, and where the sum of a longer time has it already and should not; either may be nowhere. */
    record Move(Optional<Period> from, Optional<Period> to) {}

    /** A part of what is read. */
    sealed interface Part {
        Move move();
    }

    /** The sum of all that began in one of the rollup's times. */
    record Cell(Rollup rollup, Instant start, Move move) implements Part {}

    /** @param to first instant that is out again */
    record Stretch(Instant from, Instant to, Move move) implements Part {}

    private Cover(Timeline timeline, List<? extends Part> parts) {
        this.timeline = timeline;
        this.periods = timeline.periods();
        parts.forEach(this::add);
    }

    /**
     * @param rollups there are, the longest first
     * @param since when there are sums of all days
     */
    static Cover of(Timeline timeline, List<Rollup> rollups, Optional<Instant> since) {
        return new Cover(timeline, new Covering(timeline, rollups, since).parts());
    }

    /** By the rollup's sums of times that are in one period as a whole, and the calls of others; nothing is taken away. */
    static Cover plain(Timeline timeline, Rollup rollup) {
        List<Part> parts = new ArrayList<>();
        NavigableMap<Instant, Optional<Period>> periods = timeline.periods();
        for (Instant start = rollup.start(timeline.from()); start.isBefore(timeline.to()); start = rollup.end(start)) {
            Instant end = rollup.end(start);
            if (Timeline.isInOne(periods, start, end)) {
                parts.add(new Cell(rollup, start, new Move(Optional.empty(), Timeline.at(periods, start))));
            } else {
                parts.addAll(Covering.calls(periods, start, end, Optional.empty()));
            }
        }
        return new Cover(timeline, parts);
    }

    /** By calls alone. */
    static Cover ofCalls(Timeline timeline) {
        return new Cover(
                timeline, Covering.calls(timeline.periods(), timeline.from(), timeline.to(), Optional.empty()));
    }

    private void add(Part part) {
        switch (part) {
            case Cell cell ->
                cells.computeIfAbsent(cell.rollup(), ignored -> new TreeMap<>()).put(cell.start(), cell.move());
            case Stretch stretch -> addCalls(stretch);
        }
    }

    private void addCalls(Stretch stretch) {
        Map.Entry<Instant, Stretch> before = stretches.lastEntry();
        boolean goesOn = before != null
                && before.getValue().to().equals(stretch.from())
                && before.getValue().move().equals(stretch.move());
        Instant from = goesOn ? before.getValue().from() : stretch.from();
        stretches.put(from, new Stretch(from, stretch.to(), stretch.move()));
    }

    /** Sums that are read, and where they belong. */
    NavigableMap<Instant, Move> cells(Rollup rollup) {
        return cells.getOrDefault(rollup, new TreeMap<>());
    }

    boolean hasSums() {
        return !cells.isEmpty();
    }

    /** When there are calls to be read, in their order. */
    List<Stretch> stretches() {
        return List.copyOf(stretches.values());
    }

    /**
     * Where the calls belong that are not in the sums yet, from each instant on until the next: where these would have them. Of
     * a stretch all is read, those as well.
     */
    NavigableMap<Instant, Move> deltas() {
        NavigableMap<Instant, Optional<Period>> all = new TreeMap<>(periods);
        all.remove(Instant.MIN);
        all.putIfAbsent(Rollup.QUARTER.start(timeline.from()), Optional.empty());
        stretches.values().forEach(stretch -> setBack(all, stretch));
        NavigableMap<Instant, Move> moves = new TreeMap<>();
        all.forEach((from, period) -> moves.put(from, new Move(Optional.empty(), period)));
        return moves;
    }

    private void setBack(NavigableMap<Instant, Optional<Period>> all, Stretch stretch) {
        Instant from = Rollup.QUARTER.start(stretch.from());
        Instant to = Rollup.QUARTER.end(Rollup.QUARTER.start(stretch.to().minusNanos(1)));
        Map.Entry<Instant, Optional<Period>> after = all.floorEntry(to);
        all.subMap(from, to).clear();
        all.put(from, stretch.move().from());
        all.put(to, after == null ? Optional.empty() : after.getValue());
    }
}

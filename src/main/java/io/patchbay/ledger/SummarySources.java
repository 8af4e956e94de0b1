package io.patchbay.ledger;

import io.patchbay.ledger.Cover.Move;
import io.patchbay.ledger.Cover.Stretch;
import io.patchbay.ledger.Delta.Part;
import io.patchbay.ledger.SummarySource.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What one summary reads of a time: the sums that know enough, what is not added to them yet, and calls. */
final class SummarySources {

    private static final String JOB = "u.job_id";

    /** Stretches of time that are asked for as such, and not by each of their sums. */
    private static final int FEW = 3;

    private final Timeline timeline;
    private final Optional<Instant> since;
    private final List<SummarySource> sources = new ArrayList<>();
    private int parameters;

    private SummarySources(Timeline timeline, Kept kept) {
        this.timeline = timeline;
        this.since = kept.sums();
    }

    /**
     * @param conditions of the query, and of those who may see it
     * @throws DeletedCallsException if calls are among them that may be deleted
     */
    static List<SummarySource> of(SummaryQuery query, Conditions conditions, Timeline timeline, Kept kept) {
        SummarySources all = new SummarySources(timeline, kept);
        Facet facet = facet(query, conditions);
        if (query.readsCallsAlone()) {
            all.addCalls(Cover.ofCalls(timeline), JOB, new Conditions(), kept);
        } else if (query.isOfJobs()) {
            all.addJobs(kept);
            if (query.filter().jobId().isEmpty()) {
                all.addJobless(facet, kept);
            }
        } else {
            all.addAll(facet, kept);
        }
        return all.sources;
    }

    private static Facet facet(SummaryQuery query, Conditions conditions) {
        Set<String> columns = new HashSet<>(conditions.dimensionColumns());
        query.by().stream()
                .flatMap(by -> by.column().stream())
                .filter(column -> column.startsWith("d."))
                .forEach(columns::add);
        return Facet.of(columns);
    }

    private void addAll(Facet facet, Kept kept) {
        List<Rollup> rollups = Rollup.of(facet);
        Cover cover = Cover.of(timeline, rollups, since);
        rollups.forEach(rollup -> addSums(rollup, facet, cover));
        addDeltas(cover, SummarySource.NO_JOB, new Conditions().and(Part.IN_SUMS));
        addCalls(cover, SummarySource.NO_JOB, new Conditions(), kept);
    }

    private void addJobs(Kept kept) {
        Cover cover = Cover.plain(timeline, Rollup.HOUR);
        NavigableMap<Instant, Move> hours = cover.cells(Rollup.HOUR);
        if (!hours.isEmpty()) {
            sources.add(new SummarySource("usage_job", Kind.SUMS, JOB, within(Rollup.HOUR, hours), hours));
        }
        addDeltas(cover, JOB, new Conditions().and(Part.IN_SUMS_BY_JOB).and("u.job_id <> ''"));
        addCalls(cover, JOB, new Conditions().and("u.job_id <> ''"), kept);
    }

    private void addJobless(Facet facet, Kept kept) {
        Cover cover = Cover.of(timeline, List.of(Rollup.JOBLESS), since);
        addSums(Rollup.JOBLESS, facet, cover);
        addDeltas(
                cover,
                SummarySource.NO_JOB,
                new Conditions().and(Part.IN_SUMS_BY_JOB).and("u.job_id = ''"));
        addCalls(cover, SummarySource.NO_JOB, new Conditions().and("coalesce(u.job_id, '') = ''"), kept);
    }

    private void addSums(Rollup rollup, Facet facet, Cover cover) {
        NavigableMap<Instant, Move> cells = cover.cells(rollup);
        if (!cells.isEmpty()) {
            Conditions own = new Conditions().and("u.facet = " + facet.number()).and(within(rollup, cells));
            sources.add(new SummarySource(rollup.table(), Kind.SUMS, SummarySource.NO_JOB, own, cells));
        }
    }

    private void addDeltas(Cover cover, String job, Conditions which) {
        if (!cover.hasSums()) {
            return;
        }
        NavigableMap<Instant, Move> deltas = cover.deltas();
        NavigableMap<Instant, Instant> wanted = new TreeMap<>();
        deltas.forEach((from, move) -> {
            if (move.to().isPresent()) {
                add(wanted, from, deltas.higherKey(from));
            }
        });
        if (!wanted.isEmpty()) {
            sources.add(new SummarySource(
                    "usage_delta", Kind.SUMS, job, within(wanted, Kind.SUMS).and(which), deltas));
        }
    }

    private void addCalls(Cover cover, String job, Conditions which, Kept kept) {
        if (cover.stretches().isEmpty()) {
            return;
        }
        NavigableMap<Instant, Move> moves = new TreeMap<>();
        NavigableMap<Instant, Instant> all = new TreeMap<>();
        for (Stretch stretch : cover.stretches()) {
            kept.requireCallsFrom(stretch.from());
            moves.put(stretch.from(), stretch.move());
            add(all, stretch.from(), stretch.to());
        }
        sources.add(new SummarySource(
                "usage_record", Kind.CALLS, job, within(all, Kind.CALLS).and(which), moves));
    }

    private Conditions within(Rollup rollup, NavigableMap<Instant, Move> cells) {
        NavigableMap<Instant, Instant> stretches = new TreeMap<>();
        cells.keySet().forEach(start -> add(stretches, start, rollup.end(start)));
        if (stretches.size() <= FEW) {
            return within(stretches, Kind.SUMS);
        }
        String starts = "starts" + parameters++;
        return new Conditions().and("u.start_at in (:" + starts + ")", starts, Optional.of(cells.keySet()));
    }

    /** Those that follow each other become one. */
    private static void add(NavigableMap<Instant, Instant> stretches, Instant from, Instant to) {
        Map.Entry<Instant, Instant> last = stretches.lastEntry();
        boolean goesOn = last != null && last.getValue().equals(from);
        stretches.put(goesOn ? last.getKey() : from, to);
    }

    /** In any of the stretches, and so between the first and the last, by which an index can find them. */
    private Conditions within(NavigableMap<Instant, Instant> stretches, Kind kind) {
        Conditions all = within(stretches.firstKey(), stretches.lastEntry().getValue(), kind);
        return stretches.size() == 1
                ? all
                : all.and(Conditions.anyOf(stretches.entrySet().stream()
                        .map(stretch -> within(stretch.getKey(), stretch.getValue(), kind))
                        .toList()));
    }

    private Conditions within(Instant from, Instant to, Kind kind) {
        int n = parameters++;
        return new Conditions()
                .and(kind.time() + " >= :since" + n, "since" + n, Optional.of(from))
                .and(kind.time() + " < :until" + n, "until" + n, Optional.of(to));
    }
}

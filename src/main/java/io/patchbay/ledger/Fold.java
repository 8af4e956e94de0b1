package io.patchbay.ledger;

import io.patchbay.ledger.Rollup.Cell;
import io.patchbay.ledger.Sql.Any;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Takes deltas away and adds them to all sums, within one transaction, so that whoever reads both finds each call once, whatever
 * becomes of it.
 */
final class Fold {

    static final int STEP = 5_000;

    private static final String LOCK = "select id from usage_fold for update skip locked";
    private static final Sums<Job> JOBS =
            new Sums<>("usage_job", List.of("job_id", "start_at", "dimension_id"), Fold::job, Fold::bind);

    private final Map<Rollup, Map<Cell, Tally>> sums = new EnumMap<>(Rollup.class);
    private final Map<Job, Tally> jobs = new HashMap<>();
    private final Sql sql;

    private record Job(String id, Instant hour, int dimension) {}

    private Fold(Sql sql) {
        this.sql = sql;
        for (Rollup rollup : Rollup.values()) {
            sums.put(rollup, new HashMap<>());
        }
    }

    /** @return how many deltas are gone, {@value #STEP} at most; none if somebody else is at it */
    static int step(Sql sql) throws SQLException {
        if (sql.list(LOCK, row -> row.getInt(1)).isEmpty()) {
            return 0;
        }
        List<Delta> deltas = Delta.oldest(sql, STEP);
        new Fold(sql).add(deltas);
        return deltas.size();
    }

    private void add(List<Delta> deltas) throws SQLException {
        if (deltas.isEmpty()) {
            return;
        }
        Map<Integer, Map<Facet, Integer>> facets = facets(deltas);
        for (Delta delta : deltas) {
            Map<Facet, Integer> dimensions = facets.getOrDefault(delta.dimensionId(), Map.of());
            switch (delta.part()) {
                case ALL -> {
                    addToSums(delta, dimensions);
                    addToJobs(delta, dimensions);
                }
                case NOT_BY_JOB -> addToSums(delta, dimensions);
                case BY_JOB -> addToJobs(delta, dimensions);
            }
        }
        for (Rollup rollup : Rollup.values()) {
            rollup.add(sql, of(rollup));
        }
        JOBS.add(
                sql,
                jobs,
                Any.texts(jobs.keySet().stream().map(Job::id).distinct().toList()),
                Any.times(jobs.keySet().stream().map(Job::hour).distinct().toList()),
                Any.integers(
                        jobs.keySet().stream().map(Job::dimension).distinct().toList()));
        sql.update(
                "delete from usage_delta where id = any(?)",
                Any.longs(deltas.stream().map(Delta::id).toList()));
    }

    /** The numbers of what each dimension has of each facet. */
    private Map<Integer, Map<Facet, Integer>> facets(List<Delta> deltas) throws SQLException {
        Map<Integer, Dimension> whole = new HashMap<>();
        deltas.forEach(delta -> whole.put(delta.dimensionId(), delta.dimension()));
        Set<Dimension> parts = new HashSet<>();
        for (Facet facet : Rollup.QUARTER.facets()) {
            whole.values().forEach(dimension -> parts.add(facet.of(dimension)));
        }
        Map<Dimension, Integer> numbers = Dimensions.learn(sql, parts);
        Map<Integer, Map<Facet, Integer>> all = new HashMap<>();
        whole.forEach((id, dimension) -> {
            Map<Facet, Integer> own = new EnumMap<>(Facet.class);
            own.put(Facet.ALL, id);
            for (Facet facet : Rollup.QUARTER.facets()) {
                own.put(facet, Objects.requireNonNull(numbers.get(facet.of(dimension))));
            }
            all.put(id, own);
        });
        return all;
    }

    private void addToSums(Delta delta, Map<Facet, Integer> dimensions) {
        Rollup.OF_ALL_CALLS.forEach(rollup -> add(rollup, delta, dimensions));
    }

    private void addToJobs(Delta delta, Map<Facet, Integer> dimensions) {
        if (delta.job().isEmpty()) {
            add(Rollup.JOBLESS, delta, dimensions);
        } else {
            Job job = new Job(delta.job(), Rollup.HOUR.start(delta.start()), delta.dimensionId());
            add(jobs, job, delta.tally());
        }
    }

    private void add(Rollup rollup, Delta delta, Map<Facet, Integer> dimensions) {
        Instant start = rollup.start(delta.start());
        dimensions.forEach((facet, dimension) -> {
            if (rollup.facets().contains(facet)) {
                add(of(rollup), new Cell(facet, start, dimension), delta.tally());
            }
        });
    }

    private Map<Cell, Tally> of(Rollup rollup) {
        return sums.getOrDefault(rollup, Map.of());
    }

    private static <K> void add(Map<K, Tally> all, K key, Tally more) {
        all.computeIfAbsent(key, ignored -> new Tally()).add(more);
    }

    private static Job job(ResultSet row) throws SQLException {
        return new Job(row.getString("job_id"), Sql.instant(row, "start_at"), row.getInt("dimension_id"));
    }

    private static void bind(PreparedStatement statement, int n, Job job) throws SQLException {
        statement.setString(n, job.id());
        statement.setObject(n + 1, Sql.time(job.hour()));
        statement.setInt(n + 2, job.dimension());
    }
}

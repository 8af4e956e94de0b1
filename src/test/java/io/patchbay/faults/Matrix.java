package io.patchbay.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** All cells, played side by side, and what came of each. */
public final class Matrix {

    /** Of calls that sit out a clock and cost the machine nothing meanwhile. */
    private static final int WAITING_AT_ONCE = 64;

    /** Of all others: so few that the machine keeps up. */
    private static final int BUSY_AT_ONCE = 8;

    private static final int LARGE_AT_ONCE = 2;
    private static final long SEED = 5;

    private final Map<Cell, Judged> judged;

    private Matrix(Map<Cell, Judged> judged) {
        this.judged = judged;
    }

    public static Matrix play() throws IOException, InterruptedException {
        List<Cell> cells = Cell.all();
        try (Stage stage = new Stage(cells)) {
            stage.open();
            return new Matrix(play(cells, stage));
        }
    }

    /** The large answers come before all others, which they would hold up. */
    private static Map<Cell, Judged> play(List<Cell> cells, Stage stage) throws InterruptedException {
        Map<Cell, Future<Judged>> playing = new HashMap<>();
        try (ExecutorService large = Executors.newFixedThreadPool(LARGE_AT_ONCE)) {
            submit(cells.stream().filter(Cell::isLarge), stage, large, playing);
        }
        try (ExecutorService waiting = Executors.newFixedThreadPool(WAITING_AT_ONCE);
                ExecutorService busy = Executors.newFixedThreadPool(BUSY_AT_ONCE)) {
            submit(mixed(cells.stream().filter(Cell::waits)), stage, waiting, playing);
            submit(mixed(cells.stream().filter(cell -> !cell.isLarge() && !cell.waits())), stage, busy, playing);
        }
        Map<Cell, Judged> judged = new LinkedHashMap<>();
        for (Cell cell : cells) {
            judged.put(cell, ended(cell, playing.get(cell)));
        }
        return judged;
    }

    private static void submit(
            Stream<Cell> cells, Stage stage, ExecutorService threads, Map<Cell, Future<Judged>> playing) {
        cells.forEach(
                cell -> playing.put(cell, threads.submit(() -> stage.play(cell).judged(cell))));
    }

    /** Not one fault after another, so that few clocks begin and end at the same moment. */
    private static Stream<Cell> mixed(Stream<Cell> cells) {
        List<Cell> mixed = new ArrayList<>(cells.toList());
        Collections.shuffle(mixed, new Random(SEED));
        return mixed.stream();
    }

    private static Judged ended(Cell cell, Future<Judged> playing) throws InterruptedException {
        try {
            return playing.get();
        } catch (ExecutionException e) {
            throw new AssertionError(cell + " could not be played", e.getCause());
        }
    }

    public int size() {
        return judged.size();
    }

    /** How many calls took notably longer than the clocks. */
    public long late() {
        return judged.values().stream().filter(Judged::late).count();
    }

    /** What is not as it should be. */
    public List<String> complaints(Fault fault) {
        return of(fault)
                .flatMap(entry ->
                        entry.getValue().complaints().stream().map(complaint -> entry.getKey() + ": " + complaint))
                .toList();
    }

    private Stream<Entry<Cell, Judged>> of(Fault fault) {
        return judged.entrySet().stream().filter(entry -> entry.getKey().fault() == fault);
    }

    /** The matrix in Markdown. */
    public String table() {
        StringBuilder table = new StringBuilder("""
                | the target | alone, whole | alone, streamed | another behind it, whole | another behind it, streamed | the same, `on-cut: hold` | the same, `on-cut: continue` | another behind it, `hedge: 300ms` |
                |---|---|---|---|---|---|---|---|
                """);
        for (Fault fault : Fault.values()) {
            table.append("| ").append(fault.title());
            for (Column column : Column.values()) {
                table.append(" | ").append(text(fault, column));
            }
            table.append(" |\n");
        }
        return table.toString();
    }

    private enum Column {
        WHOLE(Asked.WHOLE, Behind.NOBODY),
        STREAMED(Asked.STREAMED, Behind.NOBODY),
        WHOLE_BEFORE_ANOTHER(Asked.WHOLE, Behind.ANOTHER),
        STREAMED_BEFORE_ANOTHER(Asked.STREAMED, Behind.ANOTHER),
        HELD_BEFORE_ANOTHER(Asked.STREAMED, Behind.ANOTHER_AND_HELD),
        CONTINUED_BY_ANOTHER(Asked.STREAMED, Behind.ANOTHER_WHO_GOES_ON),
        BESIDE_ANOTHER(Behind.ANOTHER_BESIDE, Asked.values());

        private final Behind behind;
        private final Set<Asked> asked;

        Column(Asked asked, Behind behind) {
            this(behind, asked);
        }

        Column(Behind behind, Asked... asked) {
            this.behind = behind;
            this.asked = Set.of(asked);
        }

        boolean holds(Cell cell) {
            return asked.contains(cell.asked()) && cell.behind() == behind;
        }
    }

    /** What all dialects have in common, or else who has what. */
    private String text(Fault fault, Column column) {
        Map<String, List<Pair>> byText = new TreeMap<>();
        of(fault)
                .filter(entry -> column.holds(entry.getKey()))
                .forEach(entry -> byText.computeIfAbsent(entry.getValue().text(), text -> new ArrayList<>())
                        .add(entry.getKey().pair()));
        if (byText.size() < 2) {
            return byText.isEmpty() ? "–" : byText.keySet().iterator().next();
        }
        List<String> each = new ArrayList<>();
        byText.forEach((text, pairs) -> each.add(text + " (" + titles(pairs) + ")"));
        return String.join("; ", each);
    }

    private static String titles(List<Pair> pairs) {
        return String.join(", ", pairs.stream().distinct().map(Pair::title).toList());
    }
}

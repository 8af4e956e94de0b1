package io.patchbay.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
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

    /** So many that the clocks are waited for together, and so few that the machine keeps up. */
    private static final int AT_ONCE = 24;

    private static final int LARGE_AT_ONCE = 2;
    private static final long SEED = 5;

    private final Map<Cell, Seen> seen;

    private Matrix(Map<Cell, Seen> seen) {
        this.seen = seen;
    }

    public static Matrix play() throws IOException, InterruptedException {
        List<Cell> cells = Cell.all();
        try (Stage stage = new Stage(cells)) {
            stage.open();
            return new Matrix(play(cells, stage));
        }
    }

    /** The large answers come before all others, which they would hold up. */
    private static Map<Cell, Seen> play(List<Cell> cells, Stage stage) throws InterruptedException {
        Map<Cell, Seen> seen = new LinkedHashMap<>();
        seen.putAll(play(cells.stream().filter(Cell::isLarge).toList(), stage, LARGE_AT_ONCE));
        seen.putAll(play(cells.stream().filter(cell -> !cell.isLarge()).toList(), stage, AT_ONCE));
        return seen;
    }

    private static Map<Cell, Seen> play(List<Cell> cells, Stage stage, int atOnce) throws InterruptedException {
        List<Cell> mixed = new ArrayList<>(cells);
        Collections.shuffle(mixed, new Random(SEED));
        Map<Cell, Future<Seen>> playing = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            mixed.forEach(cell -> playing.put(cell, threads.submit(() -> stage.play(cell))));
        }
        Map<Cell, Seen> seen = new LinkedHashMap<>();
        for (Cell cell : cells) {
            try {
                seen.put(cell, playing.get(cell).get());
            } catch (ExecutionException e) {
                throw new AssertionError(cell + " could not be played", e.getCause());
            }
        }
        return seen;
    }

    public int size() {
        return seen.size();
    }

    /** How many calls took notably longer than the clocks. */
    public long late() {
        return seen.entrySet().stream()
                .filter(entry -> entry.getValue().isLate(entry.getKey()))
                .count();
    }

    /** What is not as it should be. */
    public List<String> complaints(Fault fault) {
        return of(fault)
                .flatMap(entry -> entry.getValue().complaints(entry.getKey()).stream()
                        .map(complaint -> entry.getKey() + ": " + complaint))
                .toList();
    }

    private Stream<Entry<Cell, Seen>> of(Fault fault) {
        return seen.entrySet().stream().filter(entry -> entry.getKey().fault() == fault);
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
        return String.join(
                ", ", pairs.stream().distinct().sorted().map(Pair::title).toList());
    }
}

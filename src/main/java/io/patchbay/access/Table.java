package io.patchbay.access;

import java.util.List;
import java.util.function.Function;

/** The directory's tables; one that another refers to comes first. */
enum Table {
    TENANT("tenant", List.of("id"), Tenant::of),
    TEAM("team", List.of("tenant", "id"), Team::of),
    APPLICATION("application", List.of("tenant", "id"), Application::of),
    ACCESS_KEY("access_key", List.of("id"), VirtualKey::of),
    BUDGET("budget", List.of("id"), BudgetUnit::of),
    RATE_LIMIT("rate_limit", List.of("id"), LimitUnit::of);

    private final String word;
    private final List<String> keys;
    private final Function<Row, Unit> reader;

    Table(String word, List<String> keys, Function<Row, Unit> reader) {
        this.word = word;
        this.keys = keys;
        this.reader = reader;
    }

    static Table of(Unit unit) {
        return switch (unit) {
            case Tenant ignored -> TENANT;
            case Team ignored -> TEAM;
            case Application ignored -> APPLICATION;
            case VirtualKey ignored -> ACCESS_KEY;
            case BudgetUnit ignored -> BUDGET;
            case LimitUnit ignored -> RATE_LIMIT;
        };
    }

    String word() {
        return word;
    }

    /** The columns of its primary key. */
    List<String> keys() {
        return keys;
    }

    Unit read(Row row) {
        return reader.apply(row);
    }
}

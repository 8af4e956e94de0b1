package io.patchbay.access;

import io.patchbay.budget.Budget;
import io.patchbay.budget.Period;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A budget, as it is managed.
 *
 * @param active whether it holds
 */
public record BudgetUnit(Budget budget, Whose whose, boolean active, Instant createdAt, long version) implements Unit {

    static BudgetUnit of(Row row) {
        Whose whose = Whose.of(row);
        return new BudgetUnit(
                new Budget(
                        row.number("id").orElseThrow(),
                        whose.holder(),
                        row.list("models"),
                        Period.valueOf(row.requiredText("period")),
                        ZoneId.of(row.requiredText("zone")),
                        row.decimal("amount").orElseThrow(),
                        row.list("soft").stream().map(Integer::valueOf).toList()),
                whose,
                row.flag("active"),
                row.requiredTime("created_at"),
                row.number("version").orElse(0L));
    }

    @Override
    public String ref() {
        return Numbers.ref(budget.id());
    }

    @Override
    public String tenant() {
        return whose.tenant().orElse("");
    }

    @Override
    public Optional<String> team() {
        return whose.readers();
    }

    /** The budget as it holds for all of these keys, which stand for its own. */
    Budget withKeys(Set<String> keys) {
        return budget.of(whose.holder(keys));
    }

    BudgetUnit with(Budget changed, boolean nowActive) {
        return new BudgetUnit(changed, whose, nowActive, createdAt, version + 1);
    }

    @Override
    public Map<String, @Nullable Object> columns() {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("id", budget.id());
        whose.into(columns);
        columns.put("models", String.join(",", budget.models()));
        columns.put("period", budget.period().name());
        columns.put("zone", budget.zone().getId());
        columns.put("amount", budget.amount());
        columns.put("soft", joined(budget.soft()));
        columns.put("active", active);
        columns.put("created_at", createdAt);
        columns.put("version", version);
        return columns;
    }

    private static String joined(List<Integer> numbers) {
        return numbers.stream().map(Object::toString).collect(Collectors.joining(","));
    }
}

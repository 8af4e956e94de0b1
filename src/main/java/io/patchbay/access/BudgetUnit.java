package io.patchbay.access;

import io.patchbay.budget.Budget;
import io.patchbay.budget.Holder;
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
 * @param key the virtual key whose budget it is, the first of those that were rotated
 * @param keysTeam the team of that key
 * @param active whether it holds
 */
public record BudgetUnit(
        Budget budget, Optional<String> key, Optional<String> keysTeam, boolean active, Instant createdAt, long version)
        implements Unit {

    private static final String DIGITS = "%09d";

    static BudgetUnit of(Row row) {
        Optional<String> key = row.text("key_id");
        Holder holder =
                new Holder(row.text("tenant"), row.text("team"), key.stream().collect(Collectors.toSet()));
        return new BudgetUnit(
                new Budget(
                        row.number("id").orElseThrow(),
                        holder,
                        row.list("models"),
                        Period.valueOf(row.requiredText("period")),
                        ZoneId.of(row.requiredText("zone")),
                        row.decimal("amount").orElseThrow(),
                        row.list("soft").stream().map(Integer::valueOf).toList()),
                key,
                row.text("keys_team"),
                row.flag("active"),
                row.requiredTime("created_at"),
                row.number("version").orElse(0L));
    }

    static String ref(long id) {
        return DIGITS.formatted(id);
    }

    @Override
    public String ref() {
        return ref(budget.id());
    }

    @Override
    public String tenant() {
        return budget.holder().tenant().orElse("");
    }

    @Override
    public Optional<String> team() {
        return budget.holder().team().or(() -> keysTeam);
    }

    /** The budget as it holds for all of these keys, which stand for its own. */
    Budget withKeys(Set<String> keys) {
        Holder holder = budget.holder();
        return key.isEmpty() ? budget : budget.of(new Holder(holder.tenant(), holder.team(), keys));
    }

    BudgetUnit with(Budget changed, boolean nowActive) {
        return new BudgetUnit(changed, key, keysTeam, nowActive, createdAt, version + 1);
    }

    @Override
    public Map<String, @Nullable Object> columns() {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("id", budget.id());
        columns.put("tenant", budget.holder().tenant().orElse(null));
        columns.put("team", budget.holder().team().orElse(null));
        columns.put("key_id", key.orElse(null));
        columns.put("keys_team", keysTeam.orElse(null));
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

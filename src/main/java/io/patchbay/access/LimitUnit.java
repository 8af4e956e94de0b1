package io.patchbay.access;

import io.patchbay.budget.Limit;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A limit a minute, as it is managed.
 *
 * @param active whether it holds
 */
public record LimitUnit(Limit limit, Whose whose, boolean active, Instant createdAt, long version) implements Unit {

    static LimitUnit of(Row row) {
        Whose whose = Whose.of(row);
        return new LimitUnit(
                new Limit(
                        row.number("id").orElseThrow(),
                        whose.holder(),
                        row.list("models"),
                        number(row.number("requests_per_minute")),
                        number(row.number("tokens_per_minute"))),
                whose,
                row.flag("active"),
                row.requiredTime("created_at"),
                row.number("version").orElse(0L));
    }

    private static OptionalLong number(Optional<Long> number) {
        return number.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    @Override
    public String ref() {
        return Numbers.ref(limit.id());
    }

    @Override
    public String tenant() {
        return whose.tenant().orElse("");
    }

    @Override
    public Optional<String> team() {
        return whose.readers();
    }

    /** The limit as it holds for all of these keys, which stand for its own. */
    Limit withKeys(Set<String> keys) {
        return limit.of(whose.holder(keys));
    }

    LimitUnit with(Limit changed, boolean nowActive) {
        return new LimitUnit(changed, whose, nowActive, createdAt, version + 1);
    }

    @Override
    public Map<String, @Nullable Object> columns() {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("id", limit.id());
        whose.into(columns);
        columns.put("models", String.join(",", limit.models()));
        columns.put("requests_per_minute", orNull(limit.requests()));
        columns.put("tokens_per_minute", orNull(limit.tokens()));
        columns.put("active", active);
        columns.put("created_at", createdAt);
        columns.put("version", version);
        return columns;
    }

    private static @Nullable Long orNull(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }
}

package io.patchbay.access;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A company, or a part of one, that knows nothing of others.
 *
 * @param active whether its keys and tokens are taken
 */
public record Tenant(String id, String name, boolean active, Instant createdAt, long version) implements Named<Tenant> {

    static Tenant of(Row row) {
        return new Tenant(
                row.requiredText("id"),
                row.requiredText("name"),
                row.flag("active"),
                row.requiredTime("created_at"),
                row.number("version").orElse(0L));
    }

    @Override
    public String ref() {
        return id;
    }

    @Override
    public String tenant() {
        return id;
    }

    @Override
    public Optional<String> team() {
        return Optional.empty();
    }

    @Override
    public Tenant edited(Optional<String> newName, Optional<Boolean> nowActive) {
        return new Tenant(id, newName.orElse(name), nowActive.orElse(active), createdAt, version + 1);
    }

    @Override
    public Map<String, @Nullable Object> columns() {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("id", id);
        columns.put("name", name);
        columns.put("active", active);
        columns.put("created_at", createdAt);
        columns.put("version", version);
        return columns;
    }
}

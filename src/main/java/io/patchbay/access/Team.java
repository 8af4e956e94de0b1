package io.patchbay.access;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * People of a tenant who have keys together.
 *
 * @param id within the tenant
 * @param active whether its keys are taken
 */
public record Team(String tenant, String id, String name, boolean active, Instant createdAt, long version)
        implements Named<Team> {

    static Team of(Row row) {
        return new Team(
                row.requiredText("tenant"),
                row.requiredText("id"),
                row.requiredText("name"),
                row.flag("active"),
                row.requiredTime("created_at"),
                row.number("version").orElse(0L));
    }

    @Override
    public String ref() {
        return tenant + "/" + id;
    }

    @Override
    public Optional<String> team() {
        return Optional.of(id);
    }

    @Override
    public Team edited(Optional<String> newName, Optional<Boolean> nowActive) {
        return new Team(tenant, id, newName.orElse(name), nowActive.orElse(active), createdAt, version + 1);
    }

    @Override
    public Map<String, @Nullable Object> columns() {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("tenant", tenant);
        columns.put("id", id);
        columns.put("name", name);
        columns.put("active", active);
        columns.put("created_at", createdAt);
        columns.put("version", version);
        return columns;
    }
}

package io.patchbay.access;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A program of a tenant's that has keys.
 *
 * @param id within the tenant
 * @param team whose it is, if it is one team's
 * @param active whether its keys are taken
 */
public record Application(
        String tenant, String id, Optional<String> team, String name, boolean active, Instant createdAt, long version)
        implements Named<Application> {

    static Application of(Row row) {
        return new Application(
                row.requiredText("tenant"),
                row.requiredText("id"),
                row.text("team"),
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
    public Application edited(Optional<String> newName, Optional<Boolean> nowActive) {
        return new Application(
                tenant, id, team, newName.orElse(name), nowActive.orElse(active), createdAt, version + 1);
    }

    @Override
    public Map<String, @Nullable Object> columns() {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("tenant", tenant);
        columns.put("id", id);
        columns.put("team", team.orElse(null));
        columns.put("name", name);
        columns.put("active", active);
        columns.put("created_at", createdAt);
        columns.put("version", version);
        return columns;
    }
}

package io.patchbay.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.access.Application;
import io.patchbay.access.LimitUnit;
import io.patchbay.access.Team;
import io.patchbay.access.Tenant;
import io.patchbay.access.VirtualKey;
import io.patchbay.access.Whose;
import io.patchbay.budget.Limit;
import io.patchbay.call.Role;
import io.patchbay.dialect.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What the directory holds, as its readers get it. Of a key neither itself nor its hash. */
final class UnitJson {

    private UnitJson() {}

    static ObjectNode of(Tenant tenant) {
        return ended(
                Json.object().put("id", tenant.id()).put("name", tenant.name()),
                tenant.active(),
                tenant.createdAt(),
                tenant.version());
    }

    static ObjectNode of(Team team) {
        ObjectNode json =
                Json.object().put("tenant", team.tenant()).put("id", team.id()).put("name", team.name());
        return ended(json, team.active(), team.createdAt(), team.version());
    }

    static ObjectNode of(Application application) {
        ObjectNode json = Json.object()
                .put("tenant", application.tenant())
                .put("id", application.id())
                .put("team", application.team().orElse(null))
                .put("name", application.name());
        return ended(json, application.active(), application.createdAt(), application.version());
    }

    static ObjectNode ended(ObjectNode json, boolean active, Instant createdAt, long version) {
        return json.put("active", active)
                .put("created_at", createdAt.toString())
                .put("version", version);
    }

    static ObjectNode of(LimitUnit unit) {
        Limit limit = unit.limit();
        ObjectNode json = whose(limit.id(), unit.whose(), limit.models());
        put(json, "requests_per_minute", limit.requests());
        put(json, "tokens_per_minute", limit.tokens());
        return ended(json, unit.active(), unit.createdAt(), unit.version());
    }

    private static void put(ObjectNode json, String field, OptionalLong number) {
        json.set(field, number.isPresent() ? json.numberNode(number.getAsLong()) : json.nullNode());
    }

    /** The beginning of a budget or a limit. */
    static ObjectNode whose(long id, Whose whose, List<String> models) {
        ObjectNode json = Json.object()
                .put("id", Long.toString(id))
                .put("tenant", whose.tenant().orElse(null))
                .put("team", whose.team().orElse(null))
                .put("key", whose.key().orElse(null));
        put(json, "models", models);
        return json;
    }

    static ObjectNode of(VirtualKey key, VirtualKey.State state) {
        ObjectNode json = Json.object()
                .put("id", key.id())
                .put("prefix", key.secret().prefix())
                .put("name", key.name())
                .put("tenant", key.tenant())
                .put("team", key.team().orElse(null))
                .put("application", key.application().orElse(null));
        put(json, "roles", key.roles().stream().map(Role::word).sorted().toList());
        put(json, "models", key.rights().models());
        put(json, "providers", key.rights().providers());
        put(json, "networks", key.networks().stream().map(Object::toString).toList());
        json.putObject("limits")
                .put("requests_per_minute", key.limits().requestsPerMinute().orElse(null))
                .put("tokens_per_minute", key.limits().tokensPerMinute().orElse(null));
        return json.put("state", state.name().toLowerCase(Locale.ROOT))
                .put("created_at", key.createdAt().toString())
                .put("created_by", key.createdBy())
                .put("expires_at", key.expiresAt().map(Instant::toString).orElse(null))
                .put("revoked_at", key.revokedAt().map(Instant::toString).orElse(null))
                .put("replaces", key.replaces().orElse(null))
                .put("version", key.version());
    }

    private static void put(ObjectNode json, String field, List<String> texts) {
        ArrayNode list = json.putArray(field);
        texts.forEach(list::add);
    }
}

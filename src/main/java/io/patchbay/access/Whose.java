package io.patchbay.access;

import io.patchbay.budget.Holder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whose a budget or a limit is.
 *
 * @param tenant empty for all calls of the server
 * @param team of the tenant's
 * @param key the id of a virtual key of the tenant's, the first of those that were rotated
 * @param keysTeam the team of that key
 */
public record Whose(Optional<String> tenant, Optional<String> team, Optional<String> key, Optional<String> keysTeam) {

    static Whose of(Row row) {
        return new Whose(row.text("tenant"), row.text("team"), row.text("key_id"), row.text("keys_team"));
    }

    /** As it is wished for; what is there of it is not known yet. */
    public static Whose wished(Optional<String> tenant, Optional<String> team, Optional<String> key) {
        return new Whose(tenant, team, key, Optional.empty());
    }

    /** @throws Declined if there is no such tenant, team or key */
    Whose requireIn(Roster roster) {
        tenant.ifPresent(roster::requireTenant);
        team.ifPresent(id -> {
            if (tenant.isEmpty()) {
                throw Declined.invalid("team", id, "with the tenant that it belongs to");
            }
            roster.requireTeam(tenant.get(), id);
        });
        Optional<VirtualKey> first = key.map(id -> requireKey(id, roster));
        return new Whose(tenant, team, first.map(VirtualKey::id), first.flatMap(VirtualKey::team));
    }

    private VirtualKey requireKey(String id, Roster roster) {
        VirtualKey known = roster.key(id)
                .filter(it -> tenant.equals(Optional.of(it.tenant())))
                .orElseThrow(() -> Declined.invalid("key", id, "the id of a key of the tenant's"));
        return roster.first(known);
    }

    /** Itself, whatever its key is called by now. */
    Holder holder() {
        return new Holder(tenant, team, key.stream().collect(Collectors.toSet()));
    }

    /** @param keys all that stand for its own */
    Holder holder(Set<String> keys) {
        return new Holder(tenant, team, keys);
    }

    /** The team whose lead may see it. */
    Optional<String> readers() {
        return team.or(() -> keysTeam);
    }

    void into(Map<String, @Nullable Object> columns) {
        columns.put("tenant", tenant.orElse(null));
        columns.put("team", team.orElse(null));
        columns.put("key_id", key.orElse(null));
        columns.put("keys_team", keysTeam.orElse(null));
    }
}

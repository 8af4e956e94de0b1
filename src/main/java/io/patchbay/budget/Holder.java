package io.patchbay.budget;

import io.patchbay.call.Caller;
import java.util.Optional;
import java.util.Set;

/**
 * Whose a budget or a limit is: everybody's together, or a tenant's, a team's of it, or a key's.
 *
 * @param tenant empty for everybody
 * @param team of the tenant
 * @param keys ids of virtual keys of the tenant; empty for whichever
 */
public record Holder(Optional<String> tenant, Optional<String> team, Set<String> keys) {

    public static final Holder EVERYBODY = new Holder(Optional.empty(), Optional.empty(), Set.of());

    public Holder {
        keys = Set.copyOf(keys);
        if (tenant.isEmpty() && (team.isPresent() || !keys.isEmpty())) {
            throw new IllegalArgumentException("a team or a key belongs to a tenant, and none is named");
        }
    }

    boolean includes(Caller caller) {
        return isOrAny(tenant, caller.tenant()) && isOrAny(team, caller.team()) && isOfKey(caller);
    }

    private boolean isOfKey(Caller caller) {
        return keys.isEmpty() || caller.key().filter(keys::contains).isPresent();
    }

    private static boolean isOrAny(Optional<String> wanted, Optional<String> is) {
        return wanted.isEmpty() || wanted.equals(is);
    }

    /** Such as {@code the team 'search'}. */
    public String described() {
        if (!keys.isEmpty()) {
            return "the key";
        }
        return team.map("the team '%s'"::formatted)
                .or(() -> tenant.map("the tenant '%s'"::formatted))
                .orElse("the server");
    }
}

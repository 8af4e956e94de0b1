package io.patchbay.budget;

import io.patchbay.call.Caller;
import java.util.Optional;

/**
 * Whose a budget is: everybody's together, or a tenant's, a team's of it, or a key's.
 *
 * @param tenant empty for everybody
 * @param team of the tenant
 * @param key the id of a virtual key of the tenant
 */
public record Holder(Optional<String> tenant, Optional<String> team, Optional<String> key) {

    public static final Holder EVERYBODY = new Holder(Optional.empty(), Optional.empty(), Optional.empty());

    public Holder {
        if (tenant.isEmpty() && (team.isPresent() || key.isPresent())) {
            throw new IllegalArgumentException("a team or a key belongs to a tenant, and none is named");
        }
    }

    boolean includes(Caller caller) {
        return isOrAny(tenant, caller.tenant()) && isOrAny(team, caller.team()) && isOrAny(key, caller.key());
    }

    private static boolean isOrAny(Optional<String> wanted, Optional<String> is) {
        return wanted.isEmpty() || wanted.equals(is);
    }

    /** Such as {@code the team 'search'}. */
    public String described() {
        return key.map("the key '%s'"::formatted)
                .or(() -> team.map("the team '%s'"::formatted))
                .or(() -> tenant.map("the tenant '%s'"::formatted))
                .orElse("the server");
    }
}

package io.patchbay.ledger;

import io.patchbay.call.Caller;
import io.patchbay.call.Role;
import java.util.Optional;

/** Whose calls somebody may read of, whatever is asked for: those of which all that is given holds. */
public record Scope(Optional<String> tenant, Optional<String> team, Optional<String> caller) {

    public static final Scope ALL = new Scope(Optional.empty(), Optional.empty(), Optional.empty());

    /** What the reader's roles let it see; its own calls at the least. */
    public static Scope of(Caller reader) {
        if (reader.is(Role.OPERATOR)) {
            return ALL;
        }
        if (reader.is(Role.AUDITOR)) {
            return new Scope(reader.tenant(), Optional.empty(), Optional.empty());
        }
        return reader.is(Role.TEAM_LEAD) && reader.team().isPresent()
                ? new Scope(reader.tenant(), reader.team(), Optional.empty())
                : new Scope(reader.tenant(), Optional.empty(), Optional.of(reader.name()));
    }

    Conditions conditions() {
        return new Conditions()
                .and("u.tenant = :ofTenant", "ofTenant", tenant)
                .and("u.team = :ofTeam", "ofTeam", team)
                .and("u.caller = :ofCaller", "ofCaller", caller);
    }
}

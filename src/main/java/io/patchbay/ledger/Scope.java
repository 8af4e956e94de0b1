package io.patchbay.ledger;

import io.patchbay.call.Caller;
import io.patchbay.call.Role;
import java.util.Optional;

/**
 * Whose calls somebody may read of, whatever is asked for: those of which all that is given holds. Who reads for itself or
 * its team alone, and has no tenant, reads of calls without one.
 *
 * @param caller reads of its own calls alone; without a key, of those that were made without one, since whoever makes a
 *     virtual key gives it any name
 * @param key the id of the virtual key
 */
public record Scope(Optional<String> tenant, Optional<String> team, Optional<String> caller, Optional<String> key) {

    public static final Scope ALL = new Scope(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** What the reader's roles let it see; its own calls at the least. */
    public static Scope of(Caller reader) {
        if (reader.is(Role.OPERATOR)) {
            return ALL;
        }
        if (reader.is(Role.AUDITOR)) {
            return new Scope(reader.tenant(), Optional.empty(), Optional.empty(), Optional.empty());
        }
        return reader.is(Role.TEAM_LEAD) && reader.team().isPresent()
                ? new Scope(reader.tenant(), reader.team(), Optional.empty(), Optional.empty())
                : new Scope(reader.tenant(), Optional.empty(), Optional.of(reader.name()), reader.key());
    }

    /** Whether a call of this caller's is among them; the same as {@link #conditions}, for what is not among the rows. */
    boolean has(Caller of) {
        return isOrAny(tenant, of.tenant())
                && isOrAny(team, of.team())
                && isOrAny(caller, Optional.of(of.name()))
                && isOrAny(key, of.key())
                && (tenant.isPresent()
                        || team.isEmpty() && caller.isEmpty()
                        || of.tenant().isEmpty())
                && (caller.isEmpty() || key.isPresent() || of.key().isEmpty());
    }

    private static boolean isOrAny(Optional<String> wanted, Optional<String> is) {
        return wanted.isEmpty() || wanted.equals(is);
    }

    /** What it asks of a dimension {@code d}. */
    Conditions conditions() {
        Conditions conditions = new Conditions()
                .and("d.tenant = :ofTenant", "ofTenant", tenant)
                .and("d.team = :ofTeam", "ofTeam", team)
                .and("d.caller = :ofCaller", "ofCaller", caller)
                .and("d.key_id = :ofKey", "ofKey", key);
        if (tenant.isEmpty() && (team.isPresent() || caller.isPresent())) {
            conditions.and("d.tenant is null");
        }
        if (caller.isPresent() && key.isEmpty()) {
            conditions.and("d.key_id is null");
        }
        return conditions;
    }
}

package io.patchbay.call;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who makes a call, or reads of those that were made.
 *
 * @param name as the ledger shall have it; {@code anonymous} if nobody said
 * @param tenant to whom it belongs, if to anybody
 * @param team of the tenant's
 * @param key the id of the virtual key that it came with, if it was one
 * @param rights which models it may ask for, and who may answer
 */
public record Caller(
        String name,
        Optional<String> tenant,
        Optional<String> team,
        Optional<String> key,
        Set<Role> roles,
        Rights rights) {

    /** Somebody of whom nothing is known. */
    public static final Caller ANONYMOUS = new Caller("anonymous");

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Somebody who calls models, and no more. */
    public Caller(String name) {
        this(name, Optional.empty(), Optional.empty(), Set.of(Role.CALLER));
    }

    /** Somebody without a virtual key. */
    public Caller(String name, Optional<String> tenant, Optional<String> team, Set<Role> roles) {
        this(name, tenant, team, Optional.empty(), roles, Rights.ALL);
    }

    /** Whether it has the role; operators have all. */
    public boolean is(Role role) {
        return roles.contains(role) || roles.contains(Role.OPERATOR);
    }

    /** The same with a further role. */
    public Caller with(Role role) {
        EnumSet<Role> all = EnumSet.of(role);
        all.addAll(roles);
        return new Caller(name, tenant, team, key, all, rights);
    }

    /** The same rights under another name. */
    public Caller named(String other) {
        return new Caller(other, tenant, team, key, roles, rights);
    }
}

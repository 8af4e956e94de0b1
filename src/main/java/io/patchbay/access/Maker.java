package io.patchbay.access;

import io.patchbay.call.Caller;
import io.patchbay.call.Rights;
import io.patchbay.call.Role;
import io.patchbay.net.Network;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who makes keys, and what these can be at the most: an operator's anything, a team's lead's no more than its own.
 *
 * @param own the key that it came with, if it was a virtual one
 */
record Maker(Caller caller, Optional<VirtualKey> own) {

    static Maker of(Caller caller, Roster roster) {
        return new Maker(caller, caller.key().flatMap(roster::key));
    }

    /** @throws Declined if it would be more than the maker's own */
    VirtualKey key(NewKey wish, String id, VirtualKey.Secret secret, Instant now) {
        Optional<VirtualKey> bound = isOperator() ? Optional.empty() : own;
        Rights rights = new Rights(
                or(wish.rights().models(), bound.map(key -> key.rights().models())),
                or(wish.rights().providers(), bound.map(key -> key.rights().providers())));
        List<Network> networks = or(wish.networks(), bound.map(VirtualKey::networks));
        VirtualKey.Limits limits = new VirtualKey.Limits(
                wish.limits()
                        .requestsPerMinute()
                        .or(() -> bound.flatMap(key -> key.limits().requestsPerMinute())),
                wish.limits()
                        .tokensPerMinute()
                        .or(() -> bound.flatMap(key -> key.limits().tokensPerMinute())));
        VirtualKey key = new VirtualKey(
                id,
                secret,
                wish.tenant()
                        .or(caller::tenant)
                        .orElseThrow(() -> missing("tenant", "the id of a tenant that there is")),
                wish.team().or(this::ownTeam),
                wish.application(),
                wish.name(),
                wish.roles(),
                rights,
                networks,
                limits,
                now,
                caller.name(),
                wish.expiresAt().or(() -> bound.flatMap(VirtualKey::expiresAt)),
                Optional.empty(),
                Optional.empty(),
                1);
        if (key.state(now) != VirtualKey.State.ACTIVE) {
            throw Declined.invalid(
                    "expires_at", key.expiresAt().map(Instant::toString).orElse(""), "a time to come");
        }
        requireOwn(key);
        return key;
    }

    private Optional<String> ownTeam() {
        return isOperator() ? Optional.empty() : caller.team();
    }

    private static <T> List<T> or(List<T> wished, Optional<List<T>> own) {
        return wished.isEmpty() ? own.orElse(wished) : wished;
    }

    private static Declined missing(String field, String right) {
        return Declined.invalid(field, "", right);
    }

    private boolean isOperator() {
        return caller.is(Role.OPERATOR);
    }

    /** @throws Declined if the key could do what the maker can't */
    void requireOwn(VirtualKey key) {
        if (isOperator()) {
            return;
        }
        if (!Optional.of(key.tenant()).equals(caller.tenant())
                || caller.team().isEmpty()
                || !key.team().equals(caller.team())) {
            throw Declined.forbidden("A team's lead makes keys of its own team alone.");
        }
        if (!caller.roles().containsAll(key.roles())) {
            throw Declined.forbidden("A key has no roles that its maker has not; yours are %s."
                    .formatted(caller.roles().stream().map(Role::word).sorted().toList()));
        }
        if (own.isPresent() && !key.within(own.get())) {
            throw Declined.forbidden(
                    "A key can do no more than the one that it is made with: models, providers, networks,"
                            + " limits and expires_at have to lie within those of '%s'."
                                    .formatted(own.get().id()));
        }
    }
}

package io.patchbay.access;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import io.patchbay.call.Caller;
import io.patchbay.call.Rights;
import io.patchbay.call.Role;
import io.patchbay.net.Network;
import java.net.InetAddress;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key of the directory's, without the key.
 *
 * @param name as the audit names its holder
 * @param networks from which it may come; all if it is empty
 * @param createdBy the name of whoever made it
 * @param revokedAt from when it opens nothing
 * @param replaces the id of the key that it came in place of
 */
public record VirtualKey(
        String id,
        Secret secret,
        String tenant,
        Optional<String> team,
        Optional<String> application,
        String name,
        Set<Role> roles,
        Rights rights,
        List<Network> networks,
        Limits limits,
        Instant createdAt,
        String createdBy,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt,
        Optional<String> replaces,
        long version)
        implements Unit {

    /**
     * What a key is known by.
     *
     * @param prefix of the key, by which it is found; no secret
     * @param hash the key's HMAC
     * @param pepper which one the HMAC was made with
     */
    public record Secret(String prefix, String hash, String pepper) {
        @Override
        public String toString() {
            return prefix;
        }
    }

    /** How much may be asked with it in a minute, as far as it is limited. */
    public record Limits(Optional<Long> requestsPerMinute, Optional<Long> tokensPerMinute) {

        public static final Limits NONE = new Limits(Optional.empty(), Optional.empty());

        boolean within(Limits others) {
            return within(requestsPerMinute, others.requestsPerMinute)
                    && within(tokensPerMinute, others.tokensPerMinute);
        }

        private static boolean within(Optional<Long> limit, Optional<Long> other) {
            return other.isEmpty() || limit.isPresent() && limit.get() <= other.get();
        }
    }

    /** Whether it opens anything. */
    public enum State {
        ACTIVE,
        EXPIRED,
        REVOKED
    }

    public VirtualKey {
        roles = Set.copyOf(roles);
        networks = List.copyOf(networks);
    }

    static VirtualKey of(Row row) {
        return new VirtualKey(
                row.requiredText("id"),
                new Secret(row.requiredText("prefix"), row.requiredText("hash"), row.requiredText("pepper")),
                row.requiredText("tenant"),
                row.text("team"),
                row.text("application"),
                row.requiredText("name"),
                row.list("roles").stream()
                        .flatMap(word -> Role.of(word).stream())
                        .collect(toSet()),
                new Rights(row.list("models"), row.list("providers")),
                row.list("networks").stream()
                        .map(text -> Network.parse(text).orElseThrow())
                        .toList(),
                new Limits(row.number("requests_per_minute"), row.number("tokens_per_minute")),
                row.requiredTime("created_at"),
                row.requiredText("created_by"),
                row.time("expires_at"),
                row.time("revoked_at"),
                row.text("replaces"),
                row.number("version").orElse(0L));
    }

    @Override
    public String ref() {
        return id;
    }

    public State state(Instant now) {
        if (revokedAt.isPresent()) {
            return State.REVOKED;
        }
        return expiresAt.filter(end -> !now.isBefore(end)).isPresent() ? State.EXPIRED : State.ACTIVE;
    }

    Caller holder() {
        return new Caller(name, Optional.of(tenant), team, Optional.of(id), roles, rights);
    }

    /** @param address where a request came from, if that is known */
    boolean mayComeFrom(Optional<InetAddress> address) {
        return networks.isEmpty()
                || address.filter(from -> networks.stream().anyMatch(network -> network.holds(from)))
                        .isPresent();
    }

    VirtualKey endingAt(Instant end) {
        Instant first = expiresAt.filter(end::isAfter).orElse(end);
        return with(Optional.of(first), revokedAt);
    }

    VirtualKey revokedAt(Instant now) {
        return with(expiresAt, Optional.of(now));
    }

    private VirtualKey with(Optional<Instant> newExpiry, Optional<Instant> newRevocation) {
        return new VirtualKey(
                id,
                secret,
                tenant,
                team,
                application,
                name,
                roles,
                rights,
                networks,
                limits,
                createdAt,
                createdBy,
                newExpiry,
                newRevocation,
                replaces,
                version + 1);
    }

    /** A new key with the same rights. */
    VirtualKey successor(String newId, Secret newSecret, Instant now, String by) {
        return new VirtualKey(
                newId,
                newSecret,
                tenant,
                team,
                application,
                name,
                roles,
                rights,
                networks,
                limits,
                now,
                by,
                expiresAt,
                Optional.empty(),
                Optional.of(id),
                1);
    }

    /** Whether nothing can be done with it that can't be done with the other, and not for longer. */
    boolean within(VirtualKey other) {
        return rights.within(other.rights)
                && limits.within(other.limits)
                && (other.networks.isEmpty()
                        || !networks.isEmpty()
                                && networks.stream()
                                        .allMatch(network ->
                                                other.networks.stream().anyMatch(wider -> wider.holds(network))))
                && (other.expiresAt.isEmpty()
                        || expiresAt
                                .filter(end -> !end.isAfter(other.expiresAt.get()))
                                .isPresent());
    }

    @Override
    public Map<String, @Nullable Object> columns() {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("id", id);
        columns.put("prefix", secret.prefix());
        columns.put("hash", secret.hash());
        columns.put("pepper", secret.pepper());
        columns.put("tenant", tenant);
        columns.put("team", team.orElse(null));
        columns.put("application", application.orElse(null));
        columns.put("name", name);
        columns.put(
                "roles",
                roles.stream().collect(toCollection(() -> EnumSet.noneOf(Role.class))).stream()
                        .map(Role::word)
                        .collect(joining(",")));
        columns.put("models", String.join(",", rights.models()));
        columns.put("providers", String.join(",", rights.providers()));
        columns.put("networks", networks.stream().map(Network::toString).collect(joining(",")));
        columns.put("requests_per_minute", limits.requestsPerMinute().orElse(null));
        columns.put("tokens_per_minute", limits.tokensPerMinute().orElse(null));
        columns.put("created_at", createdAt);
        columns.put("created_by", createdBy);
        columns.put("expires_at", expiresAt.orElse(null));
        columns.put("revoked_at", revokedAt.orElse(null));
        columns.put("replaces", replaces.orElse(null));
        columns.put("version", version);
        return columns;
    }
}

package io.patchbay.access;

import static java.util.stream.Collectors.toSet;

import io.patchbay.call.Caller;
import io.patchbay.call.Role;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads who a good token's holder is, where it belongs and what it may do. */
final class Claims {

    /** As many characters as the ledger keeps. */
    private static final int LONGEST = 128;

    private final ClaimSettings settings;

    Claims(ClaimSettings settings) {
        this.settings = settings;
    }

    /** @param name the holder's */
    Recognition holder(String name, Map<String, Object> claims) {
        Optional<String> tenant = settings.tenant().flatMap(claim -> text(claim, claims));
        if (settings.tenant().isPresent() && tenant.isEmpty()) {
            return new Recognition.Unknown(Refusal.NO_TENANT);
        }
        Optional<String> team = settings.team().flatMap(claim -> text(claim, claims));
        return new Recognition.Known(new Caller(name, tenant, team, roles(claims)));
    }

    private static Optional<String> text(String claim, Map<String, Object> claims) {
        return find(claim, claims) instanceof String text && !text.isBlank() && fits(text)
                ? Optional.of(text)
                : Optional.empty();
    }

    /** Whether the ledger and the log can hold it as it is. */
    static boolean fits(String text) {
        return text.length() <= LONGEST && text.chars().noneMatch(Character::isISOControl);
    }

    private Set<Role> roles(Map<String, Object> claims) {
        Set<String> held =
                settings.roles().map(claim -> texts(find(claim, claims))).orElse(Set.of());
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        settings.groups().forEach((role, groups) -> {
            if (groups.stream().anyMatch(held::contains)) {
                roles.add(role);
            }
        });
        if (!settings.groups().containsKey(Role.CALLER)) {
            roles.add(Role.CALLER);
        }
        return roles;
    }

    private static Set<String> texts(@Nullable Object value) {
        return switch (value) {
            case Collection<?> list ->
                list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .collect(toSet());
            case String text -> Arrays.stream(text.trim().split("\\s+")).collect(toSet());
            case null, default -> Set.of();
        };
    }

    private static @Nullable Object find(String claim, Map<String, Object> claims) {
        if (!claim.startsWith("/")) {
            return claims.get(claim);
        }
        Object found = claims;
        for (String step : claim.substring(1).split("/", -1)) {
            found = found instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return found;
    }
}

package io.patchbay.access;

import io.patchbay.call.Role;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which claims of a token say what of its holder. A claim is named as it stands in the token, or found by a path such as
 * {@code /realm_access/roles}.
 *
 * @param tenant whose holder belongs to nobody if it is empty; where it is set, a token has to have it
 * @param team of the tenant's
 * @param roles where the company's own groups stand, as a list, or as a text with spaces between
 * @param groups which of those have a role; every good token is a caller's unless some have that role
 */
public record ClaimSettings(
        Optional<String> tenant, Optional<String> team, Optional<String> roles, Map<Role, Set<String>> groups) {

    /** A token says who it is and no more. */
    public static final ClaimSettings NONE =
            new ClaimSettings(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    public ClaimSettings {
        groups = Map.copyOf(groups);
    }
}

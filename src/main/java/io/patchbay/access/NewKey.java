package io.patchbay.access;

import io.patchbay.call.Rights;
import io.patchbay.call.Role;
import io.patchbay.net.Network;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A key as it is wished for.
 *
 * @param tenant the wisher's own, if it says nothing; likewise the team
 * @param rights the wisher's own, where they say nothing
 */
public record NewKey(
        String name,
        Optional<String> tenant,
        Optional<String> team,
        Optional<String> application,
        Set<Role> roles,
        Rights rights,
        List<Network> networks,
        VirtualKey.Limits limits,
        Optional<Instant> expiresAt) {}

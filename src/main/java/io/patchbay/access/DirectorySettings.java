package io.patchbay.access;

import io.patchbay.net.Network;
import java.time.Duration;
import java.util.List;

/**
 * How the directory's keys are taken.
 *
 * @param cacheAge how long they are while the database does not answer
 * @param trustedProxies who may say where a request came from
 */
public record DirectorySettings(Peppers peppers, Duration cacheAge, List<Network> trustedProxies) {

    public static final DirectorySettings NONE = new DirectorySettings(Peppers.NONE, Duration.ofHours(1), List.of());

    public DirectorySettings {
        trustedProxies = List.copyOf(trustedProxies);
    }
}

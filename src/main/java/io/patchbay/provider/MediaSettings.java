package io.patchbay.provider;

import io.patchbay.net.Network;
import java.time.Duration;
import java.util.List;

/**
 * How pictures and files are fetched for vendors that take none by their address.
 *
 * @param maxBytes of all that one request names, together
 * @param timeout of each fetch
 * @param allowed networks that may be asked although they are not public; none by default
 */
public record MediaSettings(long maxBytes, Duration timeout, List<Network> allowed) {
    public MediaSettings {
        allowed = List.copyOf(allowed);
    }
}

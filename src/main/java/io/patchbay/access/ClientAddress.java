package io.patchbay.access;

import io.patchbay.net.Addresses;
import io.patchbay.net.Network;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Where a request came from. What stands in {@code X-Forwarded-For} is believed as far as proxies of ours wrote it: from the
 * right, up to the first address that is not one of theirs.
 */
final class ClientAddress {

    private final List<Network> trusted;

    /** @param trusted where our proxies are */
    ClientAddress(List<Network> trusted) {
        this.trusted = trusted;
    }

    /**
     * @param peer who opened the connection
     * @param forwarded the header's values in their order
     * @return empty if that can't be known
     */
    Optional<InetAddress> of(String peer, List<String> forwarded) {
        Optional<InetAddress> address = Addresses.parseHop(peer);
        String[] hops = String.join(",", forwarded).split(",");
        for (int i = hops.length - 1; i >= 0 && isOurs(address) && !hops[i].isBlank(); i--) {
            address = Addresses.parseHop(hops[i]);
        }
        return address;
    }

    private boolean isOurs(Optional<InetAddress> address) {
        return address.filter(hop -> trusted.stream().anyMatch(network -> network.holds(hop)))
                .isPresent();
    }
}

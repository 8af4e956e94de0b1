package io.patchbay.net;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A range of addresses, such as {@code 10.0.0.0/8}.
 *
 * @param first the network's address
 * @param prefix how many of its bits all addresses of the range share
 */
public record Network(InetAddress first, int prefix) {

    /**
     * What the Internet does not lead to, or leads back here: IANA's special-purpose registries, with the forms in which
     * IPv6 wraps an IPv4 address.
     *
     * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IPv4</a>
     * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IPv6</a>
     */
    private static final List<Network> SPECIAL = List.of(
            of("0.0.0.0/8"),
            of("10.0.0.0/8"),
            of("100.64.0.0/10"),
            of("127.0.0.0/8"),
            of("169.254.0.0/16"),
            of("172.16.0.0/12"),
            of("192.0.0.0/24"),
            of("192.0.2.0/24"),
            of("192.88.99.0/24"),
            of("192.168.0.0/16"),
            of("198.18.0.0/15"),
            of("198.51.100.0/24"),
            of("203.0.113.0/24"),
            of("224.0.0.0/3"),
            of("::/3"),
            of("2001::/23"),
            of("2001:db8::/32"),
            of("2002::/16"),
            of("4000::/2"),
            of("8000::/1"));

    /** @return empty if the text is no network */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(text.substring(slash + 1));
        return Addresses.parse(text.substring(0, slash))
                .filter(first -> prefix <= 8 * first.getAddress().length)
                .map(first -> new Network(first, prefix));
    }

    private static Network of(String text) {
        return parse(text).orElseThrow();
    }

    /** Whether the Internet leads to the address, and to no place of our own. */
    public static boolean isPublic(InetAddress address) {
        return SPECIAL.stream().noneMatch(network -> network.holds(address));
    }

    public boolean holds(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it holds all addresses of the other. */
    public boolean holds(Network other) {
        return other.prefix >= prefix && holds(other.first);
    }

    @Override
    public String toString() {
        return first.getHostAddress() + "/" + prefix;
    }
}

package io.patchbay.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads addresses as they stand in texts. */
public final class Addresses {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV4_WITH_PORT = Pattern.compile("[\\d.]+:\\d{1,5}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private Addresses() {}

    /** @return empty if the text is no address; a name is none, and is not looked up */
    public static Optional<InetAddress> parse(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** As proxies write it, which may add a port, or an interface. */
    public static Optional<InetAddress> parseHop(String text) {
        String hop = text.trim();
        if (hop.startsWith("[")) {
            return parse(hop.substring(1).replaceFirst("](:\\d{1,5})?$", ""));
        }
        return parse(IPV4_WITH_PORT.matcher(hop).matches() ? hop.replaceFirst(":.*", "") : hop.replaceFirst("%.*", ""));
    }
}

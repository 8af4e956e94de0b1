package io.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.net.Network;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClientAddressTest {

    private final ClientAddress behindProxies = new ClientAddress(List.of(network("10.0.0.0/8"), network("::1/128")));

    @Test
    void nobodyIsBelievedWhoIsNoProxyOfOurs() {
        assertThat(shown(new ClientAddress(List.of()).of("10.0.0.1", List.of("192.0.2.9"))))
                .contains("10.0.0.1");
        assertThat(shown(behindProxies.of("198.51.100.7", List.of("192.0.2.9"))))
                .contains("198.51.100.7");
    }

    @Test
    void theLastAddressThatIsNoProxysIsTheCallers() {
        assertThat(shown(behindProxies.of("10.0.0.1", List.of("192.0.2.9")))).contains("192.0.2.9");
        assertThat(shown(behindProxies.of("10.0.0.1", List.of("192.0.2.1, 192.0.2.9, 10.9.9.9"))))
                .contains("192.0.2.9");
        assertThat(shown(behindProxies.of("10.0.0.1", List.of("192.0.2.1", "192.0.2.9:4711"))))
                .contains("192.0.2.9");
        assertThat(shown(behindProxies.of("::1", List.of("10.9.9.9")))).contains("10.9.9.9");
    }

    @Test
    void aProxyThatSaysNothingIsTheCaller() {
        assertThat(shown(behindProxies.of("10.0.0.1", List.of()))).contains("10.0.0.1");
    }

    @Test
    void whatIsNoAddressIsNobodys() {
        assertThat(behindProxies.of("10.0.0.1", List.of("192.0.2.9, unknown"))).isEmpty();
        assertThat(behindProxies.of("10.0.0.1", List.of("192.0.2.9, example.org, 10.2.2.2")))
                .isEmpty();
    }

    private static Optional<String> shown(Optional<InetAddress> address) {
        return address.map(InetAddress::getHostAddress);
    }

    private static Network network(String text) {
        return Network.parse(text).orElseThrow();
    }
}

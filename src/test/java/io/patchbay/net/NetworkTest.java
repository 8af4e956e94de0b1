package io.patchbay.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::1"})
    void whatTheInternetLeadsToIsPublic(String address) throws UnknownHostException {
        assertThat(Network.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "127.0.0.1",
                "127.1.2.3",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:8.8.8.8",
                "64:ff9b::7f00:1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "ff02::1"
            })
    void whatLeadsBackHereIsNot(String address) throws UnknownHostException {
        boolean mappedPublic = address.equals("::ffff:8.8.8.8"); // Java makes it the IPv4 address that it is.
        assertThat(Network.isPublic(InetAddress.getByName(address))).isEqualTo(mappedPublic);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0",
                "10.0.0.0/33",
                "host/8",
                "cafe.de/8",
                "1.2/8",
                "10.0.0.0/x",
                "10.0.0.0/-1",
                "::1/129",
                "/8"
            })
    void whatIsNoNetworkIsNotTakenForOne(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }

    @Test
    void aNetworkEndsWhereItsBitsDo() throws UnknownHostException {
        Network network = Network.parse("10.1.128.0/17").orElseThrow();

        assertThat(network.holds(InetAddress.getByName("10.1.128.0"))).isTrue();
        assertThat(network.holds(InetAddress.getByName("10.1.255.255"))).isTrue();
        assertThat(network.holds(InetAddress.getByName("10.1.127.255"))).isFalse();
        assertThat(network.holds(InetAddress.getByName("::1"))).isFalse();
        assertThat(network.holds(Network.parse("10.1.192.0/18").orElseThrow())).isTrue();
        assertThat(network.holds(Network.parse("10.1.0.0/16").orElseThrow())).isFalse();
    }
}

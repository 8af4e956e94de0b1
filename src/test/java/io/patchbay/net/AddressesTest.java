package io.patchbay.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3",
        "' 10.1.2.3 ', 10.1.2.3",
        "10.1.2.3:4711, 10.1.2.3",
        "2001:db8::1, 2001:db8::1",
        "[2001:db8::1], 2001:db8::1",
        "[2001:db8::1]:443, 2001:db8::1",
        "fe80::1%eth0, fe80::1",
        "::ffff:10.1.2.3, 10.1.2.3"
    })
    void readsWhatProxiesWrite(String text, String address) throws UnknownHostException {
        assertThat(Addresses.parseHop(text)).contains(InetAddress.getByName(address));
    }

    /** Each of them Java would look up by name, or complete. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "localhost",
                "cafe.de",
                "fee",
                "10.1",
                "4711",
                "10.1.2.3.4",
                "256.1.1.1",
                ":",
                "1:2"
            })
    void aNameIsNoAddress(String text) {
        assertThat(Addresses.parse(text)).isEmpty();
        assertThat(Addresses.parseHop(text)).isEmpty();
    }
}

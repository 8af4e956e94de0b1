package io.patchbay.access;

import static io.patchbay.access.IdentityProvider.claims;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.patchbay.call.Caller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FetchedKeysTest {

    private static final Recognition ADA = new Recognition.Known(new Caller("ada"));
    private static final String CLAIMS = claims(",\"sub\":\"ada\"");

    private final IdentityProvider idp = IdentityProvider.create();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile int status = 200;
    private volatile String body = idp.jwks();
    private HttpServer server;
    private String location;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/jwks", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(status, 0);
            try (exchange) {
                exchange.getResponseBody().write(body.getBytes(UTF_8));
            }
        });
        server.start();
        location = "http://localhost:" + server.getAddress().getPort() + "/jwks";
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void areReadOnceForManyTokens() {
        Tokens tokens = new Tokens(idp.settings(location));

        assertThat(tokens.recognise(idp.rs256(CLAIMS))).isEqualTo(ADA);
        assertThat(tokens.recognise(idp.es256(CLAIMS))).isEqualTo(ADA);
        assertThat(asked).hasValue(1);
    }

    @Test
    void areNotReadAgainAtOnceForMadeUpKeyIds() {
        Tokens tokens = new Tokens(idp.settings(location));
        for (int i = 0; i < 20; i++) {
            String header = "{\"alg\":\"RS256\",\"kid\":\"made-up-" + i + "\"}";
            String token = IdentityProvider.rs256(header, CLAIMS, idp.rsa().getPrivate());

            assertThat(tokens.recognise(token)).isEqualTo(new Recognition.Unknown(Refusal.INVALID_TOKEN));
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void areReadAgainForANewKeyId() {
        Tokens tokens = new Tokens(idp.settings(location), TokenKeys.fetched(location, 0));
        assertThat(tokens.recognise(idp.rs256(CLAIMS))).isEqualTo(ADA);

        body = body.replace("\"r1\"", "\"r2\"");
        String header = "{\"alg\":\"RS256\",\"kid\":\"r2\"}";

        assertThat(tokens.recognise(
                        IdentityProvider.rs256(header, CLAIMS, idp.rsa().getPrivate())))
                .isEqualTo(ADA);
        assertThat(tokens.recognise(idp.rs256(CLAIMS)))
                .as("of the key that was withdrawn")
                .isEqualTo(new Recognition.Unknown(Refusal.INVALID_TOKEN));
    }

    @Test
    void stayInUseWhileNewOnesCannotBeHad() {
        Tokens tokens = new Tokens(idp.settings(location), TokenKeys.fetched(location, 0));
        assertThat(tokens.recognise(idp.rs256(CLAIMS))).isEqualTo(ADA);

        status = 503;
        String header = "{\"alg\":\"RS256\",\"kid\":\"r2\"}";

        assertThat(tokens.recognise(
                        IdentityProvider.rs256(header, CLAIMS, idp.rsa().getPrivate())))
                .isEqualTo(new Recognition.Unknown(Refusal.NO_TOKEN_KEYS));
        assertThat(tokens.recognise(idp.rs256(CLAIMS))).isEqualTo(ADA);
    }

    @Test
    void thatCannotBeReadAreNotTheTokensFault() {
        for (String useless : new String[] {"<html>", "{}", "{\"keys\":[]}"}) {
            body = useless;

            assertThat(new Tokens(idp.settings(location)).recognise(idp.rs256(CLAIMS)))
                    .isEqualTo(new Recognition.Unknown(Refusal.NO_TOKEN_KEYS));
        }
    }
}

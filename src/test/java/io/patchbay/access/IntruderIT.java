package io.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testing.Client;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forged keys and tokens, and requests that pretend to be others, at a deployed server. */
class IntruderIT {

    @TempDir
    private static Path folder;

    private static TwoTenants tenants;

    @BeforeAll
    static void start() {
        tenants = new TwoTenants(folder);
    }

    @AfterAll
    static void stop() {
        tenants.close();
    }

    @Test
    void aForgedTokenOpensNothing() {
        assertThat(tenants.memberOfAcme("staff").chat(TwoTenants.HELLO).status())
                .as("a good one")
                .isEqualTo(200);
        Map<String, String> tokens = BadTokens.of(tenants.identityProvider, TwoTenants.holder("staff"));
        assertThat(tokens).hasSizeGreaterThanOrEqualTo(60);
        tokens.forEach(this::assertOpensNothing);
    }

    @Test
    void aForgedKeyOpensNothing() {
        String key = tenants.keyOf("umbrella");
        String prefix = key.substring(0, key.indexOf('_', 3));
        String secret = key.substring(prefix.length());
        String others = tenants.keyOf("acme").substring(prefix.length());
        assertThat(tenants.root.withKey(key).chat(TwoTenants.HELLO).status()).isEqualTo(200);
        Map<String, String> forged = Map.of(
                "same prefix, another's secret", prefix + others,
                "same prefix, no secret", prefix,
                "same prefix, an empty secret", prefix + "_",
                "the last character changed", key.substring(0, key.length() - 1) + (key.endsWith("A") ? "B" : "A"),
                "a character less", key.substring(0, key.length() - 1),
                "a character more", key + "A",
                "in capitals", key.toUpperCase(Locale.ROOT),
                "without its prefix", secret.substring(1),
                "twice", key + key,
                "with another's behind", key + "," + tenants.keyOf("acme"));
        forged.forEach(this::assertOpensNothing);
    }

    private void assertOpensNothing(String what, String credential) {
        Client client = tenants.root.withKey(credential);
        for (Client.Answer answer : List.of(
                client.get("/api/v1/usage"),
                client.chat(TwoTenants.HELLO),
                client.send("DELETE", "/api/v1/keys/" + tenants.idOf("umbrella", "/api/v1/keys"), Optional.empty()),
                tenants.root.withKey("").post("/v1/messages", "{}", "x-api-key", credential))) {
            assertThat(answer.status()).as(what).isEqualTo(401);
            assertThat(answer.text()).as(what).doesNotContain(TwoTenants.MARK).doesNotContain(credential);
        }
    }

    /** What lies behind one of these lines, nobody without a key gets to see, and no other's key more than at the plain path. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/usage",
                "GET //api/v1/usage",
                "GET /api//v1/usage",
                "GET /api/v1/usage/",
                "GET /api/v1/usage;x=y",
                "GET /api/v1;x=y/usage",
                "GET /api/v1/usage%2f",
                "GET /api/v1/%75sage",
                "GET /%61pi/v1/usage",
                "GET /api%2fv1%2fusage",
                "GET /api/v1/./usage",
                "GET /api/v1/../v1/usage",
                "GET /v1/../api/v1/usage",
                "GET /v1/%2e%2e/api/v1/usage",
                "GET /v1/..%2fapi/v1/usage",
                "GET /health/../api/v1/usage",
                "GET /health/..;/api/v1/usage",
                "GET /metrics/%2e%2e/api/v1/usage",
                "GET /openapi/ui/../../api/v1/usage",
                "GET \\api\\v1\\usage",
                "GET /API/V1/USAGE",
                "GET /api/v1/usage?x=/health",
                "GET /api/v1/usage%00",
                "GET /api/v1/usage%23.css",
                "GET http://localhost/api/v1/usage",
                "GET http://127.0.0.1/api/v1/usage",
                "HEAD /api/v1/usage",
                "get /api/v1/usage",
                "GET /api/v1/keys",
                "GET /api/v1/tenants/umbrella",
                "GET /v1/models/../../api/v1/tenants/umbrella"
            })
    void aPathIsTheSameHoweverItIsWritten(String line) throws IOException {
        for (String headers : List.of(
                "Host: localhost",
                "Host: 127.0.0.1:9080",
                "Host: /api/v1/usage",
                "Host: localhost\r\nX-Original-URL: /health\r\nX-Rewrite-URL: /health",
                "Host: localhost\r\nX-Forwarded-For: 127.0.0.1\r\nX-Real-IP: 127.0.0.1\r\nForwarded: for=127.0.0.1",
                "Host: localhost\r\nX-Forwarded-User: root\r\nX-Remote-User: root\r\n$WSRU: root\r\n$WSAT: BASIC",
                "Host: localhost\r\nX-HTTP-Method-Override: DELETE\r\nX-Forwarded-Host: evil.example")) {
            String answer = answer(line, headers);
            assertThat(answer).as(line + "\n" + headers).startsWith("HTTP/1.1 ").doesNotContain(TwoTenants.MARK);
            assertThat(status(answer)).as(line + "\n" + headers + "\n" + answer).isBetween(400, 405);

            String acmes = answer(line, headers + "\r\nAuthorization: Bearer " + tenants.keyOf("acme"));
            assertThat(acmes).as(line).doesNotContain(TwoTenants.MARK).doesNotContain(TwoTenants.AMOUNT);
            assertThat(status(acmes)).as(line + "\n" + acmes).isLessThan(500);
        }
    }

    @Test
    void ofTwoKeysTheWorseOneIsNotLetInByTheOther() throws IOException {
        String two = answer(
                "GET /api/v1/tenants/umbrella",
                "Host: localhost\r\nAuthorization: Bearer nonsense\r\nx-api-key: " + tenants.keyOf("acme"));
        assertThat(status(two)).isIn(401, 403, 404);
        assertThat(two).doesNotContain(TwoTenants.MARK);
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }

    private static String answer(String line, String headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", tenants.server().port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((line + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

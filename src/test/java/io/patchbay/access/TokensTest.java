package io.patchbay.access;

import static io.patchbay.access.IdentityProvider.AUDIENCE;
import static io.patchbay.access.IdentityProvider.ISSUER;
import static io.patchbay.access.IdentityProvider.claims;
import static io.patchbay.access.IdentityProvider.rs256;
import static io.patchbay.access.IdentityProvider.unsigned;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.patchbay.call.Caller;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

    private static final IdentityProvider IDP = IdentityProvider.create();
    private static final KeyPair STRANGER = IdentityProvider.rsaKey();
    private static final String RS256 = "{\"alg\":\"RS256\",\"kid\":\"r1\"}";
    private static final String ADA = ",\"sub\":\"ada\"";

    @TempDir
    private static Path folder;

    private final Tokens tokens = new Tokens(IDP.settings(IdentityProvider.file(folder, IDP.jwks())));

    @Test
    void knowsTheIdentityProvidersTokens() {
        assertThat(tokens.recognise(IDP.rs256(claims(ADA)))).isEqualTo(known("ada"));
        assertThat(tokens.recognise(IDP.es256(claims(ADA)))).isEqualTo(known("ada"));
    }

    @Test
    void knowsTheSameTokenAgain() {
        String token = IDP.rs256(claims(ADA + ",\"jti\":\"1\""));

        assertThat(tokens.recognise(token)).isEqualTo(known("ada"));
        assertThat(tokens.recognise(token)).isEqualTo(known("ada"));
    }

    @Test
    void tellsTokensApartThatBeginAlike() {
        assertThat(tokens.recognise(IDP.rs256(claims(ADA)))).isEqualTo(known("ada"));
        assertThat(tokens.recognise(IDP.rs256(claims(",\"sub\":\"bob\"")))).isEqualTo(known("bob"));
    }

    @Test
    void takesAnAudienceAmongOthers() {
        String claims = claims(ISSUER, "[\"portal\",\"" + AUDIENCE + "\"]", inAnHour(), ADA);

        assertThat(tokens.recognise(IDP.rs256(claims))).isEqualTo(known("ada"));
    }

    @Test
    void allowsForClocksThatDiffer() {
        String claims = claims(ISSUER, "\"" + AUDIENCE + "\"", Instant.now().minusSeconds(20), ADA);

        assertThat(tokens.recognise(IDP.rs256(claims))).isEqualTo(known("ada"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",\"upn\":\"u\",\"preferred_username\":\"p\",\"sub\":\"s\" | u",
                ",\"preferred_username\":\"p\",\"sub\":\"s\" | p",
                ",\"upn\":\" \",\"sub\":\"s\" | s"
            })
    void namesTheCallerByTheFirstClaimThatNamesOne(String claims, String name) {
        assertThat(tokens.recognise(IDP.rs256(claims(claims)))).isEqualTo(known(name));
    }

    static Stream<Arguments> badTokens() {
        String good = IDP.rs256(claims(ADA));
        String[] part = good.split("\\.", -1);
        String audience = "\"" + AUDIENCE + "\"";
        String none = "{\"alg\":\"none\"}";
        String hs256 = "{\"alg\":\"HS256\",\"kid\":\"r1\"}";
        byte[] pem = IdentityProvider.pem(IDP.rsa().getPublic()).getBytes(UTF_8);
        return Stream.of(
                bad("algorithm none", unsigned(none, claims(ADA))),
                bad("algorithm none, signed", unsigned(none, claims(ADA)) + part[2]),
                bad("signature taken away", part[0] + "." + part[1] + "."),
                bad("public key as HS256 secret", IdentityProvider.hs256(hs256, claims(ADA), pem)),
                bad(
                        "RS512",
                        rs256(
                                "{\"alg\":\"RS512\",\"kid\":\"r1\"}",
                                claims(ADA),
                                IDP.rsa().getPrivate())),
                bad(
                        "no algorithm",
                        rs256("{\"kid\":\"r1\"}", claims(ADA), IDP.rsa().getPrivate())),
                bad("another's key", rs256(RS256, claims(ADA), STRANGER.getPrivate())),
                bad("another's key, in the header", rs256(withOwnKey(), claims(ADA), STRANGER.getPrivate())),
                bad(
                        "unknown key id",
                        rs256(
                                "{\"alg\":\"RS256\",\"kid\":\"x\"}",
                                claims(ADA),
                                IDP.rsa().getPrivate())),
                bad(
                        "key id of another type",
                        rs256(
                                "{\"alg\":\"RS256\",\"kid\":\"e1\"}",
                                claims(ADA),
                                IDP.rsa().getPrivate())),
                bad(
                        "claims exchanged",
                        part[0] + "." + IDP.rs256(claims(",\"sub\":\"eve\"")).split("\\.", -1)[1] + "." + part[2]),
                bad(
                        "critical header that nobody knows",
                        rs256(
                                "{\"alg\":\"RS256\",\"kid\":\"r1\",\"crit\":[\"x\"],\"x\":1}",
                                claims(ADA),
                                IDP.rsa().getPrivate())),
                bad("another issuer", IDP.rs256(claims(ISSUER + "/", audience, inAnHour(), ADA))),
                bad("no issuer", IDP.rs256("{\"aud\":" + audience + ",\"exp\":9999999999" + ADA + "}")),
                bad("another audience", IDP.rs256(claims(ISSUER, "\"hr\"", inAnHour(), ADA))),
                bad("no audience", IDP.rs256("{\"iss\":\"" + ISSUER + "\",\"exp\":9999999999" + ADA + "}")),
                bad("expired", IDP.rs256(claims(ISSUER, audience, Instant.now().minusSeconds(90), ADA))),
                bad("no expiry", IDP.rs256("{\"iss\":\"" + ISSUER + "\",\"aud\":" + audience + ADA + "}")),
                bad(
                        "not yet good",
                        IDP.rs256(claims(ADA + ",\"nbf\":" + inAnHour().getEpochSecond()))),
                bad(
                        "an expiry in words",
                        IDP.rs256(
                                "{\"iss\":\"" + ISSUER + "\",\"aud\":" + audience + ",\"exp\":\"never\"" + ADA + "}")),
                bad("a claim twice", IDP.rs256(claims(ADA + ",\"sub\":\"eve\""))),
                bad("names nobody", IDP.rs256(claims(""))),
                bad("a name that is a number", IDP.rs256(claims(",\"upn\":7" + ADA))),
                bad("a name longer than the ledger's", IDP.rs256(claims(",\"sub\":\"" + "a".repeat(129) + "\""))),
                bad("a name with a line break", IDP.rs256(claims(",\"sub\":\"ada\\nadmin\""))),
                bad("claims that are no object", IDP.rs256("[]")),
                bad("two dots", ".."),
                bad("garbage with two dots", "aaa.bbb.ccc"),
                bad("garbage in a true header", part[0] + ".%%%.%%%"));
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void refuses(String token) {
        assertThat(tokens.recognise(token)).isEqualTo(new Recognition.Unknown(Refusal.INVALID_TOKEN));
    }

    @Test
    void refusesWhateverIsChangedInAToken() {
        String good = IDP.rs256(claims(ADA));
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder changed = new StringBuilder(good);
            int at = random.nextInt(good.lastIndexOf('.'));
            changed.setCharAt(at, (char) (33 + random.nextInt(94)));
            if (!changed.toString().equals(good)) {
                assertThat(tokens.recognise(changed.toString()))
                        .as(changed.toString())
                        .isInstanceOf(Recognition.Unknown.class);
            }
        }
    }

    @Test
    void takesOnlyTheAlgorithmThatIsSet() {
        TokenSettings settings = IDP.settings(IdentityProvider.file(folder, IDP.jwks()));
        Tokens only = new Tokens(new TokenSettings(
                settings.issuer(),
                settings.audiences(),
                settings.keyLocation(),
                Optional.of(TokenSettings.Algorithm.ES256)));

        assertThat(only.recognise(IDP.es256(claims(ADA)))).isEqualTo(known("ada"));
        assertThat(only.recognise(IDP.rs256(claims(ADA)))).isEqualTo(new Recognition.Unknown(Refusal.INVALID_TOKEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-key-without-dots", "one.dot", "an.encrypted.to.ken.here", ""})
    void takesNothingElseForAToken(String credential) {
        assertThat(tokens.recognise(credential)).isEqualTo(new Recognition.Unknown(Refusal.UNKNOWN_KEY));
    }

    @Test
    void knowsNoTokenWithoutAnIdentityProvider() {
        assertThat(new Tokens(TokenSettings.NONE).recognise(IDP.rs256(claims(ADA))))
                .isEqualTo(new Recognition.Unknown(Refusal.UNKNOWN_KEY));
    }

    @Test
    void readsKeysInEachForm() {
        for (String form : List.of(
                IDP.rsaJwk(),
                IDP.rsaJwk().replace("\"kid\":\"r1\",", ""),
                IdentityProvider.pem(IDP.rsa().getPublic()))) {
            assertThat(at(IdentityProvider.file(folder, form)).recognise(IDP.rs256(claims(ADA))))
                    .isEqualTo(known("ada"));
        }
        String file =
                IdentityProvider.file(folder, IdentityProvider.pem(IDP.ec().getPublic()));
        assertThat(at(Path.of(file).toUri().toString()).recognise(IDP.es256(claims(ADA))))
                .isEqualTo(known("ada"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"keys\":[]}",
                "{\"kty\":\"dance\"}",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"
            })
    void doesNotStartWithoutAUsableKey(String content) {
        String file = IdentityProvider.file(folder, content);

        assertThatThrownBy(() -> at(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mp.jwt.verify.publickey.location")
                .hasMessageContaining(file);
    }

    private static Tokens at(String location) {
        return new Tokens(IDP.settings(location));
    }

    private static Arguments bad(String name, String token) {
        return arguments(named(name, token));
    }

    private static String withOwnKey() {
        String jwk = new IdentityProvider(STRANGER, IDP.ec()).rsaJwk();
        return "{\"alg\":\"RS256\",\"kid\":\"r1\",\"jwk\":" + jwk + "}";
    }

    private static Instant inAnHour() {
        return Instant.now().plusSeconds(3600);
    }

    private static Recognition known(String name) {
        return new Recognition.Known(new Caller(name));
    }
}

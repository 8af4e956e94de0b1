package io.patchbay.access;

import static io.patchbay.access.IdentityProvider.AUDIENCE;
import static io.patchbay.access.IdentityProvider.ISSUER;
import static io.patchbay.access.IdentityProvider.claims;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.patchbay.call.Caller;
import java.nio.file.Path;
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
        return BadTokens.of(IDP, ADA).entrySet().stream()
                .map(entry -> arguments(named(entry.getKey(), entry.getValue())));
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void refuses(String token) {
        boolean looksLikeOne = token.chars().filter(letter -> letter == '.').count() == 2;
        assertThat(tokens.recognise(token))
                .isEqualTo(new Recognition.Unknown(looksLikeOne ? Refusal.INVALID_TOKEN : Refusal.UNKNOWN_KEY));
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

    private static Instant inAnHour() {
        return Instant.now().plusSeconds(3600);
    }

    private static Recognition known(String name) {
        return new Recognition.Known(new Caller(name));
    }
}

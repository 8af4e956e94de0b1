package io.patchbay.access;

import static io.patchbay.access.IdentityProvider.AUDIENCE;
import static io.patchbay.access.IdentityProvider.ISSUER;
import static io.patchbay.access.IdentityProvider.claims;
import static io.patchbay.access.IdentityProvider.unsigned;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Tokens that an identity provider did not make like this, or not for us, or not for now. */
final class BadTokens {

    private static final KeyPair STRANGER = IdentityProvider.rsaKey();
    private static final String OUR_AUDIENCE = "\"" + AUDIENCE + "\"";
    private static final long FOREVER = 9_999_999_999L;

    private final IdentityProvider idp;
    /** Further claims of a good token. */
    private final String holder;

    private final Map<String, String> tokens = new LinkedHashMap<>();

    private BadTokens(IdentityProvider idp, String holder) {
        this.idp = idp;
        this.holder = holder;
    }

    /**
     * By what is wrong with each.
     *
     * @param holder further claims, with a comma before, with which a token would be good
     */
    static Map<String, String> of(IdentityProvider idp, String holder) {
        BadTokens bad = new BadTokens(idp, holder);
        bad.ofNoAlgorithm();
        bad.ofOtherAlgorithms();
        bad.ofOtherKeys();
        bad.ofChangedParts();
        bad.ofOthersIssuersAndAudiences();
        bad.ofOtherTimes();
        bad.ofOddClaims();
        bad.ofOddShapes();
        return bad.tokens;
    }

    private void add(String what, String token) {
        tokens.put(what, token);
    }

    private String good() {
        return idp.rs256(claims(holder));
    }

    private String signedWithHeader(String header) {
        return IdentityProvider.rs256(header, claims(holder), idp.rsa().getPrivate());
    }

    private void ofNoAlgorithm() {
        String[] part = good().split("\\.", -1);
        for (String none : new String[] {"none", "None", "NONE", "nOnE", ""}) {
            add("algorithm '" + none + "'", unsigned("{\"alg\":\"" + none + "\"}", claims(holder)));
        }
        add("algorithm none with a key id", unsigned("{\"alg\":\"none\",\"kid\":\"r1\"}", claims(holder)));
        add("algorithm none, signed", unsigned("{\"alg\":\"none\"}", claims(holder)) + part[2]);
        add("no algorithm", signedWithHeader("{\"kid\":\"r1\"}"));
        add("an algorithm that is null", signedWithHeader("{\"alg\":null,\"kid\":\"r1\"}"));
        add("two algorithms", signedWithHeader("{\"alg\":[\"RS256\",\"none\"],\"kid\":\"r1\"}"));
        add("an algorithm twice", signedWithHeader("{\"alg\":\"none\",\"kid\":\"r1\",\"alg\":\"RS256\"}"));
        add("signature taken away", part[0] + "." + part[1] + ".");
    }

    private void ofOtherAlgorithms() {
        byte[] pem = IdentityProvider.pem(idp.rsa().getPublic()).getBytes(UTF_8);
        byte[] der = idp.rsa().getPublic().getEncoded();
        add("public key as HS256 secret", hs256("HS256", pem));
        add("public key's bytes as HS256 secret", hs256("HS256", der));
        add("empty-handed HS256", hs256("HS256", new byte[] {0}));
        add("HS512 by name", hs256("HS512", pem));
        for (String algorithm : new String[] {"RS512", "PS256", "ES256", "EdDSA", "rs256", "RS256 ", "RSA"}) {
            add("algorithm " + algorithm, signedWithHeader("{\"alg\":\"" + algorithm + "\",\"kid\":\"r1\"}"));
        }
    }

    private String hs256(String name, byte[] secret) {
        return IdentityProvider.hs256("{\"alg\":\"" + name + "\",\"kid\":\"r1\"}", claims(holder), secret);
    }

    private void ofOtherKeys() {
        PrivateKey theirs = STRANGER.getPrivate();
        String jwk = new IdentityProvider(STRANGER, idp.ec()).rsaJwk();
        add("another's key", byStranger("\"kid\":\"r1\""));
        add("another's key, in the header", byStranger("\"kid\":\"r1\",\"jwk\":" + jwk));
        add("another's key, at an address", byStranger("\"kid\":\"r1\",\"jku\":\"http://127.0.0.1:1/jwks\""));
        add("another's certificate, at an address", byStranger("\"kid\":\"r1\",\"x5u\":\"http://127.0.0.1:1/x\""));
        add("another's key without an id", IdentityProvider.rs256("{\"alg\":\"RS256\"}", claims(holder), theirs));
        for (String id : new String[] {
            "\"x\"",
            "\"e1\"",
            "\"R1\"",
            "\"r1 \"",
            "\"\"",
            "\"../../dev/null\"",
            "\"r1' or '1'='1\"",
            "\"r1\\u0000\"",
            "7",
            "[\"r1\"]",
            "{\"r1\":1}"
        }) {
            add("key id " + id, signedWithHeader("{\"alg\":\"RS256\",\"kid\":" + id + "}"));
        }
    }

    private String byStranger(String header) {
        return IdentityProvider.rs256("{\"alg\":\"RS256\"," + header + "}", claims(holder), STRANGER.getPrivate());
    }

    private void ofChangedParts() {
        String[] part = good().split("\\.", -1);
        String[] eve = idp.rs256(claims(holder + ",\"x\":1")).split("\\.", -1);
        add("claims exchanged", part[0] + "." + eve[1] + "." + part[2]);
        add("signature exchanged", part[0] + "." + part[1] + "." + eve[2]);
        add("same beginning, cut", good().substring(0, good().length() - 8));
        add("same beginning, longer", good() + "AAAA");
        add("a fourth part", good() + ".x");
        add("a part before", "x." + good());
        add("as an encrypted one", good() + ".x.y");
        add(
                "critical header that nobody knows",
                signedWithHeader("{\"alg\":\"RS256\",\"kid\":\"r1\",\"crit\":[\"x\"],\"x\":1}"));
    }

    private void ofOthersIssuersAndAudiences() {
        Instant later = Instant.now().plusSeconds(3600);
        for (String issuer :
                new String[] {ISSUER + "/", ISSUER + ".evil.example", ISSUER.toUpperCase(), " " + ISSUER, ""}) {
            add("issuer '" + issuer + "'", idp.rs256(claims(issuer, OUR_AUDIENCE, later, holder)));
        }
        add("no issuer", idp.rs256("{\"aud\":%s,\"exp\":%d%s}".formatted(OUR_AUDIENCE, FOREVER, holder)));
        for (String audience :
                new String[] {"\"hr\"", "\"Patchbay\"", "\"patchbay2\"", "[]", "[\"hr\"]", "{\"patchbay\":1}", "7"}) {
            add("audience " + audience, idp.rs256(claims(ISSUER, audience, later, holder)));
        }
        add("no audience", idp.rs256("{\"iss\":\"%s\",\"exp\":%d%s}".formatted(ISSUER, FOREVER, holder)));
    }

    private void ofOtherTimes() {
        Instant now = Instant.now();
        add("expired", idp.rs256(claims(ISSUER, OUR_AUDIENCE, now.minusSeconds(90), holder)));
        add("expired long ago", idp.rs256(claims(ISSUER, OUR_AUDIENCE, Instant.EPOCH, holder)));
        for (String expiry : new String[] {"\"never\"", "-1", "null", "{}"}) {
            add("expiry " + expiry, idp.rs256(withoutExpiry(",\"exp\":" + expiry + holder)));
        }
        add("no expiry", idp.rs256(withoutExpiry(holder)));
        add(
                "not yet good",
                idp.rs256(claims(holder + ",\"nbf\":" + now.plusSeconds(3600).getEpochSecond())));
    }

    private static String withoutExpiry(String more) {
        return "{\"iss\":\"%s\",\"aud\":%s%s}".formatted(ISSUER, OUR_AUDIENCE, more);
    }

    private void ofOddClaims() {
        add("a claim twice", idp.rs256(claims(holder + ",\"sub\":\"eve\",\"sub\":\"eve\"")));
        add("names nobody", idp.rs256(claims("")));
        add("a name that is a number", idp.rs256(claims(",\"upn\":7" + holder)));
        add("a name longer than the ledger's", idp.rs256(claims(holder + ",\"upn\":\"" + "a".repeat(129) + "\"")));
        add("a name with a line break", idp.rs256(claims(holder + ",\"upn\":\"ada\\nadmin\"")));
        add("claims that are no object", idp.rs256("[]"));
        add("claims that are no JSON", idp.rs256("{"));
        add("claims that go deep", idp.rs256("[".repeat(2_000) + "]".repeat(2_000)));
    }

    private void ofOddShapes() {
        String header = good().split("\\.", -1)[0];
        add("two dots", "..");
        add("garbage with two dots", "aaa.bbb.ccc");
        add("garbage in a true header", header + ".%%%.%%%");
        add("many dots", ".".repeat(50));
        add("long garbage", "a".repeat(3_000) + ".b.c");
        IntStream.of(1, 2, 3).forEach(n -> add("a true header " + n + " times", (header + ".").repeat(n) + "x"));
    }
}

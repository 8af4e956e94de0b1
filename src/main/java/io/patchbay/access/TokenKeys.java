package io.patchbay.access;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.util.List;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.keys.EcKeyUtil;
import org.jose4j.keys.RsaKeyUtil;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;

/** The identity provider's public keys: from a file once, from an address whenever they are due or a new one is named. */
final class TokenKeys {

    /** How long keys stay good that the address gave no time for, in seconds. */
    private static final long FRESH = 3600;

    /** How long the old keys stay in use before the next try, if new ones can't be had, in seconds. */
    private static final long KEPT = 60;

    /** Tokens that name made-up keys can't have the keys read again sooner than this, in milliseconds. */
    private static final long REPRIEVE = 10_000;

    private TokenKeys() {}

    /** @throws IllegalStateException if the location is a file without a usable key */
    static VerificationKeyResolver at(String location) {
        if (location.startsWith("https:") || location.startsWith("http:")) {
            return fetched(location, REPRIEVE);
        }
        try {
            Path file = location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
            return among(keys(Files.readString(file).strip()));
        } catch (IOException | JoseException | InvalidKeySpecException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "mp.jwt.verify.publickey.location: no JWKS, JWK or public key in PEM can be read from " + location,
                    e);
        }
    }

    static VerificationKeyResolver fetched(String location, long reprieveMillis) {
        HttpsJwks keys = new HttpsJwks(location);
        keys.setDefaultCacheDuration(FRESH);
        keys.setRetainCacheOnErrorDuration(KEPT);
        keys.setRefreshReprieveThreshold(reprieveMillis);
        keys.setSimpleHttpGet(new KeyFetch());
        return new HttpsJwksVerificationKeyResolver(keys);
    }

    /** A token may name its key even if the only one that there is has no name. */
    private static VerificationKeyResolver among(List<JsonWebKey> keys) {
        return keys.size() == 1 && keys.getFirst().getKeyId() == null
                ? (signature, nesting) -> keys.getFirst().getKey()
                : new JwksVerificationKeyResolver(keys);
    }

    private static List<JsonWebKey> keys(String text) throws JoseException, InvalidKeySpecException {
        if (text.startsWith("-----BEGIN PUBLIC KEY-----")) {
            return List.of(JsonWebKey.Factory.newJwk(pem(text)));
        }
        List<JsonWebKey> keys = text.contains("\"keys\"")
                ? new JsonWebKeySet(text).getJsonWebKeys()
                : List.of(JsonWebKey.Factory.newJwk(text));
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there is no key in it");
        }
        return keys;
    }

    private static PublicKey pem(String text) throws JoseException, InvalidKeySpecException {
        try {
            return new RsaKeyUtil().fromPemEncoded(text);
        } catch (InvalidKeySpecException e) {
            return new EcKeyUtil().fromPemEncoded(text);
        }
    }
}

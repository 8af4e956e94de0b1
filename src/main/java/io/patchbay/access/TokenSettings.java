package io.patchbay.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whose tokens (JWTs) are taken, in MicroProfile JWT's words. Issuer, audiences and key location stand together or not at
 * all: without an audience a token that the identity provider gave out for another application would open this one.
 *
 * @param issuer what {@code iss} has to be
 * @param audiences one of which {@code aud} has to hold
 * @param keyLocation of the public keys: an {@code https:} or {@code http:} address of a JWKS, or a file (a path or a
 *     {@code file:} address) that holds a JWKS, a JWK or a key in PEM
 * @param algorithm the only one taken; either of them if empty
 * @param claims what a token says of its holder beside the name
 */
public record TokenSettings(
        Optional<String> issuer,
        List<String> audiences,
        Optional<String> keyLocation,
        Optional<Algorithm> algorithm,
        ClaimSettings claims) {

    /** No token is taken. */
    public static final TokenSettings NONE =
            new TokenSettings(Optional.empty(), List.of(), Optional.empty(), Optional.empty());

    /** Of tokens that say who their holder is and no more. */
    public TokenSettings(
            Optional<String> issuer,
            List<String> audiences,
            Optional<String> keyLocation,
            Optional<Algorithm> algorithm) {
        this(issuer, audiences, keyLocation, algorithm, ClaimSettings.NONE);
    }

    /** How a token may be signed. Never with a shared secret, and never not at all. */
    public enum Algorithm {
        RS256,
        ES256
    }

    /** @throws IllegalArgumentException if some are set and others missing; its message names the missing ones' keys */
    public TokenSettings {
        audiences = List.copyOf(audiences);
        List<String> missing = missing(issuer, audiences, keyLocation);
        boolean some = missing.size() < 3 || algorithm.isPresent();
        if (some && !missing.isEmpty()) {
            throw new IllegalArgumentException("Tokens want " + String.join(" and ", missing) + " as well");
        }
    }

    /** Whether tokens are taken. */
    public boolean taken() {
        return keyLocation.isPresent();
    }

    private static List<String> missing(Optional<String> issuer, List<String> audiences, Optional<String> keyLocation) {
        List<String> missing = new ArrayList<>();
        if (issuer.isEmpty()) {
            missing.add("mp.jwt.verify.issuer");
        }
        if (audiences.isEmpty()) {
            missing.add("mp.jwt.verify.audiences");
        }
        if (keyLocation.isEmpty()) {
            missing.add("mp.jwt.verify.publickey.location");
        }
        return missing;
    }
}

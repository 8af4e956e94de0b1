package io.patchbay.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A company's identity provider with an RSA key {@code r1} and an EC key {@code e1}; it knows no JWT library. */
record IdentityProvider(KeyPair rsa, KeyPair ec) {

    static final String ISSUER = "https://idp.example";
    static final String AUDIENCE = "patchbay";

    static IdentityProvider create() {
        return new IdentityProvider(rsaKey(), ecKey());
    }

    static KeyPair rsaKey() {
        return keyPair("RSA", generator -> generator.initialize(2048));
    }

    private static KeyPair ecKey() {
        return keyPair("EC", generator -> generator.initialize(new ECGenParameterSpec("secp256r1")));
    }

    TokenSettings settings(String keyLocation) {
        return new TokenSettings(
                Optional.of(ISSUER), List.of("other", AUDIENCE), Optional.of(keyLocation), Optional.empty());
    }

    /** Claims that are good for an hour, but for what the given ones say otherwise. */
    static String claims(String more) {
        return claims(ISSUER, "\"" + AUDIENCE + "\"", Instant.now().plusSeconds(3600), more);
    }

    static String claims(String issuer, String audience, Instant expires, String more) {
        return "{\"iss\":\"%s\",\"aud\":%s,\"exp\":%d%s}".formatted(issuer, audience, expires.getEpochSecond(), more);
    }

    String rs256(String claims) {
        return rs256("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"r1\"}", claims, rsa.getPrivate());
    }

    static String rs256(String header, String claims, PrivateKey key) {
        return signed(header, claims, "SHA256withRSA", key);
    }

    String es256(String claims) {
        String header = "{\"alg\":\"ES256\",\"kid\":\"e1\"}";
        return signed(header, claims, "SHA256withECDSAinP1363Format", ec.getPrivate());
    }

    static String hs256(String header, String claims, byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return unsigned(header, claims) + base64(mac.doFinal(unsignedBody(header, claims)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token that ends where its signature should begin. */
    static String unsigned(String header, String claims) {
        return base64(header.getBytes(UTF_8)) + "." + base64(claims.getBytes(UTF_8)) + ".";
    }

    String jwks() {
        return "{\"keys\":[" + rsaJwk() + "," + ecJwk() + "]}";
    }

    String rsaJwk() {
        RSAPublicKey key = (RSAPublicKey) rsa.getPublic();
        return "{\"kty\":\"RSA\",\"use\":\"sig\",\"kid\":\"r1\",\"n\":\"%s\",\"e\":\"%s\"}"
                .formatted(number(key.getModulus(), 256), number(key.getPublicExponent(), 3));
    }

    private String ecJwk() {
        ECPublicKey key = (ECPublicKey) ec.getPublic();
        return "{\"kty\":\"EC\",\"use\":\"sig\",\"crv\":\"P-256\",\"kid\":\"e1\",\"x\":\"%s\",\"y\":\"%s\"}"
                .formatted(
                        number(key.getW().getAffineX(), 32), number(key.getW().getAffineY(), 32));
    }

    static String pem(PublicKey key) {
        String base64 = Base64.getMimeEncoder().encodeToString(key.getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
    }

    static String file(Path folder, String content) {
        try {
            return Files.writeString(folder.resolve("keys"), content).toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(String header, String claims, String algorithm, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(unsignedBody(header, claims));
            return unsigned(header, claims) + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] unsignedBody(String header, String claims) {
        String token = unsigned(header, claims);
        return token.substring(0, token.length() - 1).getBytes(UTF_8);
    }

    private static String number(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] padded = new byte[length];
        int kept = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - kept, padded, length - kept, kept);
        return base64(Arrays.copyOf(padded, length));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private interface Prepare {
        void prepare(KeyPairGenerator generator) throws GeneralSecurityException;
    }

    private static KeyPair keyPair(String algorithm, Prepare prepare) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            prepare.prepare(generator);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

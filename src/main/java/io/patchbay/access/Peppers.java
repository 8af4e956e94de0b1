package io.patchbay.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What virtual keys are hashed with, so that the database alone lets nobody guess one. Each pepper is known by an id that is
 * computed from it: a key says which one it was made with, and a wrong one is found before anybody is turned away.
 */
public final class Peppers {

    public static final Peppers NONE = new Peppers(List.of());

    private static final String ALGORITHM = "HmacSHA256";
    private static final int ID_BYTES = 8;
    private static final SecretKeySpec OF_NOBODY = key("no pepper");

    private final SequencedMap<String, SecretKeySpec> byId = new LinkedHashMap<>();

    /** @param peppers the first is for new keys, the others for those that were made with them */
    public Peppers(List<String> peppers) {
        for (String pepper : peppers) {
            SecretKeySpec key = key(pepper);
            byte[] check = mac(key, "patchbay");
            byId.putIfAbsent(HexFormat.of().formatHex(check, 0, ID_BYTES), key);
        }
    }

    boolean any() {
        return !byId.isEmpty();
    }

    boolean has(String id) {
        return byId.containsKey(id);
    }

    /** A key's hash, by the pepper for new keys; empty where there is none. */
    Optional<VirtualKey.Secret> secret(String prefix, String key) {
        if (byId.isEmpty()) {
            return Optional.empty();
        }
        Map.Entry<String, SecretKeySpec> newest = byId.firstEntry();
        return Optional.of(new VirtualKey.Secret(prefix, hash(newest.getValue(), key), newest.getKey()));
    }

    /** The key's hash by the pepper of that id; takes as long where there is no such pepper. */
    String hash(String pepper, String key) {
        return hash(byId.getOrDefault(pepper, OF_NOBODY), key);
    }

    private static String hash(SecretKeySpec pepper, String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(pepper, key));
    }

    private static SecretKeySpec key(String pepper) {
        return new SecretKeySpec(pepper.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    private static byte[] mac(SecretKeySpec pepper, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(pepper);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Peppers peppers
                && List.copyOf(byId.keySet()).equals(List.copyOf(peppers.byId.keySet()));
    }

    @Override
    public int hashCode() {
        return byId.keySet().hashCode();
    }

    @Override
    public String toString() {
        return "Peppers" + byId.keySet();
    }
}

package io.patchbay.access;

import io.patchbay.call.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/**
 * The configured keys. A key is looked for by its digest, against all of them, so that the time this takes tells nothing
 * of any.
 */
@ApplicationScoped
class ApiKeys {

    private final List<Known> known;

    @SuppressWarnings("ArrayRecordComponent") // compared by MessageDigest alone
    private record Known(byte[] digest, Caller caller) {}

    @Inject
    ApiKeys(AccessSettings settings) {
        this.known = settings.keys().entrySet().stream()
                .map(entry -> new Known(digest(entry.getValue()), new Caller(entry.getKey())))
                .toList();
    }

    /** Whose key it is; empty if nobody's. */
    Optional<Caller> callerOf(String key) {
        byte[] digest = digest(key);
        Optional<Caller> caller = Optional.empty();
        for (Known candidate : known) {
            if (MessageDigest.isEqual(candidate.digest(), digest)) {
                caller = Optional.of(candidate.caller());
            }
        }
        return caller;
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

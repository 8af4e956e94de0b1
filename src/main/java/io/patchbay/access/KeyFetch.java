package io.patchbay.access;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.LongSupplier;
import org.jose4j.http.Get;
import org.jose4j.http.SimpleGet;
import org.jose4j.http.SimpleResponse;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/**
 * Reads the identity provider's keys. After a failure it fails at once for a while: requests with tokens wait for this on
 * the server's threads, in a row, and an identity provider that does not answer must not hold each of them in turn.
 */
final class KeyFetch implements SimpleGet {

    private static final Logger LOG = System.getLogger(KeyFetch.class.getName());
    private static final int PATIENCE_MILLIS = 3_000;
    private static final long PAUSE_NANOS = 10_000_000_000L;

    private final SimpleGet get;
    private final LongSupplier nanoTime;
    private volatile boolean failed;
    private volatile long failedAt;

    KeyFetch() {
        this(plainGet(), System::nanoTime);
    }

    KeyFetch(SimpleGet get, LongSupplier nanoTime) {
        this.get = get;
        this.nanoTime = nanoTime;
    }

    @Override
    public SimpleResponse get(String location) throws IOException {
        if (failed && nanoTime.getAsLong() - failedAt < PAUSE_NANOS) {
            throw new IOException("the keys could not be read a moment ago");
        }
        try {
            SimpleResponse response = get.get(location);
            requireKeys(response.getBody());
            failed = false;
            return response;
        } catch (IOException e) {
            failedAt = nanoTime.getAsLong();
            failed = true;
            LOG.log(
                    Level.WARNING,
                    "The identity provider''s keys can''t be read from {0} (mp.jwt.verify.publickey.location): {1}",
                    location,
                    e.toString());
            throw e;
        }
    }

    private static void requireKeys(String body) throws IOException {
        try {
            if (new JsonWebKeySet(body).getJsonWebKeys().isEmpty()) {
                throw new IOException("there is no usable key in the answer");
            }
        } catch (JoseException e) {
            throw new IOException("the answer is not a JWKS", e);
        }
    }

    private static Get plainGet() {
        Get get = new Get();
        get.setConnectTimeout(PATIENCE_MILLIS);
        get.setReadTimeout(PATIENCE_MILLIS);
        get.setRetries(0);
        return get;
    }
}

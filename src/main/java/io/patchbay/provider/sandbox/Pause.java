package io.patchbay.provider.sandbox;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting, as a slow vendor makes one wait; it ends at once when the call is given up. */
final class Pause {

    private final CountDownLatch givenUp = new CountDownLatch(1);

    void end() {
        givenUp.countDown();
    }

    /** @throws IOException if the call was given up, as a closed connection would have it */
    void of(Duration time) throws IOException {
        try {
            if (givenUp.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("the sandbox's connection was closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the sandbox's connection was closed");
        }
    }
}

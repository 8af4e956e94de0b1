package io.patchbay.gateway;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The time between two tries. */
@ApplicationScoped
class Pause {

    /** A time between the two, another one for each call, so that those who failed together do not come back together. */
    Duration between(Duration least, Duration most) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(least.toMillis(), most.toMillis() + 1));
    }

    /** @throws CallFailed if the caller leaves meanwhile */
    void of(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CallFailed.of(new Failure.Cancelled("the caller left"));
        }
    }
}

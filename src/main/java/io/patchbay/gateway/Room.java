package io.patchbay.gateway;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many calls the server takes at once, of all callers to all providers. Who comes to a face takes a place before
 * anything is read of the call; one for whom there is none is refused at once, and no row is written of it.
 */
@ApplicationScoped
public class Room {

    private static final Duration FULL_FOR = Duration.ofSeconds(1);

    private final int size;
    private final Semaphore places;
    private final FailureLog failures;

    @Inject
    Room(GatewaySettings settings, Clock clock) {
        this.size = settings.maxConcurrent();
        this.places = new Semaphore(size);
        this.failures = new FailureLog(clock);
    }

    /** A call's place, until it ends. It may be given back more than once. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** @throws CallFailed with {@link Failure.Overloaded} if there is no place */
    public Place enter() {
        if (!places.tryAcquire()) {
            failures.noteFull(size);
            throw CallFailed.of(new Failure.Overloaded(
                    "The server has %d calls under way, and takes no more; try again in a moment.".formatted(size),
                    Optional.of(FULL_FOR)));
        }
        AtomicBoolean given = new AtomicBoolean();
        return () -> {
            if (given.compareAndSet(false, true)) {
                places.release();
            }
        };
    }
}

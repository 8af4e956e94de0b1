package io.patchbay.gateway;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * The end of a server's work. While it drains it says that it is not ready, so that a balancer sends its callers elsewhere,
 * and still serves who comes. When it is told to end (SIGTERM), calls that are under way have a while left.
 */
@ApplicationScoped
public class Drain {

    /** Liberty waits 30 s for the requests that are under way, and the last rows take a while to be written. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private static final Duration LAST_WORDS = Duration.ofSeconds(4);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final UnderWay underWay;
    private final Thread atEnd = Thread.ofPlatform().name("patchbay-drain").unstarted(this::end);
    private volatile boolean draining;

    @Inject
    Drain(UnderWay underWay) {
        this.underWay = underWay;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        Runtime.getRuntime().addShutdownHook(atEnd);
    }

    @PreDestroy
    void stop() {
        try {
            Runtime.getRuntime().removeShutdownHook(atEnd);
        } catch (IllegalStateException ending) {
            // The server is ending, and the hook runs.
        }
    }

    /** The server is not ready any more from now on. */
    public void begin() {
        draining = true;
    }

    /** The server is not to end after all. */
    public void callOff() {
        draining = false;
    }

    public boolean isDraining() {
        return draining;
    }

    /** How many calls are under way. */
    public int underWay() {
        return underWay.count();
    }

    private void end() {
        begin();
        int calls = underWay.count();
        if (calls > 0) {
            say("The server is to end; %d calls have %d s left".formatted(calls, PATIENCE.toSeconds()));
        }
        if (!endedWithin(PATIENCE)) {
            say(underWay.count() + " calls are ended with the server");
            underWay.stop();
            endedWithin(LAST_WORDS);
        }
    }

    /** On the console, which Liberty keeps with its log: a JVM that ends takes their handlers from all loggers at once. */
    private static void say(String what) {
        System.out.println("Patchbay: " + what);
    }

    private boolean endedWithin(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            while (underWay.count() > 0 && System.nanoTime() < end) {
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return underWay.count() == 0;
    }
}

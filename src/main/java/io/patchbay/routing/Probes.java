package io.patchbay.routing;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.provider.ModelLists;
import io.patchbay.provider.ProviderHealth;
import io.patchbay.provider.ProviderSettings;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Asks the providers whose rows say so for their models every now and then, so that one that is gone comes last before a
 * call finds out. What that costs is a list; nothing is billed for it.
 */
@ApplicationScoped
class Probes {

    private static final Logger LOG = System.getLogger(Probes.class.getName());
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Router router;
    private final ModelLists lists;
    private final ProviderHealth health;
    private final Clock clock;
    private final Map<String, Instant> next = new ConcurrentHashMap<>();
    private final Map<String, ProviderStatus.Probed> found = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("patchbay-probes").daemon().factory());

    @Inject
    Probes(Router router, ModelLists lists, ProviderHealth health, Clock clock) {
        this.router = router;
        this.lists = lists;
        this.health = health;
        this.clock = clock;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        ScheduledFuture<?> unused = timer.scheduleWithFixedDelay(this::begin, 1, 1, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }

    /** What the last probe of the provider found; empty if its row asks for none. */
    Optional<ProviderStatus.Probed> found(ProviderSettings provider) {
        return provider.probe().flatMap(interval -> Optional.ofNullable(found.get(provider.id())));
    }

    private void begin() {
        if (router.ready()) {
            router.routes().providers().values().stream()
                    .filter(this::due)
                    .forEach(provider -> Thread.ofVirtual()
                            .name("patchbay-probe-" + provider.id())
                            .start(() -> probe(provider)));
        }
    }

    private boolean due(ProviderSettings provider) {
        if (provider.probe().isEmpty() || !provider.available()) {
            return false;
        }
        Instant now = clock.instant();
        boolean due = !next.getOrDefault(provider.id(), Instant.MIN).isAfter(now);
        if (due) {
            next.put(provider.id(), now.plus(about(provider.probe().get())));
        }
        return due;
    }

    /** Within a tenth, so that many servers do not ask at one moment. */
    private static Duration about(Duration interval) {
        return interval.multipliedBy(ThreadLocalRandom.current().nextLong(90, 111))
                .dividedBy(100);
    }

    void probe(ProviderSettings provider) {
        Duration interval = provider.probe().orElseThrow();
        try {
            int models = lists.of(provider, interval.compareTo(LONGEST) < 0 ? interval : LONGEST)
                    .size();
            health.probed(provider, Optional.empty(), interval);
            found.put(provider.id(), new ProviderStatus.Probed(clock.instant(), models, Optional.empty()));
        } catch (CallFailed failed) {
            Failure failure = failed.failure();
            if (isGone(failure)) {
                health.probed(provider, Optional.of(failure), interval.multipliedBy(2));
            }
            found.put(provider.id(), new ProviderStatus.Probed(clock.instant(), 0, Optional.of(failure.detail())));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The probe of " + provider.id() + " failed in our own code", e);
        }
    }

    /** A provider may have no list of models, or too many callers, and be there all the same. */
    private static boolean isGone(Failure failure) {
        return switch (failure) {
            case Failure.Unavailable ignored -> true;
            case Failure.TimedOut ignored -> true;
            case Failure.Unauthenticated ignored -> true;
            case Failure.Garbled ignored -> true;
            default -> false;
        };
    }
}

package io.patchbay.config;

import io.patchbay.ledger.CatalogueVersions;
import io.patchbay.provider.ProviderBeans.SpareTaken;
import io.patchbay.routing.Router;
import io.patchbay.routing.Routes;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Puts the configuration in force when the application starts, and follows the operator's file from then on. */
@ApplicationScoped
class ConfigurationWatch {

    private static final Logger LOG = System.getLogger(ConfigurationWatch.class.getName());
    private static final long EVERY_SECONDS = 2;

    private final ConfiguredProviders extension;
    private final Router router;
    private final CatalogueVersions versions;
    private volatile @Nullable LiveConfiguration live;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("patchbay-configuration").daemon().factory());

    @Inject
    ConfigurationWatch(ConfiguredProviders extension, Router router, CatalogueVersions versions) {
        this.extension = extension;
        this.router = router;
        this.versions = versions;
    }

    /** Before anything that plans calls. */
    void start(@Observes @Priority(1) @Initialized(ApplicationScoped.class) Object event) {
        LiveConfiguration configuration = new LiveConfiguration(this::use, extension.configuration());
        live = configuration;
        extension
                .file()
                .map(started -> new FollowedFile(started, configuration, Judged::over))
                .ifPresent(this::follow);
        Overrides.warnOf(extension.configuration().unused());
        Welcome.print(router, extension.configuration().access());
    }

    /** The ledger first, or a call could be priced by what it does not know. */
    private void use(Routes routes) {
        versions.inForce(routes.catalogue());
        router.use(routes);
    }

    private void follow(FollowedFile file) {
        ScheduledFuture<?> unused =
                timer.scheduleWithFixedDelay(() -> check(file), EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private static void check(FollowedFile file) {
        try {
            file.check();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The configuration's file could not be followed", e);
        }
    }

    void spareTaken(@Observes SpareTaken taken) {
        PatchbayConfigSource.publishFaultTolerance(FaultToleranceKeys.of(taken));
        LiveConfiguration configuration = live;
        if (configuration != null) {
            configuration.guarded(taken.provider());
        }
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }
}

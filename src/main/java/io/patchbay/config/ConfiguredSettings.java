package io.patchbay.config;

import io.patchbay.access.AccessSettings;
import io.patchbay.api.RestSettings;
import io.patchbay.gateway.GatewaySettings;
import io.patchbay.ledger.LedgerSettings;
import io.patchbay.provider.MediaSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Hands the settings to those who were built for them. */
@ApplicationScoped
class ConfiguredSettings {

    private final Configuration configuration;

    @Inject
    ConfiguredSettings(ConfiguredProviders extension) {
        this.configuration = extension.configuration();
    }

    @Produces
    @Singleton
    GatewaySettings gateway() {
        return configuration.gateway();
    }

    @Produces
    @Singleton
    LedgerSettings ledger() {
        return configuration.ledger();
    }

    @Produces
    @Singleton
    RestSettings rest() {
        return configuration.rest();
    }

    @Produces
    @Singleton
    MediaSettings media() {
        return configuration.media();
    }

    @Produces
    @Singleton
    AccessSettings access() {
        return configuration.access();
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }
}

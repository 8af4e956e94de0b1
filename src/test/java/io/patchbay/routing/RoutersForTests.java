package io.patchbay.routing;

import io.patchbay.provider.ProviderHealth;
import java.time.Clock;

/** Lets tests of other packages have a {@link Router} without a container. */
public final class RoutersForTests {

    private RoutersForTests() {}

    public static Router router(ProviderHealth health, Clock clock, Routes routes) {
        Router router = new Router(health, clock);
        router.use(routes);
        return router;
    }
}

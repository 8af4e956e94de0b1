package io.patchbay.routing;

import static io.patchbay.testing.Rows.aggregator;
import static io.patchbay.testing.Rows.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.call.Rights;
import io.patchbay.catalogue.Catalogue;
import io.patchbay.provider.HealthForTests;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.Target;
import io.patchbay.routing.Routes.FallbackSettings;
import io.patchbay.testing.Rows;
import io.patchbay.testing.TestClock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class RouterTest {

    private final TestClock clock = new TestClock();
    private final HealthForTests health = new HealthForTests(clock);
    private final Router router = new Router(health.health(), clock);

    @Test
    void beforeTheConfigurationThereAreNoRoutes() {
        assertThatThrownBy(router::routes).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatWasRegisteredSurvivesANewConfiguration() {
        router.use(routes(provider("one")));
        router.register(provider("corp"));

        router.use(routes(provider("two")));

        assertThat(router.routes().providers()).containsOnlyKeys("two", "corp");
    }

    @Test
    void whatIsRegisteredBeforeTheConfigurationIsNotLost() {
        router.register(provider("corp"));

        router.use(routes(provider("one")));

        assertThat(router.routes().provider("corp")).isPresent();
    }

    @Test
    void chainsChangeOneAfterTheOther() {
        router.use(routes(provider("one")));

        router.chains(chains -> chains.withModels(Map.of("one", List.of("a"))));
        router.chains(chains -> chains.withModels(Map.of("two", List.of("b"))));

        assertThat(router.routes().fallback().models()).containsOnlyKeys("one", "two");
    }

    @Test
    void aRowThatChangedIsNoLongerHeldToWhatItDid() {
        router.use(routes(provider("one")));
        Target target = router.resolve(Optional.of("@one/m"), Rights.ALL);
        health.failed(target, new Failure.Unauthenticated("the key"));

        router.use(routes(Rows.stripping("one", "x/")));

        assertThat(health.health().cooling(target)).isEmpty();
    }

    @Test
    void aRowThatStayedIsHeldToWhatItDid() {
        router.use(routes(provider("one")));
        Target target = router.resolve(Optional.of("@one/m"), Rights.ALL);
        health.failed(target, new Failure.Unauthenticated("the key"));

        router.use(routes(provider("one"), provider("two")));

        assertThat(health.health().cooling(target)).isPresent();
    }

    @Test
    void aRowThatWasTakenOutAndPutBackStartsAnew() {
        router.use(routes(provider("one")));
        Target target = router.resolve(Optional.of("@one/m"), Rights.ALL);
        health.failed(target, new Failure.Unauthenticated("the key"));

        router.use(routes(provider("two")));
        router.use(routes(provider("one")));

        assertThat(health.health().cooling(target)).isEmpty();
    }

    @Test
    void whatIsRegisteredIsInForceAtOnce() {
        router.use(routes(provider("one")));

        router.register(provider("corp"));

        assertThat(router.routes().provider("corp")).isPresent();
    }

    @Test
    void aSickModelIsNotAskedAndItsCallerIsToldWhenToComeBack() {
        router.use(routes(aggregator("agg")));
        Target sick = router.resolve(Optional.of("@agg/sick"), Rights.ALL);
        for (int i = 0; i < Rows.BREAKER.failures(); i++) {
            health.failed(sick, new Failure.Garbled("cut"));
        }

        assertThatThrownBy(() -> router.plan(Optional.of("@agg/sick"), true, Rights.ALL))
                .isInstanceOfSatisfying(
                        CallFailed.class,
                        e -> assertThat(e.failure())
                                .isInstanceOfSatisfying(
                                        Failure.NoTarget.class,
                                        none -> assertThat(none.retryAfter()).contains(Rows.BREAKER.delay())));
    }

    private static Routes routes(ProviderSettings... providers) {
        SequencedMap<String, ProviderSettings> rows = new LinkedHashMap<>();
        for (ProviderSettings row : providers) {
            rows.put(row.id(), row);
        }
        return new Routes(
                rows, Optional.empty(), Map.of(), Map.of(), FallbackSettings.NONE, new Catalogue("v1", List.of()));
    }
}

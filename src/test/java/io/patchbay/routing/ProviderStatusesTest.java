package io.patchbay.routing;

import static io.patchbay.testing.Rows.provider;
import static io.patchbay.testing.Rows.withoutKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.call.Failure;
import io.patchbay.catalogue.Catalogue;
import io.patchbay.provider.HealthForTests;
import io.patchbay.provider.ModelListsForTests;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.Turnstile;
import io.patchbay.routing.ProviderStatus.Rest;
import io.patchbay.testing.Rows;
import io.patchbay.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class ProviderStatusesTest {

    private final TestClock clock = new TestClock();
    private final HealthForTests health = new HealthForTests(clock);
    private final Turnstile turnstile = new Turnstile(clock);

    @Test
    void aProviderThatNobodyAskedYetIsWell() {
        ProviderStatuses statuses = statuses(Optional.empty(), provider("one"));

        assertThat(statuses.all())
                .containsExactly(new ProviderStatus(
                        "one",
                        "openai",
                        true,
                        Optional.empty(),
                        0,
                        0,
                        "closed",
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
    }

    @Test
    void saysHowManyCallsAreAtAProvider() {
        ProviderSettings one = provider("one");
        ProviderStatuses statuses = statuses(Optional.empty(), one);

        try (Turnstile.Pass pass = turnstile.enter(one, () -> 0, false, clock.instant())) {
            assertThat(statuses.all().getFirst().underWay()).isEqualTo(1);
        }
        assertThat(statuses.all().getFirst().underWay()).isZero();
    }

    @Test
    void saysWhichModelsAreLeftAloneAndWhy() {
        ProviderSettings one = provider("one");
        ProviderStatuses statuses = statuses(Optional.empty(), one);
        Failure throttled = new Failure.Throttled("slow down", Optional.of(Duration.ofSeconds(20)));
        Instant now = clock.instant();

        health.failed(Rows.target(one, "m"), throttled);
        health.failed(Rows.target(one, "m"), new Failure.Unauthenticated("key"));

        assertThat(statuses.all().getFirst().resting())
                .containsExactly(
                        new Rest(Optional.empty(), now.plusSeconds(60), false, "provider_unauthenticated"),
                        new Rest(Optional.of("m"), now.plusSeconds(20), false, "throttled"));
        clock.advance(Duration.ofMinutes(1));
        assertThat(statuses.all().getFirst().resting()).isEmpty();
    }

    @Test
    void aProviderWithoutItsKeySaysWhatToSet() {
        ProviderStatus status = statuses(Optional.empty(), provider("one"), withoutKey("two"))
                .all()
                .getLast();

        assertThat(status.available()).isFalse();
        assertThat(status.reason()).contains("set TWO_API_KEY");
    }

    @Test
    void anOpenBreakerSaysWhyAndUntilWhen() {
        ProviderSettings one = provider("one");
        ProviderStatuses statuses = statuses(Optional.empty(), one);
        Instant failedAt = clock.instant();
        for (int i = 0; i < Rows.BREAKER.failures(); i++) {
            health.failed(Rows.target(one, "m"), new Failure.Garbled("cut"));
        }

        ProviderStatus open = statuses.all().getFirst();
        assertThat(open.breaker()).isEqualTo("open");
        assertThat(open.failures()).isEqualTo(Rows.BREAKER.failures());
        assertThat(open.lastFailure()).contains("cut");
        assertThat(open.lastFailureAt()).contains(failedAt);
        assertThat(open.nextProbe()).contains(failedAt.plus(Rows.BREAKER.delay()));

        clock.advance(Rows.BREAKER.delay());
        assertThat(statuses.all().getFirst().breaker()).isEqualTo("half-open");
    }

    @Test
    void theDefaultModelLeadsToTheCurrentProvider() {
        ProviderStatuses statuses = statuses(Optional.of("@two/m"), provider("one"), provider("two"));

        assertThat(statuses.defaultModel()).contains("@two/m");
        assertThat(statuses.current()).contains("two");
    }

    @Test
    void whereNobodyServesTheDefaultModelThereIsNoCurrentProvider() {
        assertThat(statuses(Optional.of("@one/m"), withoutKey("one")).current()).isEmpty();
        assertThat(statuses(Optional.empty(), provider("one")).current()).isEmpty();
    }

    private ProviderStatuses statuses(Optional<String> defaultModel, ProviderSettings... rows) {
        SequencedMap<String, ProviderSettings> byId = new LinkedHashMap<>();
        for (ProviderSettings row : rows) {
            byId.put(row.id(), row);
        }
        Routes routes = new Routes(
                byId, defaultModel, Map.of(), Map.of(), Routes.FallbackSettings.NONE, new Catalogue("v1", List.of()));
        Router router = RoutersForTests.router(health.health(), clock, routes);
        return new ProviderStatuses(
                router,
                health.health(),
                new Probes(router, new ModelListsForTests(), health.health(), clock),
                turnstile);
    }
}

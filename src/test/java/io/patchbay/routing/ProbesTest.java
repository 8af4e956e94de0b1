package io.patchbay.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.call.Failure;
import io.patchbay.catalogue.Catalogue;
import io.patchbay.provider.HealthForTests;
import io.patchbay.provider.ModelListsForTests;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.testing.Rows;
import io.patchbay.testing.TestClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProbesTest {

    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final TestClock clock = new TestClock();
    private final HealthForTests health = new HealthForTests(clock);
    private final ModelListsForTests lists = new ModelListsForTests();
    private final ProviderSettings row =
            Rows.provider("one").toBuilder().probe(Optional.of(INTERVAL)).build();
    private final Routes routes = new Routes(
            new LinkedHashMap<>(Map.of("one", row)),
            Optional.empty(),
            Map.of(),
            Map.of(),
            Routes.FallbackSettings.NONE,
            new Catalogue("v1", List.of()));
    private final Probes probes =
            new Probes(RoutersForTests.router(health.health(), clock, routes), lists, health.health(), clock);

    @AfterEach
    void stop() {
        probes.stop();
    }

    private boolean comesLast() {
        return health.health()
                .cooling(Rows.target(row, "m"))
                .filter(cooling -> !cooling.refused())
                .isPresent();
    }

    @Test
    void aProviderThatListsItsModelsIsThere() {
        lists.tell("a", "b");

        probes.probe(row);

        assertThat(probes.found(row)).contains(new ProviderStatus.Probed(clock.instant(), 2, Optional.empty()));
        assertThat(comesLast()).isFalse();
    }

    @Test
    void oneThatIsGoneComesLastUntilItIsBack() {
        lists.fail(new Failure.Unavailable("nothing listens", Failure.Reach.CONNECTION));
        probes.probe(row);

        assertThat(comesLast()).isTrue();
        assertThat(probes.found(row).orElseThrow().failure()).contains("nothing listens");

        lists.tell("a");
        probes.probe(row);
        assertThat(comesLast()).isFalse();
    }

    /** At OpenRouter, for one, the list asks for no key. */
    @Test
    void aListDoesNotShowThatTheKeyIsTaken() {
        health.failed(Rows.target(row, "m"), new Failure.Unauthenticated("bad key"));
        lists.tell("a");

        probes.probe(row);
        assertThat(comesLast()).isTrue();

        clock.advance(Duration.ofSeconds(61));
        assertThat(comesLast()).isFalse();
    }

    @Test
    void aListThatAsksForTheKeyShowsWhenItIsTakenAgain() {
        lists.fail(new Failure.Unauthenticated("bad key"));
        probes.probe(row);
        assertThat(comesLast()).isTrue();

        lists.tell("a");
        probes.probe(row);
        assertThat(comesLast()).isFalse();
    }

    @Test
    void oneThatIsAskedNoMoreIsNotLastForEver() {
        lists.fail(new Failure.Unavailable("nothing listens", Failure.Reach.CONNECTION));
        probes.probe(row);

        clock.advance(INTERVAL.multipliedBy(2));

        assertThat(comesLast()).isFalse();
    }

    @Test
    void oneThatHasNoListIsThere() {
        lists.fail(new Failure.ModelNotFound("no such path", Optional.empty()));

        probes.probe(row);

        assertThat(comesLast()).isFalse();
        assertThat(probes.found(row).orElseThrow().failure()).contains("no such path");
    }
}

package io.patchbay.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.call.Rights;
import io.patchbay.catalogue.Catalogue;
import io.patchbay.provider.HealthForTests;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.ProviderSettings.StructuredOutput;
import io.patchbay.testing.TestClock;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegistrationsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestClock clock = new TestClock();
    private final Router router = RoutersForTests.router(
            new HealthForTests(clock).health(),
            clock,
            new Routes(
                    new LinkedHashMap<>(),
                    Optional.empty(),
                    Map.of(),
                    Map.of(),
                    Routes.FallbackSettings.NONE,
                    new Catalogue("v1", List.of())));
    private final Registrations registrations = new Registrations(router, Set.of("openai"));

    @Test
    void aProviderServesAsSoonAsItIsAdded() {
        registrations.register(registration("corp", "openai", true));

        assertThat(router.resolve(Optional.of("@corp/m"), Rights.ALL).wireId()).isEqualTo("m");
        assertThat(row("corp").key().value()).contains("sk");
        assertThat(row("corp").headers()).containsEntry("x-team", "a");
    }

    @Test
    void aProviderWithoutSchemasIsGivenAHint() {
        registrations.register(registration("knows", "openai", true));
        registrations.register(registration("does-not", "openai", false));

        assertThat(row("knows").structuredOutput()).isEqualTo(StructuredOutput.JSON_SCHEMA);
        assertThat(row("does-not").structuredOutput()).isEqualTo(StructuredOutput.JSON_OBJECT);
    }

    @Test
    void anUnknownDialectIsAnsweredWithThoseThatThereAre() {
        assertThatThrownBy(() -> registrations.register(registration("corp", "gopher", true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no dialect 'gopher'; there are: openai");
    }

    @Test
    void theIdOfASpareClassIsRefused() {
        assertThatThrownBy(() -> registrations.register(registration("spare-01", "openai", true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("choose another");
    }

    @Test
    void theKeyIsNotInItsWords() {
        assertThat(registration("corp", "openai", true).toString())
                .isEqualTo("Registration[corp, openai, http://127.0.0.1:9]");
    }

    private ProviderSettings row(String id) {
        return router.routes().provider(id).orElseThrow();
    }

    private static Registration registration(String id, String dialect, boolean takesSchemas) {
        return new Registration(
                id,
                dialect,
                URI.create("http://127.0.0.1:9"),
                Optional.of("sk"),
                Map.of("x-team", "a"),
                takesSchemas,
                new Registration.Clocks(SECOND, SECOND, SECOND, SECOND, SECOND),
                new Registration.Breaker(3, SECOND, 1),
                1);
    }
}

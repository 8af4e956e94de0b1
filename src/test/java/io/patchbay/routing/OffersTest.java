package io.patchbay.routing;

import static io.patchbay.testing.Rows.model;
import static io.patchbay.testing.Rows.provider;
import static io.patchbay.testing.Rows.withoutKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.call.Rights;
import io.patchbay.catalogue.Catalogue;
import io.patchbay.catalogue.Model;
import io.patchbay.provider.HealthForTests;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.routing.Offers.Offer;
import io.patchbay.testing.TestClock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OffersTest {

    private final TestClock clock = new TestClock();
    private final HealthForTests health = new HealthForTests(clock);

    private final List<ProviderSettings> three = List.of(provider("one"), provider("two"), withoutKey("dumb"));

    @Test
    void modelsAreListedByTheirNames() {
        Offers offers = offers(three, Map.of(), model("one", "b"), model("two", "c"), model("one", "a"));

        assertThat(offers.all(Rights.ALL)).extracting(Offer::id).containsExactly("a", "b", "c");
        assertThat(offers.version()).isEqualTo("v7");
    }

    @Test
    void theTablesFirstProviderComesFirst() {
        Offers offers = offers(three, Map.of("m", List.of("two")), model("one", "m"), model("two", "m"));

        assertThat(providers(offers)).containsExactly("two", "one");
    }

    @Test
    void whoCannotServeComesBehindThoseWhoCan() {
        Offers offers = offers(
                three, Map.of("m", List.of("dumb", "two")), model("one", "m"), model("dumb", "m"), model("two", "m"));

        assertThat(providers(offers)).containsExactly("two", "one", "dumb");
        assertThat(offers.all(Rights.ALL).getFirst().servingProviders()).containsExactly("two", "one");
    }

    @Test
    void ofManyThatTheTableDoesNotNameTheFirstListedServesAndComesFirst() {
        List<ProviderSettings> many =
                IntStream.range(0, 20).mapToObj(i -> provider("p" + i)).toList();
        Model[] models = many.stream().map(row -> model(row.id(), "m")).toArray(Model[]::new);
        Router router = router(many, Map.of(), models);

        assertThat(providers(new Offers(router)))
                .containsExactlyElementsOf(
                        many.stream().map(ProviderSettings::id).toList());
        assertThat(router.resolve(Optional.of("m"), Rights.ALL).provider().id()).isEqualTo("p0");
    }

    @Test
    void aModelThatNobodyCanServeIsKnownButNotToBeHad() {
        Offers offers = offers(three, Map.of(), model("dumb", "lost"), model("one", "m"));

        assertThat(offers.all(Rights.ALL)).extracting(Offer::available).containsExactly(false, true);
        assertThat(offers.available(Rights.ALL)).extracting(Offer::id).containsExactly("m");
    }

    @Test
    void aModelThatIsNotThereIsAnsweredWithThoseThatAre() {
        Offers offers = offers(three, Map.of(), model("dumb", "lost"), model("one", "m"));

        assertThat(offers.unknown("lost", Rights.ALL).detail())
                .isEqualTo("The model 'lost' is not available, it would be served by dumb (set DUMB_API_KEY)."
                        + " Available: m.");
    }

    @Test
    void whatIsNotForSomebodyIsNotListed() {
        Offers offers =
                offers(three, Map.of(), model("one", "a"), model("two", "a"), model("two", "b"), model("one", "c"));
        Rights rights = new Rights(List.of("a", "b"), List.of("one"));

        assertThat(offers.all(rights)).extracting(Offer::id).containsExactly("a");
        assertThat(offers.all(rights).getFirst().providers())
                .extracting(Model::provider)
                .containsExactly("one");
        assertThat(offers.unknown("c", rights).kind()).isEqualTo(UnknownModel.Kind.NOT_ALLOWED);
        assertThat(offers.unknown("d", rights).detail()).endsWith("Available: a.");
    }

    private static Stream<String> providers(Offers offers) {
        return offers.all(Rights.ALL).getFirst().providers().stream().map(Model::provider);
    }

    private Offers offers(List<ProviderSettings> rows, Map<String, List<String>> resolve, Model... models) {
        return new Offers(router(rows, resolve, models));
    }

    private Router router(List<ProviderSettings> rows, Map<String, List<String>> resolve, Model... models) {
        SequencedMap<String, ProviderSettings> byId = new LinkedHashMap<>();
        rows.forEach(row -> byId.put(row.id(), row));
        return RoutersForTests.router(
                health.health(),
                clock,
                new Routes(
                        byId,
                        Optional.empty(),
                        Map.of(),
                        resolve,
                        Routes.FallbackSettings.NONE,
                        new Catalogue("v7", List.of(models))));
    }
}

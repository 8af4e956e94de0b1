package io.patchbay.config;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.patchbay.catalogue.Capability;
import io.patchbay.catalogue.Catalogue;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.Price;
import io.patchbay.catalogue.Rates;
import io.patchbay.chat.Usage;
import io.patchbay.routing.Routes;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** All models that ship, whether by hand or from the sources. */
class ShippedCatalogueTest {

    private static final Routes ROUTES = Read.defaults(Map.of()).routes();
    private static final Catalogue CATALOGUE = ROUTES.catalogue();

    /** Their models are the operator's own. */
    private static final Set<String> WITHOUT_FILE = Set.of("ollama", "vllm");

    static List<String> files() {
        return ShippedFiles.PROVIDERS;
    }

    @Test
    void eachRowHasAFileOrNoModelsOfItsOwn() {
        assertThat(ROUTES.providers().keySet())
                .allSatisfy(provider -> assertThat(ShippedFiles.PROVIDERS.contains(provider))
                        .isNotEqualTo(WITHOUT_FILE.contains(provider)));
        assertThat(CATALOGUE.models().stream().collect(groupingBy(Model::provider)))
                .containsOnlyKeys(ShippedFiles.PROVIDERS);
    }

    @Test
    void eachModelHasASourceAndADay() {
        assertThat(CATALOGUE.models()).hasSizeGreaterThan(1_000).allSatisfy(model -> {
            assertThat(model.source()).isPresent();
            assertThat(model.effectiveFrom()).isPresent();
            assertThat(model.capabilities()).isNotEmpty();
            assertThat(model.wireId()).doesNotContainAnyWhitespaces().isNotBlank();
        });
    }

    @Test
    void mostModelsArePricedAndOnlyThoseThatSayItAreFree() {
        List<Model> unpriced = CATALOGUE.models().stream()
                .filter(model -> model.prices().latest().isEmpty())
                .toList();
        assertThat(unpriced).hasSizeLessThan(CATALOGUE.models().size() / 50);
        assertThat(CATALOGUE.models())
                .filteredOn(model -> model.prices()
                        .latest()
                        .filter(price -> price.rates().input().signum() == 0
                                && price.rates().output().signum() == 0)
                        .isPresent())
                .allMatch(model ->
                        model.provider().equals("sandbox") || model.wireId().endsWith(":free"));
    }

    @Test
    void embeddingsAloneAreWrittenForNothing() {
        assertThat(CATALOGUE.models())
                .filteredOn(model -> model.prices()
                        .latest()
                        .filter(price -> price.rates().input().signum() > 0
                                && price.rates().output().signum() == 0)
                        .isPresent())
                .allMatch(model -> model.capabilities().contains(Capability.EMBEDDINGS), "is for embeddings");
    }

    @Test
    void pricesArePlausible() {
        assertThat(CATALOGUE.models())
                .allSatisfy(model -> model.prices()
                        .latest()
                        .ifPresent(price -> Stream.concat(
                                        Stream.of(price.rates()),
                                        price.tiers().stream().map(Price.Tier::rates))
                                .forEach(ShippedCatalogueTest::checkRates)));
    }

    private static void checkRates(Rates rates) {
        BigDecimal dearest = new BigDecimal("1000");
        assertThat(rates.input()).isBetween(BigDecimal.ZERO, dearest);
        assertThat(rates.output()).isBetween(BigDecimal.ZERO, dearest);
        rates.cacheRead().ifPresent(price -> assertThat(price).isPositive().isLessThan(rates.input()));
        rates.cacheWrite5m().ifPresent(price -> assertThat(price).isGreaterThan(rates.input()));
        rates.cacheWrite1h().ifPresent(price -> assertThat(price).isGreaterThan(rates.input()));
        rates.audioInput().ifPresent(price -> assertThat(price).isBetween(BigDecimal.ZERO, dearest));
        rates.audioOutput().ifPresent(price -> assertThat(price).isBetween(BigDecimal.ZERO, dearest));
    }

    @Test
    void everyDefaultModelAndEveryFallbackIsPriced() {
        ROUTES.providers().values().stream()
                .filter(row -> !WITHOUT_FILE.contains(row.id()))
                .forEach(row -> row.defaultModel().ifPresent(model -> checkPriced(row.id(), model)));
        ROUTES.fallback().models().forEach((provider, models) -> models.forEach(model -> checkPriced(provider, model)));
        ROUTES.fallback().crossProvider().forEach(step -> checkPriced(step.provider(), step.model()));
    }

    private static void checkPriced(String provider, String name) {
        assertThat(CATALOGUE
                        .find(provider, name)
                        .flatMap(model -> model.prices().latest()))
                .as(name + " at " + provider)
                .isPresent();
    }

    @Test
    void theDefaultModelIsFoundWhoeverServesIt() {
        assertThat(CATALOGUE.offers(ROUTES.defaultModel().orElseThrow()))
                .extracting(Model::provider)
                .contains("openrouter", "openai");
    }

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-4o, openai/gpt-4o, gpt-4o",
        "openai, openai/gpt-4o, openai/gpt-4o, gpt-4o",
        "azure, gpt-4o, azure/gpt-4o, gpt-4o",
        "anthropic, claude-sonnet-4-5, anthropic/claude-sonnet-4-5, claude-sonnet-4-5",
        "google, google/gemini-2.5-pro, google/gemini-2.5-pro, gemini-2.5-pro",
        "deepseek, deepseek-v4-flash, deepseek/deepseek-v4-flash, deepseek-v4-flash",
        "mistral, mistral-large-latest, mistral/mistral-large-latest, mistral-large-latest",
        "groq, llama-3.3-70b-versatile, groq/llama-3.3-70b-versatile, llama-3.3-70b-versatile",
        "fireworks, accounts/fireworks/models/gpt-oss-120b, fireworks/accounts/fireworks/models/gpt-oss-120b, "
                + "accounts/fireworks/models/gpt-oss-120b",
        "openrouter, openai/gpt-5.5, openai/gpt-5.5, openai/gpt-5.5",
    })
    void aModelIsFoundByItsIdAndByItsWireId(String provider, String name, String id, String wireId) {
        Model model = CATALOGUE.find(provider, name).orElseThrow();

        assertThat(model.id()).isEqualTo(id);
        assertThat(model.wireId()).isEqualTo(wireId);
    }

    @Test
    void aWireIdMeansItsProviderOnlyWhereTheTableSaysSo() {
        assertThat(CATALOGUE.offers("gpt-4o")).extracting(Model::provider).containsExactlyInAnyOrder("azure", "openai");
        assertThat(CATALOGUE.offers("openai/gpt-oss-120b"))
                .extracting(Model::provider)
                .containsExactly("openrouter");
        assertThat(CATALOGUE.offers("claude-sonnet-4-5"))
                .extracting(Model::provider)
                .containsExactly("anthropic");
        assertThat(CATALOGUE.offers("llama-3.3-70b-versatile")).isEmpty();
    }

    @Test
    void aModelOfSingleVendorIsCalledByItsBareNameToo() {
        assertThat(CATALOGUE.models())
                .filteredOn(model ->
                        Set.of("openai", "anthropic", "google", "deepseek").contains(model.provider()))
                .allSatisfy(
                        model -> assertThat(CATALOGUE.offers(model.wireId())).contains(model));
    }

    @Test
    void whatACallOfALongInputCosts() {
        Price price = CATALOGUE
                .find("openai", "gpt-5.4")
                .flatMap(model -> model.prices().latest())
                .orElseThrow();

        assertThat(price.costOf(Usage.estimate(272_000, 1_000))).isEqualByComparingTo("0.695");
        assertThat(price.costOf(Usage.estimate(272_001, 1_000))).isEqualByComparingTo("1.382505");
    }

    @ParameterizedTest
    @MethodSource("files")
    void theFilesAreYaml(String provider) throws IOException {
        byte[] content = Layers.resource("catalogue/" + provider + ".yaml");
        JsonNode yaml = new ObjectMapper(new YAMLFactory())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature())
                .readTree(content);

        assertThat(yaml)
                .asString()
                .isEqualTo(ShippedFiles.tree("catalogue/" + provider + ".yaml").toString());
    }

    @Test
    void aModelThatIsKeptByHandIsNotGeneratedToo() {
        for (String provider : ShippedFiles.PROVIDERS) {
            JsonNode tree = ShippedFiles.tree("catalogue/" + provider + ".yaml");
            JsonNode generated = tree.path("generated").path("models");
            tree.path("kept")
                    .path("models")
                    .fieldNames()
                    .forEachRemaining(id -> assertThat(generated.has(id)).as(id).isFalse());
        }
    }
}

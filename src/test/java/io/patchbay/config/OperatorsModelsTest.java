package io.patchbay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.catalogue.Catalogue;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.Price;
import io.patchbay.chat.Usage;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's own models, and what the operator says of those that ship. */
class OperatorsModelsTest {

    private static final Model GPT_4O = model(Read.defaults(Map.of()).routes().catalogue(), "openai", "gpt-4o");

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "openai/gpt-4o"})
    void changeAModelThatShipsByEitherOfItsNames(String name) {
        Catalogue catalogue = catalogue("""
                openai: {"%s": {prices: {input: 2}, output-limit: 7}}
                """.formatted(name));

        for (String asked : new String[] {"gpt-4o", "openai/gpt-4o"}) {
            Model model = model(catalogue, "openai", asked);
            assertThat(model.id()).isEqualTo("openai/gpt-4o");
            assertThat(model.wireId()).isEqualTo("gpt-4o");
            assertThat(model.outputLimit()).hasValue(7);
            assertThat(model.contextWindow()).isEqualTo(GPT_4O.contextWindow());
            assertThat(price(model).rates().input()).isEqualByComparingTo("2");
            assertThat(price(model).rates().output())
                    .isEqualByComparingTo(price(GPT_4O).rates().output());
            assertThat(catalogue.offers(asked)).contains(model);
        }
        assertThat(catalogue.models())
                .hasSameSizeAs(Read.defaults(Map.of()).routes().catalogue().models());
    }

    @Test
    void doNotSayTwoThingsOfOneModel() {
        assertThatThrownBy(() -> catalogue("openai: {gpt-4o: {output-limit: 7}, openai/gpt-4o: {output-limit: 8}}"))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("the model 'openai/gpt-4o' stands here under two names; keep one");
    }

    @Test
    void canHaveAnotherWireIdAndKeepTheirNames() {
        Catalogue catalogue = catalogue("azure: {azure/gpt-4o: {wire-id: our-deployment}}");

        assertThat(model(catalogue, "azure", "gpt-4o").wireId()).isEqualTo("our-deployment");
        assertThat(model(catalogue, "azure", "our-deployment").id()).isEqualTo("azure/gpt-4o");
    }

    @Test
    void canShareAWireId() {
        Catalogue catalogue = catalogue("""
                azure: {azure/cheap: {wire-id: gpt-4o-mini}, azure/gpt-4o: {wire-id: gpt-4o-mini}}
                """);

        assertThat(model(catalogue, "azure", "gpt-4o-mini").id()).isEqualTo("azure/gpt-4o-mini");
        assertThat(model(catalogue, "azure", "azure/cheap").prices().latest()).isEmpty();
    }

    @Test
    void losePricesThatAreBlank() {
        Catalogue catalogue = catalogue("""
                openai: {gpt-5.4: {prices: {cache-read: "", tiers: []}}, gpt-4o: {prices: }}
                """);

        assertThat(price(model(catalogue, "openai", "gpt-5.4")).rates().cacheRead())
                .isEmpty();
        assertThat(price(model(catalogue, "openai", "gpt-5.4")).tiers()).isEmpty();
        assertThat(model(catalogue, "openai", "gpt-4o").prices().latest()).isEmpty();
    }

    @Test
    void haveTiersAndPricesOfRequestsAndThoughts() {
        Price price = price(model(catalogue("""
                openrouter:
                  corp/large:
                    prices:
                      input: 1
                      output: 4
                      reasoning: 3
                      per-request: 0.01
                      tiers: [{above: 100, input: 2, output: 8, cache-read: 0.5}]
                """), "openrouter", "corp/large"));

        assertThat(price.costOf(
                        Usage.builder().input(100).output(10).reasoning(10).build()))
                .isEqualByComparingTo("0.01013");
        assertThat(price.costOf(Usage.builder()
                        .input(100)
                        .cacheRead(100)
                        .output(10)
                        .reasoning(10)
                        .build()))
                .isEqualByComparingTo("0.01033");
    }

    @Test
    void areRefusedWithATierThatLacksAPrice() {
        assertThatThrownBy(() -> catalogue("""
                openrouter: {corp/large: {prices: {input: 1, output: 4, tiers: [{above: 100, input: 2}]}}}
                """))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("tiers[0].output")
                .hasMessageContaining("each tier has 'above', 'input' and 'output'");
    }

    @Test
    void areRefusedWithTiersThatAreNoList() {
        assertThatThrownBy(() -> catalogue("openrouter: {corp/large: {prices: {input: 1, output: 4, tiers: 3}}}"))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("a list of mappings is expected");
    }

    @Test
    void areAskedForByWireIdsThatTheOperatorsTableLeadsToThem() {
        Catalogue catalogue = Read.yaml("""
                patchbay: {resolve: {"llama-": [groq]}}
                """).routes().catalogue();

        assertThat(catalogue.offers("llama-3.3-70b-versatile"))
                .extracting(Model::provider)
                .containsExactly("groq");
    }

    private static Catalogue catalogue(String models) {
        return Read.yaml("patchbay:\n  models:\n" + models.indent(4)).routes().catalogue();
    }

    private static Model model(Catalogue catalogue, String provider, String name) {
        return catalogue.find(provider, name).orElseThrow();
    }

    private static Price price(Model model) {
        return model.prices().latest().orElseThrow();
    }
}

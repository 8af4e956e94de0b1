package io.patchbay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.catalogue.Catalogue;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.Price;
import io.patchbay.chat.Usage;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @Test
    void haveAPriceFromADayOn() {
        Model model = model(catalogue("""
                openrouter:
                  corp/large:
                    prices:
                      - {from: 2026-09-01, input: 3, output: 15, per-request: 0.01}
                      - {from: 2026-01-01, input: 2, output: 10}
                """), "openrouter", "corp/large");

        assertThat(model.price(LocalDate.of(2025, 12, 31))).isEmpty();
        assertThat(model.price(LocalDate.of(2026, 8, 31)).orElseThrow().rates().input())
                .isEqualByComparingTo("2");
        assertThat(model.price(LocalDate.of(2026, 9, 1)).orElseThrow().perRequest())
                .isPresent();
        assertThat(model.effectiveFrom()).contains(LocalDate.of(2026, 1, 1));
    }

    @Test
    void haveADatedPriceInPlaceOfTheOneThatShips() {
        Model model = model(
                catalogue("openai: {gpt-4o: {prices: [{from: 2026-09-01, input: 3, output: 15}]}}"),
                "openai",
                "gpt-4o");

        assertThat(model.price(LocalDate.of(2026, 8, 31))).isEmpty();
        assertThat(model.price(LocalDate.of(2026, 9, 1)).orElseThrow().rates().cacheRead())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {input: 1, output: 1}, {input: 2, output: 2}                            | prices[1].from                        | another price begins on the same day
            {from: soon, input: 1, output: 1}                                       | prices[0].from = 'soon'               | a day such as
            {from: 2026-01-01, input: 1, output: 1}, {from: 2026-01-01, input: 2, output: 2} | prices[1].from = '2026-01-01' | another price begins on the same day
            {from: 2026-01-01}                                                      | prices[0].input                       | a price has both
            {from: 2026-01-01, input: 1, output: 1, currency: GBP}                  | prices[0].currency = 'GBP'            | set 'patchbay.currencies.GBP'
            {from: 2026-01-01, input: 1, output: 1, service-tiers: {flex: half}}    | prices[0].service-tiers.flex = 'half' | a factor
            """)
    void areRefusedWithAPriceThatIsNone(String prices, String what, String right) {
        assertThatThrownBy(() -> catalogue("openrouter: {corp/large: {prices: [" + prices + "]}}"))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining(what)
                .hasMessageContaining(right);
    }

    @Test
    void mayBePricedInAnotherCurrency() {
        Price price = price(model(Read.yaml("""
                patchbay:
                  currencies: {EUR: 1.09}
                  models:
                    openrouter:
                      corp/large:
                        prices:
                          currency: EUR
                          input: 1.50
                          output: 4
                          per-request: 0.01
                          image-output: 30
                          tiers: [{above: 100, input: 3, output: 8}]
                          service-tiers: {batch: 0.5}
                """).routes().catalogue(), "openrouter", "corp/large"));

        assertThat(price.rates().input()).isEqualByComparingTo("1.635");
        assertThat(price.rates().imageOutput().orElseThrow()).isEqualByComparingTo("32.7");
        assertThat(price.tiers().getFirst().rates().output()).isEqualByComparingTo("8.72");
        assertThat(price.perRequest().orElseThrow()).isEqualByComparingTo("0.0109");
        assertThat(price.factor("batch")).as("which has no currency").isEqualByComparingTo("0.5");
    }

    @Test
    void keepNoDollarsOfThePriceThatShipsBesideAnotherCurrency() {
        Price price = price(model(Read.yaml("""
                patchbay:
                  currencies: {EUR: 1.09}
                  models: {openai: {gpt-4o: {prices: {currency: EUR, input: 2, output: 10}}}}
                """).routes().catalogue(), "openai", "gpt-4o"));

        assertThat(price.rates().cacheRead()).isEmpty();
    }

    @Test
    void haveAnotherVersionWhenACurrencyIsWorthAnother() {
        assertThat(versionAt("1.09")).isEqualTo(versionAt("1.09")).isNotEqualTo(versionAt("1.10"));
    }

    private static String versionAt(String dollars) {
        return Read.yaml("""
                patchbay:
                  currencies: {EUR: %s}
                  models: {openrouter: {corp/large: {prices: {currency: EUR, input: 2, output: 10}}}}
                """.formatted(dollars)).routes().catalogue().version();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EUR: 0    | currencies.EUR",
                "euro: 1   | currencies.euro",
                "USD: 2    | currencies.USD",
                "EUR: dear | US dollars that one EUR is worth"
            })
    void areRefusedWithACurrencyThatIsNone(String currency, String what) {
        assertThatThrownBy(() -> Read.yaml("patchbay: {currencies: {" + currency + "}}"))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining(what);
    }

    @Test
    void mayHaveAPriceFromTheBeginning() {
        Model model = model(catalogue("""
                openrouter: {corp/large: {prices: [{input: 2, output: 10}, {from: 2026-09-01, input: 3, output: 15}]}}
                """), "openrouter", "corp/large");

        assertThat(model.price(LocalDate.EPOCH).orElseThrow().rates().input()).isEqualByComparingTo("2");
        assertThat(model.price(LocalDate.of(2026, 9, 1)).orElseThrow().rates().input())
                .isEqualByComparingTo("3");
        assertThat(model.effectiveFrom()).isEmpty();
    }
}

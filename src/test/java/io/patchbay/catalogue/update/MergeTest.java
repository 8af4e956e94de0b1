package io.patchbay.catalogue.update;

import static io.patchbay.catalogue.Capability.PREFILL;
import static io.patchbay.catalogue.Capability.STREAMING;
import static io.patchbay.catalogue.Capability.TOOLS;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.catalogue.Model;
import org.junit.jupiter.api.Test;

class MergeTest {

    @Test
    void takesThePriceOfTheFirstSourceThatHasOne() {
        Model model = new Lists()
                .modelsDev("\"large\": {\"cost\": {\"input\": 1, \"output\": 2}}")
                .genaiPrices("{\"id\": \"large\", \"prices\": {\"input_mtok\": 3, \"output_mtok\": 4}}")
                .only();

        assertThat(Changes.inWords(model.prices().latest())).isEqualTo("3/4");
        assertThat(model.source()).contains("genai-prices");
        assertThat(model.effectiveFrom()).contains(Lists.DAY.plusDays(2));
    }

    @Test
    void addsWhatASourceLeavesOutFromOneThatAgreesWithIt() {
        Model model = new Lists()
                .modelsDev("""
                        "large": {"cost": {"input": 1, "output": 2, "cache_read": 0.1,
                          "tiers": [{"tier": {"size": 200000}, "input": 2, "output": 4}]}}
                        """)
                .genaiPrices("{\"id\": \"large\", \"prices\": {\"input_mtok\": 1.0, \"output_mtok\": 2}}")
                .liteLlm("""
                        "large": {"litellm_provider": "corp", "mode": "chat", "input_cost_per_token": 1e-06,
                          "output_cost_per_token": 2e-06, "cache_read_input_token_cost": 5e-07,
                          "cache_creation_input_token_cost_above_1hr": 2e-06,
                          "input_cost_per_token_above_200k_tokens": 2e-06,
                          "output_cost_per_token_above_200k_tokens": 4e-06,
                          "cache_read_input_token_cost_above_200k_tokens": 1e-06}
                        """)
                .only();

        assertThat(Changes.inWords(model.prices().latest()))
                .isEqualTo("1/2 cached 0.1 written for 1 h 2, above 200000 2/4 cached 1");
        assertThat(model.source()).contains("genai-prices + models.dev + LiteLLM");
    }

    @Test
    void addsNothingFromASourceThatDisagrees() {
        Model model = new Lists()
                .modelsDev("\"large\": {\"cost\": {\"input\": 1, \"output\": 3, \"cache_read\": 0.1}}")
                .genaiPrices("{\"id\": \"large\", \"prices\": {\"input_mtok\": 1, \"output_mtok\": 2}}")
                .only();

        assertThat(Changes.inWords(model.prices().latest())).isEqualTo("1/2");
        assertThat(model.source()).contains("genai-prices");
    }

    @Test
    void takesWindowsAndCapabilitiesOfTheFirstSourceThatTellsAny() {
        Model model = new Lists()
                .modelsDev("\"large\": {\"limit\": {\"context\": 400000}}")
                .liteLlm("""
                        "large": {"litellm_provider": "corp", "mode": "chat", "max_input_tokens": 272000,
                          "max_output_tokens": 128000, "supports_function_calling": true,
                          "supports_assistant_prefill": true}
                        """)
                .only();

        assertThat(model.contextWindow()).hasValue(400_000);
        assertThat(model.outputLimit()).hasValue(128_000);
        assertThat(model.capabilities()).containsExactlyInAnyOrder(STREAMING, TOOLS, PREFILL);
    }

    @Test
    void listsAModelWithoutAPriceAndTakesZerosForNone() {
        Model model = new Lists()
                .modelsDev("\"large\": {\"cost\": {\"input\": 0, \"output\": 0}}")
                .only();

        assertThat(model.prices().latest()).isEmpty();
        assertThat(model.source()).contains("models.dev");
    }

    @Test
    void listsNoModelThatOnlyAWitnessOfPricesKnows() {
        assertThat(new Lists()
                        .modelsDev("\"large\": {}")
                        .genaiPrices("{\"id\": \"retired\", \"prices\": {\"input_mtok\": 1, \"output_mtok\": 2}}")
                        .merged())
                .containsOnlyKeys("large");
    }

    @Test
    void leavesOutPricesThatSayNothingOrCannotBe() {
        Model model = new Lists().modelsDev("""
                        "large": {"cost": {"input": 2, "output": 8, "cache_read": 0, "cache_write": 0.375,
                          "reasoning": 8, "input_audio": 2}}
                        """).liteLlm("""
                        "large": {"litellm_provider": "corp", "mode": "chat", "input_cost_per_token": 2e-06,
                          "output_cost_per_token": 8e-06, "cache_creation_input_token_cost_above_1hr": 4.8e-05}
                        """).only();

        assertThat(Changes.inWords(model.prices().latest())).isEqualTo("2/8");
    }
}

package io.patchbay.catalogue.update;

import static io.patchbay.catalogue.Capability.AUDIO;
import static io.patchbay.catalogue.Capability.EMBEDDINGS;
import static io.patchbay.catalogue.Capability.PREFILL;
import static io.patchbay.catalogue.Capability.REASONING;
import static io.patchbay.catalogue.Capability.STREAMING;
import static io.patchbay.catalogue.Capability.STRUCTURED_OUTPUT;
import static io.patchbay.catalogue.Capability.TOOLS;
import static io.patchbay.catalogue.Capability.VISION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.catalogue.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read in each source's form. */
class SourcesTest {

    private static final Row ASKS_OPENROUTER = Lists.corp(List.of(Source.OPENROUTER));
    private static final Row ASKS_GENAI_PRICES = Lists.corp(List.of(Source.GENAI_PRICES));

    @Test
    void modelsDev() {
        Model model = new Lists().modelsDev("""
                "large": {
                  "reasoning": true, "tool_call": true, "structured_output": true,
                  "modalities": {"input": ["text", "image", "audio"], "output": ["text"]},
                  "limit": {"context": 400000, "output": 128000},
                  "cost": {"input": 2.50, "output": 15, "cache_read": 0.25, "cache_write": 3, "input_audio": 40,
                    "tiers": [{"tier": {"size": 272000}, "input": 5, "output": 22.5}]}}
                """).only();

        assertThat(model.id()).isEqualTo("corp/large");
        assertThat(model.wireId()).isEqualTo("large");
        assertThat(model.contextWindow()).hasValue(400_000);
        assertThat(model.outputLimit()).hasValue(128_000);
        assertThat(model.capabilities())
                .containsExactlyInAnyOrder(STREAMING, TOOLS, VISION, AUDIO, STRUCTURED_OUTPUT, REASONING);
        assertThat(Changes.inWords(model.prices().latest()))
                .isEqualTo("2.5/15 cached 0.25 written 3 heard 40, above 272000 5/22.5");
        assertThat(model.source()).contains("models.dev");
        assertThat(model.effectiveFrom()).contains(Lists.DAY);
        assertThat(model.deprecated()).isFalse();
    }

    @Test
    void modelsDevGivesABasesFactsAndNotItsPrice() {
        Model model = new Lists().with(Source.MODELS_DEV, Lists.DAY, """
                        {"corp": {"small": {"base_model": "vendor/small", "status": "deprecated"}},
                         "vendor": {"small": {"limit": {"context": 9}, "cost": {"input": 1, "output": 2}}}}
                        """).only();

        assertThat(model.contextWindow()).hasValue(9);
        assertThat(model.prices().latest()).isEmpty();
        assertThat(model.deprecated()).isTrue();
    }

    @Test
    void liteLlm() {
        Model model = new Lists().liteLlm("""
                "corp/large": {
                  "litellm_provider": "corp", "mode": "chat",
                  "input_cost_per_token": 2.5e-06, "output_cost_per_token": 1.5e-05,
                  "cache_read_input_token_cost": 2.5e-07, "cache_creation_input_token_cost": 3.125e-06,
                  "cache_creation_input_token_cost_above_1hr": 5e-06,
                  "output_cost_per_reasoning_token": 3e-06, "output_cost_per_audio_token": 8e-05,
                  "input_cost_per_request": 0.005,
                  "input_cost_per_token_above_200k_tokens": 5e-06, "output_cost_per_token_above_200k_tokens": 2e-05,
                  "cache_creation_input_token_cost_above_1hr_above_200k_tokens": 1e-05,
                  "max_input_tokens": 200000, "max_output_tokens": 64000, "deprecation_date": "2026-12-01",
                  "supports_function_calling": true, "supports_assistant_prefill": true}
                """).only();

        assertThat(model.wireId()).isEqualTo("large");
        assertThat(model.contextWindow()).hasValue(200_000);
        assertThat(model.capabilities()).containsExactlyInAnyOrder(STREAMING, TOOLS, PREFILL);
        assertThat(Changes.inWords(model.prices().latest()))
                .isEqualTo("2.5/15 cached 0.25 written 3.125 written for 1 h 5 spoken 80 thought 3, 0.005 a request, "
                        + "above 200000 5/20 written for 1 h 10");
        assertThat(model.deprecated()).isTrue();
    }

    @Test
    void liteLlmsEmbeddings() {
        Model model = new Lists().liteLlm("""
                "words": {"litellm_provider": "corp", "mode": "embedding", "input_cost_per_token": 2e-08}
                """).only();

        assertThat(model.capabilities()).containsExactly(EMBEDDINGS);
        assertThat(Changes.inWords(model.prices().latest())).isEqualTo("0.02/0");
    }

    @Test
    void openRoutersList() {
        Model model = new Lists().openRouter("""
                {"id": "vendor/large", "context_length": 1000000,
                 "architecture": {"input_modalities": ["text", "image"], "output_modalities": ["text"]},
                 "pricing": {"prompt": "0.000003", "completion": "0.000015", "input_cache_read": "0.0000003",
                   "input_cache_write": "0.00000375", "audio": "0.00004", "internal_reasoning": "0.000015",
                   "web_search": "0.01"},
                 "top_provider": {"max_completion_tokens": 64000},
                 "supported_parameters": ["tools", "structured_outputs", "reasoning"]}
                """).merged(ASKS_OPENROUTER).get("vendor/large");

        assertThat(model.capabilities())
                .containsExactlyInAnyOrder(STREAMING, TOOLS, VISION, STRUCTURED_OUTPUT, REASONING);
        assertThat(model.contextWindow()).hasValue(1_000_000);
        assertThat(model.outputLimit()).hasValue(64_000);
        assertThat(Changes.inWords(model.prices().latest())).isEqualTo("3/15 cached 0.3 written 3.75 heard 40");
    }

    @Test
    void aModelThatAlwaysSearchesHasAPricePerRequest() {
        assertThat(Changes.inWords(openRouters("""
                "pricing": {"prompt": "0.000001", "completion": "0.000001", "web_search": "0.005"},
                "supported_parameters": ["web_search_options"]
                """).prices().latest())).isEqualTo("1/1, 0.005 a request");
    }

    @Test
    void soundThatIsBilledByTheMinuteHasNoPricePerToken() {
        assertThat(Changes.inWords(openRouters("""
                "pricing": {"prompt": "0.000001", "completion": "0.000001", "audio": "0.0001",
                  "units": [{"label": "Input Audio", "unit": "/minute"}]}
                """).prices().latest())).isEqualTo("1/1");
    }

    @Test
    void onlyOpenRouterSaysThatAModelIsFreeAndOnlyInItsName() {
        String nothing = "\"pricing\": {\"prompt\": \"0\", \"completion\": \"0\"}";

        assertThat(openRouters("vendor/small", nothing).prices().latest()).isEmpty();
        assertThat(Changes.inWords(
                        openRouters("vendor/small:free", nothing).prices().latest()))
                .isEqualTo("0/0");
        assertThat(new Lists()
                        .modelsDev("\"small:free\": {\"cost\": {\"input\": 0, \"output\": 0}}")
                        .only()
                        .prices()
                        .latest())
                .isEmpty();
    }

    @Test
    void genaiPrices() {
        Model model = new Lists().genaiPrices("""
                {"id": "large", "context_window": 9000,
                 "prices": {"input_mtok": {"base": 2, "tiers": [{"start": 200000, "price": 4}]}, "output_mtok": 12,
                   "cache_read_mtok": {"base": 0.2, "tiers": [{"start": 200000, "price": 0.4}]},
                   "input_audio_mtok": 3, "requests_kcount": 12}}
                """).merged(ASKS_GENAI_PRICES).get("large");

        assertThat(model.contextWindow()).hasValue(9_000);
        assertThat(Changes.inWords(model.prices().latest()))
                .isEqualTo("2/12 cached 0.2 heard 3, 0.012 a request, above 200000 4/12 cached 0.4 heard 3");
    }

    @Test
    void genaiPricesSayNothingOfAModelByAnotherName() {
        Model model =
                new Lists().modelsDev("\"large-2024\": {}").genaiPrices("""
                        {"id": "large", "match": {"or": [{"equals": "large-2024"}]},
                         "prices": {"input_mtok": 2, "output_mtok": 12}}
                        """).only();

        assertThat(model.wireId()).isEqualTo("large-2024");
        assertThat(model.prices().latest()).isEmpty();
    }

    @Test
    void ofDatedPricesTheOneOfItsDayHoldsAndTheNextIsAnnounced() {
        Lists lists = new Lists().genaiPrices("""
                {"id": "large", "prices": [
                  {"prices": {"input_mtok": 10, "output_mtok": 40}},
                  {"constraint": {"start_date": "2026-06-10"}, "prices": {"input_mtok": 2, "output_mtok": 8}},
                  {"constraint": {"start_date": "2026-09-01"}, "prices": {"input_mtok": 3, "output_mtok": 9}}]}
                """);
        Model model = lists.merged(ASKS_GENAI_PRICES).get("large");

        assertThat(Changes.inWords(model.prices().latest())).isEqualTo("2/8");
        assertThat(model.effectiveFrom()).hasToString("Optional[2026-06-10]");
        assertThat(new Merge(ASKS_GENAI_PRICES, "", lists.sources()).announced())
                .containsExactly("large from 2026-09-01 3/9");
    }

    @Test
    void aPriceThatChangesWithTheHourIsNone() {
        assertThat(new Lists()
                        .genaiPrices("""
                                {"id": "large", "prices": [{"prices": {"input_mtok": 1, "output_mtok": 4}},
                                  {"constraint": {"start_time": "00:30:00Z"}, "prices": {"input_mtok": 2, "output_mtok": 8}}]}
                                """)
                        .merged(ASKS_GENAI_PRICES)
                        .get("large")
                        .prices()
                        .latest())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-image-1",
                "vendor/veo-3",
                "gpt-4o-mini-tts",
                "whisper-1",
                "gpt-4o-realtime-preview",
                "omni-moderation-latest",
                "llama-guard-4-12b",
                "gpt-oss-safeguard-20b",
                "rerank-v3.5",
                "DeepSeek-OCR",
                "ft:gpt-4o",
                "~openai/gpt-latest",
                "secret-model"
            })
    void whatIsNotForChatIsLeftOut(String id) {
        assertThat(Lists.CORP.takes(id)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gpt-4o-audio-preview", "olive-7b", "pythia-12b", "qwen/qwen3-8b:free", "gpt-4o-search-preview"})
    void whatIsForChatIsTaken(String id) {
        assertThat(Lists.CORP.takes(id)).isTrue();
    }

    @Test
    void modelsOfPicturesAreLeftOutWhateverTheirName() {
        assertThat(new Lists()
                        .modelsDev(
                                "\"painter\": {\"modalities\": {\"input\": [\"text\"], \"output\": [\"text\", \"image\"]}}")
                        .merged())
                .isEmpty();
    }

    @Test
    void theDayIsInTheNameOrInTheReadme(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("models.dev.2026-07-02.json"), "{\"corp\": {\"large\": {}}}");
        Files.writeString(directory.resolve("genai-prices.json"), "[]");
        Files.writeString(directory.resolve("README.md"), "| genai-prices.json (read 2026-08-21) | prices |\n");

        Sources sources = Sources.in(directory);

        assertThat(sources.lists()).containsOnlyKeys(Source.MODELS_DEV, Source.GENAI_PRICES);
        assertThat(sources.lists().get(Source.GENAI_PRICES)).extracting("day").hasToString("2026-08-21");
        assertThat(sources.of(Source.MODELS_DEV, Lists.CORP)).containsOnlyKeys("large");
        assertThat(sources.has(Set.of(Source.LITELLM))).isFalse();
    }

    @Test
    void aFileWithoutADayIsRefused(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("litellm.json"), "{}");

        assertThatThrownBy(() -> Sources.in(directory)).hasMessageContaining("when was litellm.json read?");
    }

    private static Model openRouters(String facts) {
        return openRouters("vendor/small", facts);
    }

    private static Model openRouters(String id, String facts) {
        return new Lists()
                .openRouter("""
                        {"id": "%s", "architecture": {"output_modalities": ["text"]}, %s}
                        """.formatted(id, facts))
                .merged(ASKS_OPENROUTER)
                .get(id);
    }
}

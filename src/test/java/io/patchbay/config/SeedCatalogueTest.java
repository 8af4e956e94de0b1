package io.patchbay.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.catalogue.Catalogue;
import io.patchbay.catalogue.Model;
import io.patchbay.chat.Usage;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedCatalogueTest {

    private static final Catalogue CATALOGUE = Read.defaults(Map.of()).routes().catalogue();

    @ParameterizedTest
    @CsvSource({
        "openai/gpt-4o, 0.0025, 0.01, 128000",
        "openai/gpt-4o-mini, 0.00015, 0.0006, 128000",
        "anthropic/claude-3.5-sonnet, 0.003, 0.015, 200000",
        "anthropic/claude-3-opus, 0.015, 0.075, 200000",
        "deepseek/deepseek-chat, 0.00014, 0.00028, 64000",
        "google/gemini-pro-1.5, 0.00125, 0.005, 1000000",
        "meta-llama/llama-3.1-405b-instruct, 0.003, 0.003, 128000",
    })
    void pricesAThousandTokensAtOpenRouter(String id, BigDecimal input, BigDecimal output, int window) {
        check(CATALOGUE.find("openrouter", id).orElseThrow(), 1_000, input, output, window);
    }

    @ParameterizedTest
    @CsvSource({
        "deepseek-ai/DeepSeek-V3, 0.07, 0.14, 64000",
        "deepseek-ai/DeepSeek-Chat, 0.07, 0.14, 64000",
        "Qwen/Qwen2.5-72B-Instruct, 0.28, 0.28, 128000",
        "Qwen/Qwen2.5-32B-Instruct, 0.14, 0.14, 128000",
        "01-ai/Yi-1.5-34B-Chat, 0.14, 0.14, 32000",
        "THUDM/glm-4-9b-chat, 0.07, 0.07, 128000",
        "meta-llama/Llama-3.1-70B-Instruct, 0.28, 0.28, 128000",
    })
    void pricesAMillionTokensAtSiliconFlow(String id, BigDecimal input, BigDecimal output, int window) {
        check(CATALOGUE.find("siliconflow", id).orElseThrow(), 1_000_000, input, output, window);
    }

    private static void check(Model model, long tokens, BigDecimal input, BigDecimal output, int window) {
        assertThat(model.prices().latest().orElseThrow().costOf(usage(tokens, 0)))
                .isEqualByComparingTo(input);
        assertThat(model.prices().latest().orElseThrow().costOf(usage(0, tokens)))
                .isEqualByComparingTo(output);
        assertThat(model.contextWindow()).hasValue(window);
    }

    private static Usage usage(long input, long output) {
        return Usage.builder().input(input).output(output).build();
    }
}

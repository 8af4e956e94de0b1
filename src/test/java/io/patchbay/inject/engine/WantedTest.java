package io.patchbay.inject.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WantedTest {

    @Test
    void leavesTheProviderToTheRoutes() {
        assertThat(Wanted.of("openai/gpt-4o", "").id()).contains("openai/gpt-4o");
    }

    @Test
    void pinsTheProvider() {
        assertThat(Wanted.of("Qwen/Qwen2.5-72B-Instruct", "siliconflow").id())
                .contains("@siliconflow/Qwen/Qwen2.5-72B-Instruct");
    }

    @Test
    void understandsAnIdThatPinsItsProviderItself() {
        assertThat(Wanted.of("@siliconflow/Qwen/Qwen2.5-72B-Instruct", ""))
                .isEqualTo(Wanted.of("Qwen/Qwen2.5-72B-Instruct", "siliconflow"));
    }

    @Test
    void meansTheDefaultModelByNothing() {
        assertThat(Wanted.of("", "")).isEqualTo(Wanted.DEFAULT);
        assertThat(Wanted.DEFAULT.id()).isEmpty();
    }

    @Test
    void refusesTwoProviders() {
        assertThatIllegalArgumentException().isThrownBy(() -> Wanted.of("@azure/gpt-4o", "openai"));
    }

    @Test
    void refusesAProviderWithoutAModel() {
        assertThatIllegalArgumentException().isThrownBy(() -> Wanted.of("", "openai"));
    }
}

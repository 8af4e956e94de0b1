package io.patchbay.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RightsTest {

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, gpt-4o, true",
        "gpt-4o, gpt-4o-mini, false",
        "gpt-4o, openai/gpt-4o, false",
        "gpt-4o*, gpt-4o-mini, true",
        "openai/*, openai/gpt-4o, true",
        "openai/*, openai, false",
        "openai/*, @openrouter/openai/gpt-4o, true",
        "openai/*, @openai/gpt-4o, false",
        "@openai/*, @openai/gpt-4o, true",
        "@openai/*, gpt-4o, false",
        "*, @any/thing, true"
    })
    void aModelIsAllowedByNameOrByTheBeginningOfIt(String allowed, String asked, boolean may) {
        assertThat(rights(List.of(allowed)).mayAsk(asked)).isEqualTo(may);
    }

    @Test
    void whereNothingIsSaidAllMay() {
        assertThat(Rights.ALL.mayAsk("any")).isTrue();
        assertThat(Rights.ALL.mayAnswer("any")).isTrue();
        assertThat(new Rights(List.of(), List.of("openai")).mayAnswer("azure")).isFalse();
    }

    @Test
    void nobodyGivesMoreThanItHas() {
        Rights own = new Rights(List.of("openai/*", "fast"), List.of("openai", "azure"));

        assertThat(new Rights(List.of("openai/gpt-*", "fast"), List.of("azure")).within(own))
                .isTrue();
        assertThat(own.within(own)).isTrue();
        assertThat(own.within(Rights.ALL)).isTrue();
        assertThat(Rights.ALL.within(own)).isFalse();
        assertThat(new Rights(List.of("open*"), List.of("azure")).within(own)).isFalse();
        assertThat(new Rights(List.of("fast*"), List.of("azure")).within(own)).isFalse();
        assertThat(new Rights(List.of("fast"), List.of("azure", "groq")).within(own))
                .isFalse();
        assertThat(new Rights(List.of("fast"), List.of()).within(own)).isFalse();
        assertThat(new Rights(List.of(), List.of("azure")).within(own)).isFalse();
    }

    private static Rights rights(List<String> models) {
        return new Rights(models, List.of());
    }
}

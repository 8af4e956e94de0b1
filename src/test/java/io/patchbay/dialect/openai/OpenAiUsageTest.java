package io.patchbay.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.chat.Usage;
import io.patchbay.dialect.Json;
import org.junit.jupiter.api.Test;

class OpenAiUsageTest {

    @Test
    void takesCachedAndSpokenTokensOutOfThePrompt() throws Exception {
        Usage usage = read("""
                {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120,
                 "prompt_tokens_details": {"cached_tokens": 60, "audio_tokens": 10},
                 "completion_tokens_details": {"reasoning_tokens": 5, "audio_tokens": 8}}
                """);

        assertThat(usage).isEqualTo(new Usage(30, 60, 0, 0, 12, 5, 10, 8, false));
    }

    @Test
    void keepsThePromptWhereCachedTokensAreCountedBesideIt() throws Exception {
        Usage usage = read("""
                {"prompt_tokens": 202, "completion_tokens": 15, "total_tokens": 217,
                 "prompt_tokens_details": {"cached_tokens": 314}}
                """);

        assertThat(usage).isEqualTo(new Usage(202, 314, 0, 0, 15, 0, 0, 0, false));
    }

    @Test
    void addsReasoningThatIsCountedBesideTheCompletion() throws Exception {
        Usage usage = read("""
                {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 45,
                 "completion_tokens_details": {"reasoning_tokens": 30}}
                """);

        assertThat(usage).isEqualTo(new Usage(10, 0, 0, 0, 35, 30, 0, 0, false));
    }

    @Test
    void knowsDeepSeeksCache() throws Exception {
        Usage usage = read("""
                {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15,
                 "prompt_cache_hit_tokens": 4, "prompt_cache_miss_tokens": 6}
                """);

        assertThat(usage).isEqualTo(new Usage(6, 4, 0, 0, 5, 0, 0, 0, false));
    }

    private static Usage read(String usage) throws Exception {
        return OpenAiUsage.read(Json.object().set("usage", Json.read(usage))).orElseThrow();
    }
}

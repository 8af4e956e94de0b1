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

        assertThat(usage)
                .isEqualTo(Usage.builder()
                        .input(30)
                        .cacheRead(60)
                        .output(12)
                        .reasoning(5)
                        .audioInput(10)
                        .audioOutput(8)
                        .build());
    }

    @Test
    void keepsThePromptWhereCachedTokensAreCountedBesideIt() throws Exception {
        Usage usage = read("""
                {"prompt_tokens": 202, "completion_tokens": 15, "total_tokens": 217,
                 "prompt_tokens_details": {"cached_tokens": 314}}
                """);

        assertThat(usage)
                .isEqualTo(Usage.builder().input(202).cacheRead(314).output(15).build());
    }

    @Test
    void addsReasoningThatIsCountedBesideTheCompletion() throws Exception {
        Usage usage = read("""
                {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 45,
                 "completion_tokens_details": {"reasoning_tokens": 30}}
                """);

        assertThat(usage)
                .isEqualTo(Usage.builder().input(10).output(35).reasoning(30).build());
    }

    @Test
    void knowsDeepSeeksCache() throws Exception {
        Usage usage = read("""
                {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15,
                 "prompt_cache_hit_tokens": 4, "prompt_cache_miss_tokens": 6}
                """);

        assertThat(usage)
                .isEqualTo(Usage.builder().input(6).cacheRead(4).output(5).build());
    }

    private static Usage read(String usage) throws Exception {
        return OpenAiUsage.read(Json.object().set("usage", Json.read(usage))).orElseThrow();
    }

    @Test
    void takesPicturesOutOfPromptAndCompletion() throws Exception {
        Usage usage = read("""
                {"prompt_tokens": 100, "completion_tokens": 1300, "total_tokens": 1400,
                 "prompt_tokens_details": {"cached_tokens": 60, "image_tokens": 90},
                 "completion_tokens_details": {"image_tokens": 1290}}
                """);

        assertThat(usage)
                .as("of what was not in the cache")
                .isEqualTo(Usage.builder()
                        .cacheRead(60)
                        .imageInput(40)
                        .output(10)
                        .imageOutput(1290)
                        .build());
    }

    @Test
    void writesPicturesAsItReadsThem() {
        Usage usage =
                Usage.builder().input(1).imageInput(2).output(3).imageOutput(4).build();

        assertThat(OpenAiUsage.read(Json.object().set("usage", OpenAiUsage.write(usage))))
                .contains(usage);
    }

    @Test
    void knowsTheTierThatServed() throws Exception {
        assertThat(OpenAiUsage.read(Json.read("""
                {"service_tier": "flex", "usage": {"prompt_tokens": 1}}""")).orElseThrow().serviceTier()).isEqualTo("flex");
        assertThat(read("""
                {"prompt_tokens": 1, "service_tier": "standard"}""").serviceTier()).as("Mistral says it there").isEqualTo("standard");
        assertThat(OpenAiUsage.read(Json.read("""
                {"service_tier": "a sentence", "usage": {"prompt_tokens": 1}}""")).orElseThrow().serviceTier()).isEmpty();
    }
}

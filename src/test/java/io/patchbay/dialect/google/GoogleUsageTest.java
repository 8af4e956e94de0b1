package io.patchbay.dialect.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleUsageTest {

    @Test
    void theClassesDoNotOverlap() throws JsonProcessingException {
        assertThat(read("""
                {"promptTokenCount": 100, "cachedContentTokenCount": 40, "candidatesTokenCount": 30,
                 "thoughtsTokenCount": 20, "toolUsePromptTokenCount": 7, "totalTokenCount": 157,
                 "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 75}, {"modality": "AUDIO", "tokenCount": 25}],
                 "cacheTokensDetails": [{"modality": "AUDIO", "tokenCount": 10}],
                 "candidatesTokensDetails": [{"modality": "AUDIO", "tokenCount": 5}]}"""))
                .contains(Usage.builder()
                        .input(52)
                        .cacheRead(40)
                        .output(45)
                        .reasoning(20)
                        .audioInput(15)
                        .audioOutput(5)
                        .build());
    }

    @Test
    void noneIsNegativeWhateverTheVendorCounts() throws JsonProcessingException {
        assertThat(read("""
                {"promptTokenCount": 10, "cachedContentTokenCount": 4, "candidatesTokenCount": 3, "thoughtsTokenCount": -1,
                 "promptTokensDetails": [{"modality": "AUDIO", "tokenCount": 99}],
                 "candidatesTokensDetails": [{"modality": "AUDIO", "tokenCount": 99}]}"""))
                .contains(Usage.builder()
                        .cacheRead(4)
                        .audioInput(6)
                        .audioOutput(3)
                        .build());
        assertThat(read("""
                {"promptTokenCount": 10, "cachedContentTokenCount": 12,
                 "cacheTokensDetails": [{"modality": "AUDIO", "tokenCount": 5}]}""")).contains(Usage.builder().cacheRead(10).build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"promptTokenCount", "candidatesTokenCount", "totalTokenCount"})
    void oneCountIsEnough(String field) throws JsonProcessingException {
        assertThat(read("{\"" + field + "\": 0}")).contains(Usage.NONE);
    }

    @Test
    void withoutCountsNothingWasSaid() throws JsonProcessingException {
        assertThat(read("{\"serviceTier\": \"standard\"}")).isEmpty();
    }

    @Test
    void isWrittenAsGoogleCounts() throws JsonProcessingException {
        JsonNode written = Json.read(GoogleUsage.write(Usage.builder()
                        .input(45)
                        .cacheRead(40)
                        .output(45)
                        .reasoning(20)
                        .audioInput(15)
                        .audioOutput(5)
                        .build())
                .toString());

        assertThat(written).isEqualTo(Json.read("""
                {"promptTokenCount": 100, "cachedContentTokenCount": 40, "candidatesTokenCount": 30,
                 "thoughtsTokenCount": 20, "totalTokenCount": 150,
                 "promptTokensDetails": [{"modality": "AUDIO", "tokenCount": 15}],
                 "candidatesTokensDetails": [{"modality": "AUDIO", "tokenCount": 5}]}"""));
        assertThat(Json.read(
                        GoogleUsage.write(Usage.builder().input(1).output(2).build())
                                .toString()))
                .isEqualTo(Json.read("""
                        {"promptTokenCount": 1, "candidatesTokenCount": 2, "totalTokenCount": 3}"""));
    }

    private static Optional<Usage> read(String usage) throws JsonProcessingException {
        return GoogleUsage.read(Json.object().set("usageMetadata", Json.read(usage)));
    }

    @Test
    void knowsPicturesAndTheTier() throws Exception {
        Usage usage = GoogleUsage.read(Json.read("""
                {"usageMetadata": {
                 "promptTokenCount": 270, "candidatesTokenCount": 1295, "totalTokenCount": 1565, "serviceTier": "flex",
                 "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 12}, {"modality": "IMAGE", "tokenCount": 258}],
                 "candidatesTokensDetails": [{"modality": "IMAGE", "tokenCount": 1290}]}}""")).orElseThrow();

        assertThat(usage)
                .isEqualTo(Usage.builder()
                        .input(12)
                        .imageInput(258)
                        .output(5)
                        .imageOutput(1290)
                        .serviceTier("flex")
                        .build());
        assertThat(GoogleUsage.read(Json.object().set("usageMetadata", GoogleUsage.write(usage)))
                        .orElseThrow()
                        .imageOutput())
                .isEqualTo(1290);
    }
}

package io.patchbay.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.testing.Recording;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordedErrorsTest {

    private final OpenAiDialect dialect = new OpenAiDialect();

    @BeforeAll
    static void recordingsArePresent() {
        assumeTrue(Recording.arePresent(), "no recordings beside the project");
    }

    static List<Recording> recorded() {
        return Recording.chats(recording -> !recording.succeeded());
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void areTreatedByTheirStatusAndCode(Recording recording) {
        Failure failure = failureOf(recording.status(), recording.responseText());

        Class<? extends Failure> expected = switch (recording.status()) {
            case 400 ->
                recording.responseText().contains("maximum context length")
                        ? Failure.ContextTooLong.class
                        : Failure.Rejected.class;
            case 401, 402, 403 -> Failure.Unauthenticated.class;
            case 404 -> Failure.ModelNotFound.class;
            case 429 -> Failure.Throttled.class;
            default -> throw new AssertionError("no expectation for " + recording);
        };
        assertThat(failure).isInstanceOf(expected);
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void ofTheCallersFaultKeepTheVendorsWords(Recording recording) {
        Failure failure = failureOf(recording.status(), recording.responseText());

        Optional<String> said = switch (failure) {
            case Failure.Rejected rejected -> rejected.said().map(it -> utf8(it.body()));
            case Failure.ContextTooLong tooLong -> tooLong.said().map(it -> utf8(it.body()));
            case Failure.ModelNotFound notFound -> notFound.said().map(it -> utf8(it.body()));
            default -> Optional.of(recording.responseText());
        };
        assertThat(said).contains(recording.responseText());
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void ofOurKeyAreNotToldInTheVendorsWords(Recording recording) {
        Failure failure = failureOf(recording.status(), recording.responseText());

        if (failure instanceof Failure.Unauthenticated(String detail)) {
            assertThat(detail).doesNotContain("API key provided", "sk-");
        }
    }

    @Test
    void reportedOnesAreTreatedAsTheTableSays() {
        Map<String, Class<? extends Failure>> expected = Map.ofEntries(
                Map.entry("openai 429 Rate limit reached for o4-mini", Failure.Throttled.class),
                Map.entry("openai 429 Rate limit reached for 10KTPM", Failure.Throttled.class),
                Map.entry("openrouter 402 Insufficient credits", Failure.Unauthenticated.class),
                Map.entry("openrouter 429 Provider returned error", Failure.Throttled.class),
                Map.entry("deepseek 402 Insufficient Balance", Failure.Unauthenticated.class),
                Map.entry("siliconflow 400 length of prompt_tokens", Failure.ContextTooLong.class),
                Map.entry("siliconflow 429 Request was rejected due to rate limiting", Failure.Throttled.class),
                Map.entry("siliconflow 401 Invalid token", Failure.Unauthenticated.class),
                Map.entry("siliconflow 403 Forbidden", Failure.Unauthenticated.class),
                Map.entry("siliconflow 404 404 page not found", Failure.ModelNotFound.class),
                Map.entry("siliconflow 503 Model service overloaded", Failure.Unavailable.class),
                Map.entry("ollama 429 reached your session usage limit", Failure.Throttled.class));
        expected.forEach((name, type) -> {
            String[] words = name.split(" ", 3);
            JsonNode error = reported(words[0], words[1], words[2]);

            assertThat(failureOf(
                            error.path("status").asInt(), error.path("body").asText()))
                    .as(name)
                    .isInstanceOf(type);
        });
    }

    @Test
    void aWaitInTheTextIsUnderstood() {
        JsonNode error = reported("openai", "429", "o4-mini");

        assertThat(failureOf(429, error.path("body").asText()))
                .isInstanceOfSatisfying(
                        Failure.Throttled.class,
                        throttled -> assertThat(throttled.retryAfter()).contains(Duration.ofMillis(1574)));
    }

    @Test
    void onlyFaultsOfTheProviderCountForItsBreaker() {
        for (Recording recording : recorded()) {
            assertThat(CallFailed.of(failureOf(recording.status(), recording.responseText())))
                    .as(recording.id())
                    .isNotInstanceOf(CallFailed.ProviderFault.class);
        }
    }

    private static JsonNode reported(String provider, String status, String words) {
        return Recording.reportedErrors().stream()
                .filter(error -> error.path("provider").asText().equals(provider)
                        && error.path("status").asText().equals(status)
                        && error.path("body").asText().contains(words))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing reported of " + provider + " " + status + words));
    }

    private Failure failureOf(int status, String body) {
        return dialect.failure(status, name -> Optional.empty(), body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

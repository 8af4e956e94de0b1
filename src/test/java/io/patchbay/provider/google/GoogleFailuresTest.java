package io.patchbay.provider.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.testing.Recording;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleFailuresTest {

    static List<Recording> recorded() {
        return Stream.of("generateContent", "streamGenerateContent", "batchEmbedContents")
                .flatMap(endpoint -> Recording.of(endpoint, "gemini").stream())
                .filter(recording -> !recording.succeeded())
                .toList();
    }

    @Test
    void recordedOnesAreTreatedByTheirStatusAndReason() {
        assumeTrue(Recording.arePresent(), "no recordings beside the project");
        assertThat(recorded()).hasSize(5);
        for (Recording recording : recorded()) {
            Failure failure = failureOf(recording.status(), recording.responseText());

            Class<? extends Failure> expected = switch (recording.status()) {
                case 400 -> Failure.Unauthenticated.class;
                case 404 -> Failure.ModelNotFound.class;
                case 429 -> Failure.Throttled.class;
                default -> throw new AssertionError("no expectation for " + recording);
            };
            assertThat(failure).as(recording.id()).isInstanceOf(expected);
            assertThat(CallFailed.of(failure)).isNotInstanceOf(CallFailed.ProviderFault.class);
        }
    }

    @Test
    void reportedOverloadsAreTheProvidersFault() {
        assumeTrue(Recording.arePresent(), "no recordings beside the project");
        List<String> reported = Recording.reportedErrors().stream()
                .filter(error -> error.path("provider").asText().equals("gemini"))
                .map(error -> error.path("body").asText())
                .toList();

        assertThat(reported).isNotEmpty().allMatch(body -> failureOf(503, body) instanceof Failure.Unavailable);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | INVALID_ARGUMENT | API key not valid. Please pass a valid API key. | Unauthenticated",
                "400 | INVALID_ARGUMENT | API key expired. Please renew the API key. | Unauthenticated",
                "400 | FAILED_PRECONDITION | User location is not supported for the API use. | Unauthenticated",
                "400 | FAILED_PRECONDITION | Please enable billing on your project. | Unauthenticated",
                "400 | INVALID_ARGUMENT | Unknown name billing: Cannot find field. | Rejected",
                "400 | INVALID_ARGUMENT | The input token count (9) exceeds the maximum number of tokens allowed (8). |"
                        + " ContextTooLong",
                "400 | INVALID_ARGUMENT | Invalid value at 'contents' | Rejected",
                "401 | UNAUTHENTICATED | Request had invalid credentials. | Unauthenticated",
                "403 | PERMISSION_DENIED | Method doesn't allow unregistered callers. | Unauthenticated",
                "403 | PERMISSION_DENIED | You do not have permission to access the File abc or it may not exist. | Rejected",
                "403 | PERMISSION_DENIED | CachedContent not found (or permission denied) | Rejected",
                "404 | NOT_FOUND | models/x is not found for API version v1beta | ModelNotFound",
                "413 | INVALID_ARGUMENT | Too large | Rejected",
                "429 | RESOURCE_EXHAUSTED | Resource has been exhausted (e.g. check quota). | Throttled",
                "500 | INTERNAL | An internal error has occurred. | Unavailable",
                "503 | UNAVAILABLE | The model is overloaded. | Unavailable",
                "504 | DEADLINE_EXCEEDED | Deadline expired. | Unavailable",
                "529 | UNAVAILABLE | The model is overloaded. | Throttled"
            })
    void areTreatedByStatusAndMessage(int status, String word, String message, String expected) {
        String error =
                "{\"error\": {\"code\": %d, \"message\": \"%s\", \"status\": \"%s\"}}".formatted(status, message, word);

        assertThat(failureOf(status, error).getClass().getSimpleName()).isEqualTo(expected);
        assertThat(failureOf(status, "[" + error + "]"))
                .usingRecursiveComparison()
                .isEqualTo(failureOf(status, error));
        assertThat(inside(error).getClass().getSimpleName()).isEqualTo(expected);
    }

    private static Failure inside(String error) {
        try {
            new GoogleStreamReader(1).read("", error.getBytes(StandardCharsets.UTF_8));
        } catch (CallFailed e) {
            return e.failure();
        }
        throw new AssertionError("no failure");
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_ARGUMENT, Rejected",
        "UNAUTHENTICATED, Unauthenticated",
        "PERMISSION_DENIED, Unauthenticated",
        "NOT_FOUND, ModelNotFound",
        "RESOURCE_EXHAUSTED, Throttled",
        "UNAVAILABLE, Unavailable",
        "TO_BE_INVENTED, Unavailable"
    })
    void withoutACodeTheStatusSaysIt(String word, String expected) {
        assertThat(inside("{\"error\": {\"status\": \"%s\"}}".formatted(word))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(expected);
        assertThat(inside("{\"error\": {\"code\": 200, \"status\": \"%s\"}}".formatted(word))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(expected);
    }

    @Test
    void aBareTextIsAnErrorToo() {
        assertThat(inside("{\"error\": \"broken\"}")).isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void theReasonOfAKeyIsEnough() {
        assertThat(failureOf(400, """
                {"error": {"code": 400, "message": "?", "details": [{"reason": "API_KEY_INVALID"}]}}""")).isInstanceOf(Failure.Unauthenticated.class);
    }

    @Test
    void theCallersFaultKeepsTheVendorsWords() {
        String body = "{\"error\":{\"code\":400,\"message\":\"Bad role\",\"status\":\"INVALID_ARGUMENT\"}}";

        assertThat(failureOf(400, body)).isInstanceOfSatisfying(Failure.Rejected.class, rejected -> {
            assertThat(rejected.detail()).isEqualTo("Bad role");
            assertThat(rejected.said().orElseThrow().dialect()).isEqualTo("google");
            assertThat(rejected.said().orElseThrow().body()).asString().isEqualTo(body);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Bad Gateway</html>", "{\"error\": {\"mess", "{\"error\": 1}", "[]", "null"})
    void withoutReadableWordsTheStatusIsEnough(String body) {
        assertThat(failureOf(400, body)).isInstanceOf(Failure.Rejected.class);
        assertThat(failureOf(403, body)).isInstanceOf(Failure.Unauthenticated.class);
        assertThat(failureOf(404, body)).isInstanceOf(Failure.ModelNotFound.class);
        assertThat(failureOf(429, body))
                .isEqualTo(new Failure.Throttled("the provider is at its limit", Optional.empty()));
        assertThat(failureOf(502, body)).isInstanceOf(Failure.Unavailable.class);
        assertThat(failureOf(302, body)).isInstanceOf(Failure.Garbled.class);
        assertThat(failureOf(204, body)).isInstanceOf(Failure.Garbled.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "17s | Please retry in 3s. | 2 | 17000",
                "0.25s | | | 250",
                "0s | | | 0",
                "86400s | | | 86400000",
                "-1s | Please retry in 48.9399s. | | 48940",
                "soon | Please retry in a while | 30 | 30000",
                "99999999s | | |",
                "| | Wed, 21 Oct 2026 07:28:00 GMT |",
                "| Please retry in | |"
            })
    void aWaitStandsInTheDetailsTheMessageOrAHeader(String delay, String message, String header, Long millis) {
        String details =
                delay == null ? "" : ", \"details\": [{\"@type\": \"x\"}, {\"retryDelay\": \"%s\"}]".formatted(delay);
        String error = "{\"error\": {\"code\": 429, \"message\": \"%s\"%s}}"
                .formatted(message == null ? "" : message, details);
        Map<String, String> headers = header == null ? Map.of() : Map.of("retry-after", header);

        Failure failure = new GoogleDialect()
                .failure(
                        429,
                        name -> Optional.ofNullable(headers.get(name)),
                        error.getBytes(StandardCharsets.UTF_8),
                        Instant.EPOCH);

        assertThat(((Failure.Throttled) failure).retryAfter().map(Duration::toMillis))
                .isEqualTo(Optional.ofNullable(millis));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void ofOurKeyAreNotToldInTheVendorsWords(Recording recording) {
        if (failureOf(recording.status(), recording.responseText()) instanceof Failure.Unauthenticated(String detail)) {
            assertThat(detail).doesNotContain("API key");
        }
    }

    private static Failure failureOf(int status, String body) {
        return new GoogleDialect()
                .failure(status, name -> Optional.empty(), body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    }
}

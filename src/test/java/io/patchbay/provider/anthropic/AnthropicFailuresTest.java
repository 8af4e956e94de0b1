package io.patchbay.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Verbatim;
import io.patchbay.provider.Dialect;
import io.patchbay.provider.WireCall;
import io.patchbay.testing.Recording;
import io.patchbay.testing.Rows;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicFailuresTest {

    private final AnthropicDialect dialect = new AnthropicDialect();

    @ParameterizedTest
    @CsvSource({
        "429, Throttled",
        "529, Throttled",
        "500, Unavailable",
        "502, Unavailable",
        "503, Unavailable",
        "504, Unavailable",
        "408, Unavailable",
        "401, Unauthenticated",
        "402, Unauthenticated",
        "403, Unauthenticated",
        "404, ModelNotFound",
        "400, Rejected",
        "413, Rejected",
        "422, Rejected",
        "302, Garbled",
        "204, Garbled"
    })
    void theStatusDecidesWhereNothingElseIsSaid(int status, String expected) {
        assertThat(name(failure(status, ""))).isEqualTo(expected);
        assertThat(name(failure(status, "<html><body>nginx</body></html>"))).isEqualTo(expected);
        assertThat(name(failure(status, "[]"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            prompt is too long: 210123 tokens > 200000 maximum                              | ContextTooLong
            input length and `max_tokens` exceed context limit: 190000 + 64000 > 200000     | ContextTooLong
            Your credit balance is too low to access the Anthropic API.                     | Unauthenticated
            You have reached your specified API usage limits. You will regain access later. | Unauthenticated
            Output blocked by content filtering policy                                      | ContentFiltered
            max_tokens: Field required                                                      | Rejected
            """)
    void ofABadRequestTheMessageTellsWhatItIs(String message, String expected) {
        assertThat(name(failure(400, error("invalid_request_error", message)))).isEqualTo(expected);
    }

    @Test
    void theCallersOwnFaultIsToldInTheVendorsWords() {
        String body = error("invalid_request_error", "max_tokens: Field required");

        assertThat(failure(400, body)).isInstanceOfSatisfying(Failure.Rejected.class, rejected -> {
            assertThat(rejected.detail()).isEqualTo("max_tokens: Field required");
            assertThat(rejected.said().map(Verbatim::body))
                    .hasValueSatisfying(said -> assertThat(said).isEqualTo(bytes(body)));
            assertThat(rejected.said().map(Verbatim::dialect)).contains("anthropic");
        });
    }

    /** By docs/en/build-with-claude/message-threads: a thread is kept for minutes, and the caller has all to begin another. */
    @Test
    void aLostThreadIsNoUnknownModel() {
        String body = """
                {"type":"error","error":{"type":"not_found_error","message":"No thread state was found.",
                "details":{"error_code":"thread_not_found"}}}""";

        assertThat(failure(404, body)).isInstanceOfSatisfying(Failure.Rejected.class, rejected -> {
            assertThat(rejected.status()).isEqualTo(404);
            assertThat(rejected.said().map(Verbatim::body))
                    .hasValueSatisfying(said -> assertThat(said).isEqualTo(bytes(body)));
        });
    }

    @Test
    void ourOwnKeysFaultIsNot() {
        assertThat(failure(401, error("authentication_error", "invalid x-api-key sk-1"))
                        .detail())
                .doesNotContain("sk-1");
    }

    @Test
    void theHeadersWaitCounts() {
        Failure failure = dialect.failure(
                429,
                name -> name.equals("retry-after") ? Optional.of("7") : Optional.empty(),
                bytes(error("rate_limit_error", "Slow down")),
                Instant.EPOCH);

        assertThat(failure).isEqualTo(new Failure.Throttled("Slow down", Optional.of(Duration.ofSeconds(7))));
    }

    @ParameterizedTest
    @CsvSource({
        "overloaded_error, Throttled",
        "rate_limit_error, Throttled",
        "api_error, Unavailable",
        "timeout_error, Unavailable",
        "invalid_request_error, Rejected",
        "authentication_error, Unauthenticated",
        "billing_error, Unauthenticated",
        "permission_error, Unauthenticated",
        "not_found_error, ModelNotFound",
        "request_too_large, Rejected",
        "error_of_tomorrow, Unavailable",
        "'', Unavailable"
    })
    void anErrorWithinAnAnswerIsKnownByItsType(String type, String expected) {
        Dialect.StreamReader reader = call().stream().get();

        assertThatThrownBy(() -> reader.read("error", bytes(error(type, "Sorry"))))
                .isInstanceOfSatisfying(
                        CallFailed.class, e -> assertThat(name(e.failure())).isEqualTo(expected));
        assertThatThrownBy(() -> call().whole().apply(bytes(error(type, "Sorry"))))
                .isInstanceOfSatisfying(
                        CallFailed.class, e -> assertThat(name(e.failure())).isEqualTo(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "null",
                "\"text\"",
                "{}",
                "{\"content\":null}",
                "{\"content\":\"Hi\"}",
                "{\"content\":[{}]}",
                "{\"content\":[{\"type\":\"text\",\"text\":7}]}"
            })
    void aSuccessWithoutAnAnswerIsGarbled(String body) {
        assertThatThrownBy(() -> call().whole().apply(bytes(body)))
                .isInstanceOfSatisfying(
                        CallFailed.class, e -> assertThat(name(e.failure())).isEqualTo("Garbled"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[DONE]", "[]", "null", "{"})
    void anEventThatIsNoObjectIsGarbled(String data) {
        assertThatThrownBy(() -> call().stream().get().read("", bytes(data)))
                .isInstanceOfSatisfying(
                        CallFailed.class, e -> assertThat(name(e.failure())).isEqualTo("Garbled"));
    }

    @Test
    void aStreamIsWholeOnceTheVendorSaysWhyItEnded() {
        Dialect.StreamReader reader = call().stream().get();
        assertThat(reader.complete()).isFalse();

        reader.read("", bytes("{\"type\":\"message_start\",\"message\":{}}"));
        assertThat(reader.complete()).isFalse();

        reader.read("", bytes("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}"));
        assertThat(reader.complete()).isTrue();
        assertThat(reader.ended()).isFalse();

        reader.read("", bytes("{\"type\":\"message_stop\"}"));
        assertThat(reader.ended()).isTrue();
    }

    @Test
    void aStreamOfNothingIsNotWhole() {
        Dialect.StreamReader reader = call().stream().get();

        reader.read("", bytes("{\"type\":\"message_stop\"}"));

        assertThat(reader.complete()).isFalse();
    }

    @Test
    void whatSaysNothingIsPassedOnAsItCame() {
        assertThat(call().stream().get().read("ping", bytes("{\"type\": \"ping\"}")))
                .hasValueSatisfying(chunk -> {
                    assertThat(chunk.events()).isEmpty();
                    assertThat(chunk.verbatim().orElseThrow().event()).isEqualTo("ping");
                    assertThat(chunk.verbatim().orElseThrow().body()).isEqualTo(bytes("{\"type\": \"ping\"}"));
                });
    }

    @Test
    void recordedOnesAreTreatedByTheirStatus() {
        for (Recording recording : Recording.messages(recording -> !recording.succeeded())) {
            String expected = switch (recording.status()) {
                case 400 -> "Rejected";
                case 401 -> "Unauthenticated";
                case 404 -> "ModelNotFound";
                default -> throw new AssertionError("no expectation for " + recording);
            };
            Failure failure = failure(recording.status(), recording.responseText());

            assertThat(name(failure)).as(recording.id()).isEqualTo(expected);
            assertThat(CallFailed.of(failure)).isNotInstanceOf(CallFailed.ProviderFault.class);
        }
    }

    @Test
    void reportedOnesAreTreatedAsTheTableSays() {
        for (var error : Recording.reportedErrors()) {
            if (error.path("provider").asText().equals("anthropic")) {
                int status = error.path("status").asInt();
                assertThat(name(failure(status, error.path("body").asText())))
                        .isEqualTo(status == 500 ? "Unavailable" : "Throttled");
            }
        }
    }

    private WireCall call() {
        return dialect.chat(Rows.target(Rows.provider("any"), "claude-haiku-4-5"), ChatRequest.of("Hi"), false);
    }

    private static String error(String type, String message) {
        return "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message + "\"}}";
    }

    private static String name(Failure failure) {
        return failure.getClass().getSimpleName();
    }

    private Failure failure(int status, String body) {
        return dialect.failure(status, name -> Optional.empty(), bytes(body), Instant.EPOCH);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

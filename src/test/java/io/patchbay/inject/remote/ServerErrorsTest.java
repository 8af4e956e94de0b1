package io.patchbay.inject.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.call.Failure;
import io.patchbay.inject.CallOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "429, rate_limit_exceeded, Throttled",
        "503, provider_unavailable, Unavailable",
        "504, provider_timeout, TimedOut",
        "502, provider_garbled, Garbled",
        "502, provider_unauthenticated, Unauthenticated",
        "400, context_length_exceeded, ContextTooLong",
        "400, content_filter, ContentFiltered",
        "404, model_not_found, ModelNotFound",
        "400, provider_rejected, Rejected",
        "401, invalid_api_key, Rejected",
        "503, overloaded, Overloaded",
        "503, no_provider_available, NoTarget",
        "503, ledger_unavailable, LedgerUnavailable",
        "502, invalid_answer, Invalid",
        "503, cancelled, Cancelled",
        "429, something_new, Throttled",
        "500, internal_error, Unexpected",
        "500, something_new, Unavailable"
    })
    void tellsTheFailureByTheServersWord(int status, String code, String failure) {
        Failure told = failure(status, "{\"error\": {\"message\": \"so\", \"code\": \"" + code + "\"}}");

        assertThat(told.getClass().getSimpleName()).isEqualTo(failure);
        assertThat(told.detail()).isEqualTo("so");
    }

    @Test
    void tellsAnAnswerThatIsNoneByItsStatus() {
        assertThat(failure(502, "<html>")).isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void passesOnHowLongToWait() {
        Failure told = ServerErrors.failure(429, "7", "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(((Failure.Throttled) told).retryAfter()).isEqualTo(Optional.of(Duration.ofSeconds(7)));
    }

    @ParameterizedTest
    @CsvSource({"PT30S, 30s", "PT1.5S, 1500ms", "PT2M, 120s"})
    void writesATimeoutAsTheServerReadsIt(Duration timeout, String written) {
        assertThat(CallHeaders.of(CallOptions.DEFAULT.withTimeout(timeout)))
                .containsEntry("x-patchbay-timeout", written);
    }

    @Test
    void saysOnlyWhatTheOptionsSay() {
        assertThat(CallHeaders.of(CallOptions.DEFAULT)).isEmpty();
        assertThat(CallHeaders.of(CallOptions.DEFAULT.withoutFallback()))
                .containsEntry("x-patchbay-use-fallback", "false");
    }

    private static Failure failure(int status, String body) {
        return ServerErrors.failure(status, null, body.getBytes(StandardCharsets.UTF_8));
    }
}

package io.patchbay.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallOptionsTest {

    @Test
    void gathersWhatACallerSays() {
        CallOptions options = CallOptions.DEFAULT
                .withJobId("nightly")
                .withOperation("summarise")
                .withCaller("billing")
                .withRequestId("req-7")
                .withTimeout(Duration.ofSeconds(30))
                .withoutFallback()
                .withHeaders(Map.of("X-Team", "blue"));

        assertThat(options.jobId()).contains("nightly");
        assertThat(options.operation()).contains("summarise");
        assertThat(options.caller()).contains("billing");
        assertThat(options.requestId()).contains("req-7");
        assertThat(options.timeout()).contains(Duration.ofSeconds(30));
        assertThat(options.useFallback()).isFalse();
        assertThat(options.headers()).containsExactly(Map.entry("x-team", "blue"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "cookie", "Host", "x-api-key", "x-patchbay-job-id", "no name", ""})
    void refusesHeadersThatAreNotTheCallersToSet(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> CallOptions.DEFAULT.withHeaders(Map.of(name, "value")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two\nlines", "\u0141ód\u017a"})
    void refusesLabelsThatAHeaderCannotCarry(String label) {
        assertThatIllegalArgumentException().isThrownBy(() -> CallOptions.DEFAULT.withJobId(label));
        assertThatIllegalArgumentException().isThrownBy(() -> CallOptions.DEFAULT.withOperation(label));
        assertThatIllegalArgumentException().isThrownBy(() -> CallOptions.DEFAULT.withCaller(label));
    }

    @Test
    void refusesARequestIdThatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> CallOptions.DEFAULT.withRequestId("a b"));
    }

    @Test
    void refusesATimeoutOfNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> CallOptions.DEFAULT.withTimeout(Duration.ZERO));
    }
}

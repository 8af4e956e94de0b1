package io.patchbay.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewProviderTest {

    private final NewProvider corp = NewProvider.at("corp", "https://llm.corp.example/v1");

    @Test
    void speaksOpenAisDialectUnlessItIsToldOtherwise() {
        assertThat(corp.dialect()).isEqualTo("openai");
        assertThat(corp.withDialect("anthropic").dialect()).isEqualTo("anthropic");
        assertThat(corp.key()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Corp", "1corp", "-corp", "co_rp", "co/rp", "corp\n"})
    void refusesAnIdOfAnotherForm(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewProvider.at(id, "https://llm.corp.example/v1"))
                .withMessageContaining("[a-z][a-z0-9-]*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "llm.corp.example",
                "ftp://llm.corp.example",
                "file:///etc/passwd",
                "https://",
                "https://user:secret@llm.corp.example",
                "https://llm.corp.example/v1?a=b",
                "https://llm.corp.example/v1#part",
                "https://llm corp"
            })
    void refusesABaseUrlThatIsNone(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewProvider.at("corp", url))
                .withMessageContaining("base URL of the provider 'corp'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "authorization",
                "Cookie",
                "Host",
                "Content-Length",
                "Transfer-Encoding",
                "Connection",
                "api-key",
                "X-API-Key",
                "X Y",
                "X:Y"
            })
    void refusesHeadersThatAreNotItsToSet(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> corp.withHeaders(Map.of(name, "value")))
                .withMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: 1", "a\u0000", "a\u010a"})
    void refusesValuesThatWouldBreakOutOfAHeader(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> corp.withHeaders(Map.of("X-Team", value)))
                .withMessageContaining("X-Team");
    }

    @Test
    void refusesNumbersThatMeanNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> corp.withMaxConcurrent(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new NewProvider.Breaker(0, Duration.ofSeconds(1), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new NewProvider.Breaker(1, Duration.ZERO, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NewProvider.Clocks(
                        Duration.ZERO,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1)));
    }

    @Test
    void refusesAKeyThatIsBlankAndNeverShowsOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> corp.withKey(" "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> corp.withKey("se\ncret"))
                .withMessageNotContaining("cret");
        assertThat(corp.withKey("secret")).asString().doesNotContain("secret");
    }
}

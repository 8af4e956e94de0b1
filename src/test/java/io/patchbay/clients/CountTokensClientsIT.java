package io.patchbay.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testing.RunningPatchbay;
import io.patchbay.testing.Upstream;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Anthropic's clients count the tokens of "Hi". */
@ExtendWith(RunningPatchbay.Extension.class)
class CountTokensClientsIT {

    private static final String CLAUDE = "@anthropic/claude-sonnet-4-5";

    private final RunningPatchbay patchbay;
    private final Upstream upstream;

    CountTokensClientsIT(RunningPatchbay patchbay) {
        this.patchbay = patchbay;
        this.upstream = patchbay.upstream();
    }

    @BeforeEach
    void vendorCounts() {
        upstream.forget();
        upstream.answers("/messages/count_tokens").with("{\"input_tokens\":8}");
    }

    @Test
    void ofAnthropicsModels() throws Exception {
        assertThat(new NodeAnthropic().countTokens(setup(CLAUDE))).isEqualTo(8);
        assertThat(new AnthropicJava().countTokens(setup(CLAUDE))).isEqualTo(8);
        assertThat(new LangChain4jAnthropic().countTokens(setup(CLAUDE))).isEqualTo(8);
    }

    @Test
    void ofModelsWhoseVendorCountsNothing() throws Exception {
        Setup setup = setup("@openai/gpt-4o");
        long tokens = new AnthropicJava().countTokens(setup);

        assertThat(tokens).isBetween(1L, 20L);
        assertThat(new NodeAnthropic().countTokens(setup)).isEqualTo(tokens);
        assertThat(new LangChain4jAnthropic().countTokens(setup)).isEqualTo(tokens);
        assertThat(upstream.arrivals()).isEmpty();
    }

    private Setup setup(String model) {
        return new Setup(
                patchbay.server().uri("/"), patchbay.client().key(), model, Map.of(), 0, Duration.ofSeconds(20));
    }
}

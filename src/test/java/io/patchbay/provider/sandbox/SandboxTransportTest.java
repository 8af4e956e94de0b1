package io.patchbay.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.provider.Transport;
import io.patchbay.provider.WireRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxTransportTest {

    private static final String HELLO = "{\"role\": \"user\", \"content\": \"Hello to all\"}";

    private final SandboxTransport sandbox = new SandboxTransport(Clock.systemUTC());

    @ParameterizedTest
    @CsvSource({
        "sandbox:, echo, 200",
        "sandbox:, fail-503, 503",
        "sandbox:, any, 404",
        "sandbox:/echo, any, 200",
        "sandbox:/fail-503, echo, 503",
        "sandbox:/fail-429, any, 429",
        "sandbox:/nowhere, echo, 404",
    })
    void theAddressGoesBeforeTheModel(String address, String model, int status) {
        assertThat(chat(address, model, HELLO).status()).isEqualTo(status);
    }

    @Test
    void oneThatIsCutThereBreaksOffWhateverIsAsked() throws IOException {
        String whole = said(chat("sandbox:/echo", "any", HELLO));

        assertThat(said(chat("sandbox:/cut", "any", HELLO)).length()).isLessThan(whole.length());
    }

    @Test
    void anAnswerThatTheCallerHasBegunIsGoneOnWith() throws IOException {
        assertThat(said(chat("sandbox:", "echo", HELLO + ", {\"role\": \"assistant\", \"content\": \"Hello\"}")))
                .contains("\" to all\"");
        assertThat(said(chat("sandbox:", "echo", HELLO + ", {\"role\": \"assistant\", \"content\": \"Good day\"}")))
                .contains("\"Hello to all\"");
    }

    private static String said(Transport.Answer answer) throws IOException {
        return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    }

    private Transport.Answer chat(String address, String model, String messages) {
        String body = "{\"model\": \"%s\", \"messages\": [%s]}".formatted(model, messages);
        WireRequest request = new WireRequest(
                "POST",
                URI.create(address + "/chat/completions"),
                Map.of(),
                Optional.of(body.getBytes(StandardCharsets.UTF_8)),
                List.of(),
                false);
        return sandbox.answer(request, new Pause());
    }
}

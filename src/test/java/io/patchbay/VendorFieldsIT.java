package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testing.Client;
import io.patchbay.testing.OpenAiWire;
import io.patchbay.testing.RunningPatchbay;
import io.patchbay.testing.Upstream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Vendors of one dialect differ in the fields that they know; a caller need not care. */
@ExtendWith(RunningPatchbay.Extension.class)
class VendorFieldsIT {

    private static final OpenAiWire WIRE = OpenAiWire.compatible();

    private final Upstream upstream;
    private final Client client;

    VendorFieldsIT(RunningPatchbay patchbay) {
        this.upstream = patchbay.upstream();
        this.client = patchbay.client();
    }

    @BeforeEach
    void forget() {
        upstream.forget();
    }

    @Test
    void aFieldGoesByTheVendorsName() {
        upstream.answers("/mistral/v1/chat/completions").with(WIRE.whole("ok"));

        Client.Answer answer =
                client.chat(request("mistral/mistral-large-latest", "\"seed\": 7, \"max_completion_tokens\": 9"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode arrived = upstream.last().json();
        assertThat(arrived.path("random_seed").asInt()).isEqualTo(7);
        assertThat(arrived.path("max_tokens").asInt()).isEqualTo(9);
        assertThat(arrived.has("seed") || arrived.has("max_completion_tokens")).isFalse();
        assertThat(answer.header("x-patchbay-dropped")).isEmpty();
    }

    @Test
    void aModelThatReasonsGetsItsLimitUnderTheNewName() {
        upstream.answers("/openai/v1/chat/completions").with(WIRE.whole("ok"));

        client.chat(request("@openai/gpt-5-mini", "\"max_tokens\": 9"));
        assertThat(upstream.last().json().path("max_completion_tokens").asInt()).isEqualTo(9);
        client.chat(request("@openai/gpt-4o", "\"max_tokens\": 9"));
        assertThat(upstream.last().json().path("max_tokens").asInt()).isEqualTo(9);
    }

    @Test
    void whatAVendorRefusesIsLeftOutAndNamed() {
        upstream.answers("/mistral/v1/chat/completions").with(WIRE.whole("ok"));

        Client.Answer answer =
                client.chat(request("mistral/mistral-large-latest", "\"user\": \"u\", \"logit_bias\": {}"));

        assertThat(answer.header("x-patchbay-dropped")).contains("logit_bias, user");
        assertThat(upstream.last().json().has("user")).isFalse();
    }

    @Test
    void whatAVendorRefusesIsNamedBeforeAStreamToo() {
        upstream.answers("/mistral/v1/chat/completions").streamsRaw(WIRE.streamed("ok"));

        Client.Answer answer =
                client.chat(request("mistral/mistral-large-latest", "\"user\": \"u\", \"stream\": true"));

        assertThat(answer.header("x-patchbay-dropped")).contains("user");
        assertThat(upstream.last().json().has("stream_options")).isFalse();
    }

    @Test
    void aRowMayRefuseWhatOthersLeaveOut() {
        Client.Answer answer = client.chat(request("@strict/m", "\"user\": \"u\""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/param").asText()).isEqualTo("user");
        assertThat(answer.json().at("/error/code").asText()).isEqualTo("unsupported_parameter");
        assertThat(upstream.arrivals()).isEmpty();
    }

    private static String request(String model, String more) {
        return """
                {"model": "%s", "messages": [{"role": "user", "content": "Hi"}], %s}""".formatted(model, more);
    }
}

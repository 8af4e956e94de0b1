package io.patchbay.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testing.RunningPatchbay;
import io.patchbay.testing.Upstream;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenAI's own client for Node asks for vectors. */
@ExtendWith(RunningPatchbay.Extension.class)
class EmbeddingClientsIT {

    private final RunningPatchbay patchbay;
    private final Upstream upstream;
    private final NodeOpenAi client = NodeOpenAi.chat();

    EmbeddingClientsIT(RunningPatchbay patchbay) {
        this.patchbay = patchbay;
        this.upstream = patchbay.upstream();
    }

    @BeforeEach
    void forget() {
        upstream.forget();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vector", "floatVector"})
    void readsGooglesVectors(String scenario) throws Exception {
        upstream.answers(":embedContent").with("{\"embedding\":{\"values\":[0.5,-0.25,2]}}");

        assertThat(client.vector(scenario, setup("@google/gemini-embedding-001")))
                .containsExactly(0.5, -0.25, 2.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vector", "floatVector"})
    void readsOpenAisVectors(String scenario) throws Exception {
        upstream.answers("/embeddings").with(openAis("[0.5,-0.25,2]"));
        upstream.answers("/embeddings").containing("\"base64\"").with(openAis("\"AAAAPwAAgL4AAABA\""));

        assertThat(client.vector(scenario, setup("@openai/text-embedding-3-small")))
                .containsExactly(0.5, -0.25, 2.0);
    }

    private static String openAis(String vector) {
        return """
                {"object":"list","data":[{"object":"embedding","index":0,"embedding":%s}],
                "model":"text-embedding-3-small","usage":{"prompt_tokens":1,"total_tokens":1}}""".formatted(vector);
    }

    private Setup setup(String model) {
        return new Setup(
                patchbay.server().uri("/"), patchbay.client().key(), model, Map.of(), 0, Duration.ofSeconds(20));
    }
}

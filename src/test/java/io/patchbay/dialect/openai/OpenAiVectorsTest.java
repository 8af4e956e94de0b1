package io.patchbay.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.chat.EmbeddingReply;
import io.patchbay.chat.EmbeddingRequest;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiVectorsTest {

    @Test
    void readsNumbersAndUsage() throws IOException {
        EmbeddingReply reply = read("""
                {"object": "list", "model": "m",
                 "data": [{"object": "embedding", "index": 0, "embedding": [1, -0.5, 2.5e-3]}],
                 "usage": {"prompt_tokens": 3, "total_tokens": 3}}""");

        assertThat(reply.model()).isEqualTo("m");
        assertThat(reply.embeddings().getFirst().vector()).containsExactly(1f, -0.5f, 0.0025f);
        assertThat(reply.usage()).contains(Usage.builder().input(3).build());
    }

    @Test
    void putsThemInTheOrderOfTheirIndexes() throws IOException {
        EmbeddingReply reply =
                read("{\"data\": [{\"embedding\": [2], \"index\": 1}, {\"embedding\": [1], \"index\": 0}]}");

        assertThat(reply.embeddings().stream().map(one -> one.vector()[0])).containsExactly(1f, 2f);
    }

    @Test
    void whatIsWrittenAsBase64IsReadAsItWas() throws IOException {
        float[] vector = {0.1f, Float.MIN_VALUE, -3e8f};
        EmbeddingReply reply = new EmbeddingReply(
                "m", List.of(new EmbeddingReply.Embedding(vector)), Optional.empty(), Optional.empty());

        for (boolean base64 : new boolean[] {true, false}) {
            EmbeddingReply read = OpenAiVectors.read(OpenAiEmbeddings.write(reply, base64));

            assertThat(read.embeddings().getFirst().vector()).isEqualTo(vector);
        }
    }

    @Test
    void aRequestInWordsIsReadAsItWas() {
        EmbeddingRequest request = EmbeddingRequest.of(List.of("a", "b")).withDimensions(8);

        EmbeddingRequest read =
                OpenAiEmbeddings.read(OpenAiEmbeddings.write(request)).request();

        assertThat(read.inputs()).isEqualTo(request.inputs());
        assertThat(read.dimensions()).isEqualTo(request.dimensions());
        assertThat(OpenAiEmbeddings.write(request.part(1, 2)).path("input"))
                .isEqualTo(Json.object().arrayNode().add("b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"data\": [{\"embedding\": [1",
                "{\"data\": [{\"embedding\": [\"a\"]}]}",
                "{\"data\": [{\"embedding\": {}}]}",
                "{\"data\": [7]}",
                "{\"data\": [{\"embedding\": \"?\"}]}"
            })
    void whatIsNoneIsToldAsSuch(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(IOException.class);
    }

    private static EmbeddingReply read(String body) throws IOException {
        return OpenAiVectors.read(body.getBytes(StandardCharsets.UTF_8));
    }
}

package io.patchbay.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.dialect.openai.OpenAi;
import io.patchbay.dialect.openai.OpenAiChunks;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OpenAiStreamReaderTest {

    /** A server that passes over {@code stream} answers so; read as a chunk it would be an answer without words. */
    @Test
    void aWholeAnswerIsNoChunk() {
        assertThatThrownBy(() -> read("""
                        {"choices": [{"message": {"role": "assistant", "content": "Hi"}, "finish_reason": "stop"}]}"""))
                .isInstanceOfSatisfying(
                        CallFailed.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Garbled.class));
    }

    /** Perplexity's chunks tell what was said so far beside what is new. */
    @Test
    void aChunkMayTellTheWholeBesideThePiece() {
        assertThat(read("""
                        {"choices": [{"message": {"content": "Hi"}, "delta": {"content": "i"}}]}""")).isTrue();
    }

    @Test
    void severalAnswersAreWholeWhenEachHasEnded() {
        OpenAiStreamReader reader = reader(2);

        read(reader, ended(0));
        assertThat(reader.complete()).isFalse();
        read(reader, ended(0));
        assertThat(reader.complete()).isFalse();
        read(reader, ended(1));
        assertThat(reader.complete()).isTrue();
    }

    @Test
    void theEndMarkerEndsThemAll() {
        OpenAiStreamReader reader = reader(2);

        read(reader, ended(0));
        read(reader, OpenAi.DONE);

        assertThat(reader.complete()).isTrue();
    }

    private static String ended(int choice) {
        return "{\"choices\": [{\"index\": %d, \"delta\": {}, \"finish_reason\": \"stop\"}]}".formatted(choice);
    }

    private static OpenAiStreamReader reader(int wanted) {
        return new OpenAiStreamReader(OpenAi.DIALECT, OpenAiChunks::read, wanted);
    }

    private static boolean read(String data) {
        return read(reader(1), data);
    }

    private static boolean read(OpenAiStreamReader reader, String data) {
        return reader.read("", data.getBytes(StandardCharsets.UTF_8)).isPresent();
    }
}

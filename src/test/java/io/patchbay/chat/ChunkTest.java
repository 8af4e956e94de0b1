package io.patchbay.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChunkTest {

    private static final ChatEvent STARTED = new ChatEvent.Started("id", "m");
    private static final ChatEvent TEXT = new ChatEvent.Text(0, "Hello");
    private static final ChatEvent USAGE = new ChatEvent.UsageReported(Usage.NONE);
    private static final ChatEvent FINISHED = new ChatEvent.Finished(0, FinishReason.STOP);

    private final Verbatim words = new Verbatim("openai", "Hello".getBytes(StandardCharsets.UTF_8));
    private final Chunk chunk = new Chunk(List.of(STARTED, TEXT, USAGE, FINISHED), Optional.of(words));

    @Test
    void aReaderOfTheVendorsDialectIsGivenItsWordsAndNotTheSameTextAgain() {
        Chunk read = chunk.readIn("openai");

        assertThat(read.verbatim()).containsSame(words);
        assertThat(read.events()).containsExactly(STARTED, USAGE, FINISHED);
    }

    @Test
    void aReaderOfAnotherDialectIsGivenOursAlone() {
        assertThat(chunk.readIn("anthropic")).isEqualTo(Chunk.of(STARTED, TEXT, USAGE, FINISHED));
    }

    @Test
    void whatNoVendorWroteIsGivenAsItIs() {
        Chunk ours = Chunk.of(TEXT);

        assertThat(ours.readIn("openai")).isSameAs(ours);
    }
}

package io.patchbay.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.call.CallFailed;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.Chunk;
import io.patchbay.chat.Verbatim;
import io.patchbay.gateway.ChatStream.Next;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamRelayTest {

    private static final Next.Speaker SPEAKER = new Next.Speaker("first", "m", List.of());

    private final StreamRelay relay = new StreamRelay(Duration.ZERO, Optional.of("openai"));

    @Test
    void theSameTextIsNotKeptTwice() throws Exception {
        Verbatim words = new Verbatim("openai", new byte[20 << 10]);

        relay.put(piece(new Chunk(List.of(text(20 << 10)), Optional.of(words))));

        assertThat(taken()).isEqualTo(piece(new Chunk(List.of(), Optional.of(words))));
    }

    @Test
    void behindALargePieceThatIsBeingReadThereIsRoomForSmallOnes() throws Exception {
        relay.put(piece(Chunk.of(text(1 << 20))));
        taken();

        relay.put(piece(Chunk.of(text(1 << 10))));
    }

    @Test
    void behindALargePieceThatIsBeingReadThereIsNoRoomForAnother() throws Exception {
        relay.put(piece(Chunk.of(text(1 << 20))));
        taken();

        assertThatThrownBy(() -> relay.put(piece(Chunk.of(text(1 << 20))))).isInstanceOf(CallFailed.class);
    }

    @Test
    void aReaderThatComesBackMakesRoom() throws Exception {
        relay.put(piece(Chunk.of(text(1 << 20))));
        taken();
        assertThat(relay.next(Duration.ZERO)).isEmpty();

        relay.put(piece(Chunk.of(text(1 << 20))));
    }

    private Next taken() throws InterruptedException {
        return relay.next(Duration.ZERO).orElseThrow();
    }

    private static ChatEvent text(int length) {
        return ScriptedProvider.text("x".repeat(length));
    }

    private static Next.Piece piece(Chunk chunk) {
        return new Next.Piece(chunk, SPEAKER);
    }
}

package io.patchbay.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.chat.ChatEvent;
import io.patchbay.dialect.openai.OpenAi;
import io.patchbay.dialect.openai.OpenAiChunks;
import io.patchbay.testing.Recording;
import io.patchbay.testing.Sse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The network may cut a stream anywhere, and a vendor end its lines as it likes: the events are the same. */
class RecordedStreamsTest {

    private static final List<String> LINE_ENDS = List.of("\n", "\r\n", "\r");
    private static final int ALL_POSITIONS = 4_000;
    private static final int SAMPLES = 300;

    @BeforeAll
    static void recordingsArePresent() {
        assumeTrue(Recording.arePresent(), "no recordings beside the project");
    }

    static List<Recording> streams() {
        return Recording.eventStreams();
    }

    static List<Recording> chats() {
        return Recording.chats(recording -> recording.succeeded() && recording.streamed());
    }

    @ParameterizedTest
    @MethodSource("streams")
    void areTheSameWhereverTheyAreSplit(Recording recording) throws IOException {
        List<String> expected = Sse.data(recording.responseText());
        for (String lineEnd : LINE_ENDS) {
            byte[] stream = withLineEnds(recording, lineEnd);
            for (int at : positions(stream.length)) {
                assertThat(data(split(stream, at)))
                        .as("split at %d of %d", at, stream.length)
                        .isEqualTo(expected);
            }
            assertThat(data(new Dripping(stream))).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("chats")
    void sayTheSameByteForByteAsInOnePiece(Recording recording) throws IOException {
        List<ChatEvent> expected = events(new ByteArrayInputStream(recording.responseBody()));

        assertThat(expected).isNotEmpty();
        for (String lineEnd : LINE_ENDS) {
            assertThat(events(new Dripping(withLineEnds(recording, lineEnd)))).isEqualTo(expected);
        }
    }

    private static byte[] withLineEnds(Recording recording, String lineEnd) {
        return recording
                .responseText()
                .replace("\r\n", "\n")
                .replace("\n", lineEnd)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** All of them, or a sample of a long stream that a seed of its length chooses. */
    private static int[] positions(int length) {
        return length <= ALL_POSITIONS
                ? java.util.stream.IntStream.rangeClosed(0, length).toArray()
                : new Random(length).ints(SAMPLES, 0, length + 1).toArray();
    }

    private static InputStream split(byte[] stream, int at) {
        return new SequenceInputStream(
                new ByteArrayInputStream(stream, 0, at), new ByteArrayInputStream(stream, at, stream.length - at));
    }

    private static List<String> data(InputStream in) throws IOException {
        SseFrames frames = new SseFrames(in);
        List<String> all = new ArrayList<>();
        for (SseFrames.Frame frame = frames.next(); frame != null; frame = frames.next()) {
            all.add(new String(frame.data(), StandardCharsets.UTF_8));
        }
        return all;
    }

    private static List<ChatEvent> events(InputStream in) throws IOException {
        List<ChatEvent> events = new ArrayList<>();
        for (String data : data(in)) {
            if (!data.equals(OpenAi.DONE)) {
                events.addAll(OpenAiChunks.read(Json.read(data), events.isEmpty()));
            }
        }
        return events;
    }

    /** Gives a byte at a time. */
    private static final class Dripping extends ByteArrayInputStream {
        Dripping(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(1, length));
        }
    }
}

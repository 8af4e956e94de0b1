package io.patchbay.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/** A stream in pieces of various sizes, as a network may deliver it. */
final class Pieces extends ByteArrayInputStream {

    private final IntUnaryOperator size;

    /** @param size of the piece that begins at a position, at least 1 */
    private Pieces(byte[] stream, IntUnaryOperator size) {
        super(stream);
        this.size = size;
    }

    @Override
    public synchronized int read(byte[] buffer, int offset, int length) {
        return pos == count ? -1 : super.read(buffer, offset, Math.min(length, size.applyAsInt(pos)));
    }

    /** The stream itself says where it is split, so that whatever splits it badly is found again. */
    static void assertSplitsChangeNothing(byte[] stream, Function<InputStream, Frames> frames) throws IOException {
        List<String> whole = read(frames.apply(new ByteArrayInputStream(stream)));

        assertThat(read(frames.apply(new Pieces(stream, position -> 1)))).isEqualTo(whole);
        assertThat(read(frames.apply(new Pieces(stream, position -> 1 + (stream[position] & 0x1f)))))
                .isEqualTo(whole);
    }

    /** What is given out, and how it ends. */
    private static List<String> read(Frames frames) throws IOException {
        List<String> read = new ArrayList<>();
        try {
            for (Frames.Frame frame = frames.next(); frame != null; frame = frames.next()) {
                read.add(frame.event() + "|" + new String(frame.data(), StandardCharsets.ISO_8859_1));
            }
        } catch (CallFailed e) {
            assertThat(e.failure()).isInstanceOf(Failure.Garbled.class);
            read.add(e.failure().detail());
        }
        return read;
    }
}

package io.patchbay.dialect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into server-sent events, wherever the network split them. Lines end in LF, CRLF or CR; comments
 * and unknown fields are left out, as the specification asks.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">the HTML standard, 9.2</a>
 */
public final class SseFrames implements Frames {

    private static final int USUAL = 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[4096];
    private int position;
    private int end;
    private byte[] line = new byte[USUAL];
    private int length;
    private boolean skipLineFeed;
    private boolean atStart = true;

    public SseFrames(InputStream in) {
        this.in = in;
    }

    /** Waits for the next event that has data; its data lines are joined by line feeds. */
    @Override
    public @Nullable Frame next() throws IOException {
        String event = "";
        byte[] data = null;
        ByteArrayOutputStream lines = null;
        while (readLine()) {
            if (length == 0) {
                if (data != null) {
                    releaseLongLine();
                    return new Frame(event, lines == null ? data : lines.toByteArray());
                }
                event = "";
                continue;
            }
            int colon = indexOfColon();
            if (isField("data", colon)) {
                if (data == null) {
                    data = value(colon);
                } else {
                    lines = lines == null ? begun(data) : lines;
                    append(lines, value(colon));
                }
            } else if (isField("event", colon)) {
                event = new String(value(colon), StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    /** Whoever is given the event may take long over it. */
    private void releaseLongLine() {
        if (line.length > buffer.length) {
            line = new byte[USUAL];
        }
    }

    /** Nearly all events have one line, which is not copied once more. */
    private static ByteArrayOutputStream begun(byte[] first) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(2 * first.length + 1);
        lines.writeBytes(first);
        return lines;
    }

    private static void append(ByteArrayOutputStream lines, byte[] next) {
        if (lines.size() + next.length + 1 > MAX_FRAME) {
            throw Frames.tooLong();
        }
        lines.write('\n');
        lines.writeBytes(next);
    }

    private int indexOfColon() {
        for (int i = 0; i < length; i++) {
            if (line[i] == ':') {
                return i;
            }
        }
        return length;
    }

    private boolean isField(String name, int colon) {
        if (colon != name.length()) {
            return false;
        }
        for (int i = 0; i < colon; i++) {
            if (line[i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private byte[] value(int colon) {
        int from = Math.min(colon + 1, length);
        if (from < length && line[from] == ' ') {
            from++;
        }
        return Arrays.copyOfRange(line, from, length);
    }

    /** Reads up to the end of a line; false if the stream ended before one. */
    private boolean readLine() throws IOException {
        length = 0;
        while (position < end || fill()) {
            if (skipLineFeed) {
                skipLineFeed = false;
                if (buffer[position] == '\n') {
                    position++;
                    continue;
                }
            }
            int stop = position;
            while (stop < end && buffer[stop] != '\n' && buffer[stop] != '\r') {
                stop++;
            }
            append(position, stop);
            if (stop < end) {
                skipLineFeed = buffer[stop] == '\r';
                position = stop + 1;
                dropByteOrderMark();
                return true;
            }
            position = stop;
        }
        return false;
    }

    private void dropByteOrderMark() {
        if (atStart && length >= 3 && line[0] == (byte) 0xEF && line[1] == (byte) 0xBB && line[2] == (byte) 0xBF) {
            System.arraycopy(line, 3, line, 0, length - 3);
            length -= 3;
        }
        atStart = false;
    }

    private void append(int from, int to) {
        int size = to - from;
        if (length + size > MAX_FRAME) {
            throw Frames.tooLong();
        }
        if (length + size > line.length) {
            line = Arrays.copyOf(line, Math.max(line.length * 2, length + size));
        }
        System.arraycopy(buffer, from, line, length, size);
        length += size;
    }

    private boolean fill() throws IOException {
        position = 0;
        end = in.read(buffer, 0, buffer.length);
        return end > 0;
    }
}

package io.patchbay.provider;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a stream. Its watch is told of the bytes as they come, for an event may be a long time coming. */
final class Heard extends FilterInputStream {

    private final Watch watch;

    Heard(InputStream body, Watch watch) {
        super(body);
        this.watch = watch;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        watch.heard();
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        watch.heard();
        return read;
    }
}

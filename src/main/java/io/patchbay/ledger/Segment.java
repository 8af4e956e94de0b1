package io.patchbay.ledger;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A file of records: length, CRC-32C, bytes. What stands behind the last good record was never promised to anybody, for a
 * promise comes after the disk has said that it has all. Without channels, which an interrupt of their thread would close.
 */
final class Segment {

    static final int HEADER = 2 * Integer.BYTES;

    private final Path file;
    private final List<Long> starts = new ArrayList<>();
    private long end;

    private Segment(Path file) {
        this.file = file;
    }

    /** An empty one; the directory still has to be told. */
    static Segment create(Path file) throws IOException {
        Disk.create(file);
        return new Segment(file);
    }

    /** One that a server left, cut behind its last good record. */
    static Segment open(Path file) throws IOException {
        Segment segment = new Segment(file);
        try (DataInputStream in = segment.from(0)) {
            for (int length = next(in).length; length > 0; length = next(in).length) {
                segment.starts.add(segment.end);
                segment.end += HEADER + length;
            }
        }
        return segment;
    }

    /** Whether a record that is not good has others behind it: no crash while it was written can have done that. */
    boolean isDamaged() throws IOException {
        if (Files.size(file) < end + HEADER) {
            return false;
        }
        try (DataInputStream in = from(end)) {
            int length = in.readInt();
            return length > 0 && end + HEADER + length < Files.size(file);
        }
    }

    /** Cuts off what is behind the last good record. Returns how many bytes that were. */
    long cut() throws IOException {
        long torn = Files.size(file) - end;
        if (torn > 0) {
            try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
                out.setLength(end);
                out.getFD().sync();
            }
        }
        return torn;
    }

    private DataInputStream from(long offset) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(new FileInputStream(file.toFile()), 1 << 16));
        in.skipNBytes(offset);
        return in;
    }

    /** A good record; nothing if there is none. */
    private static byte[] next(DataInputStream in) throws IOException {
        try {
            int length = in.readInt();
            int crc = in.readInt();
            byte[] bytes = length > 0 ? in.readNBytes(length) : new byte[0];
            return bytes.length == length && crc(bytes) == crc ? bytes : new byte[0];
        } catch (EOFException e) {
            return new byte[0];
        }
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /** Adds the records, and returns once the disk has them. */
    void append(List<byte[]> records) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) sizeOf(records));
        for (byte[] bytes : records) {
            buffer.putInt(bytes.length).putInt(crc(bytes)).put(bytes);
        }
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            try {
                out.seek(end);
                out.write(buffer.array());
                out.getFD().sync();
            } catch (IOException e) {
                out.setLength(end);
                throw e;
            }
        }
        for (byte[] bytes : records) {
            starts.add(end);
            end += HEADER + bytes.length;
        }
    }

    static long sizeOf(List<byte[]> records) {
        return records.stream().mapToLong(bytes -> HEADER + bytes.length).sum();
    }

    /** Records from the one with this number on, at most so many. */
    List<byte[]> read(int first, int most) throws IOException {
        List<byte[]> records = new ArrayList<>();
        int last = Math.min(starts.size(), first + most);
        if (first >= last) {
            return records;
        }
        try (DataInputStream in = from(starts.get(first))) {
            for (int i = first; i < last; i++) {
                byte[] bytes = next(in);
                if (bytes.length == 0) {
                    throw new IOException("record %d of %s can't be read any more".formatted(i, file));
                }
                records.add(bytes);
            }
        }
        return records;
    }

    int records() {
        return starts.size();
    }

    /** Of the file, up to the end of its last good record. */
    long bytes() {
        return end;
    }

    Path file() {
        return file;
    }
}

package io.patchbay.ledger;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A queue on disk: records are added at its end, and taken from its beginning once they have arrived elsewhere. One process
 * has it at a time. How far it was read is written after that, so a crash between has records read twice and none lost.
 */
final class Spool implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Spool.class.getName());
    private static final String NAME = "\\d{8}\\.spool";
    private static final Pattern PLACE = Pattern.compile("(\\d{1,9}) (\\d{1,9})");
    private static final long LARGEST_SEGMENT = 16L << 20;
    private static final int SEGMENTS_AT_LEAST = 4;
    private static final int ROOM = 64 << 10;

    private final Path directory;
    private final long most;
    private final long largestSegment;
    private final TreeMap<Integer, Segment> segments = new TreeMap<>();
    private Place place = new Place(1, 0);
    private boolean lastIsSuspect;
    private @Nullable FileLock lock;
    // Read without the lock.
    private volatile long records;
    private volatile long bytes;

    /** Where it is read: this many records of the segment have arrived. */
    private record Place(int segment, int records) {

        /** The very beginning, if it is none: what is read twice is recognised. */
        static Place parse(String text) {
            Matcher matcher = PLACE.matcher(text.strip());
            return matcher.matches()
                    ? new Place(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                    : new Place(1, 0);
        }

        byte[] bytes() {
            return (segment + " " + records + "\n").getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** @param most bytes on disk */
    Spool(Path directory, long most) {
        this.directory = directory;
        this.most = most;
        this.largestSegment = Math.min(LARGEST_SEGMENT, most / SEGMENTS_AT_LEAST);
    }

    /**
     * Takes up what was left there. Does nothing if that was done.
     *
     * @throws IOException if the disk does not do it, or another server has the directory
     */
    synchronized void open() throws IOException {
        if (isOpen()) {
            return;
        }
        Disk.createDirectories(directory);
        FileLock taken = lockOf(directory.resolve("lock"));
        try {
            readSegments();
            readPlace();
            lock = taken;
        } finally {
            if (lock == null) {
                taken.acquiredBy().close();
            }
        }
    }

    private static FileLock lockOf(Path file) throws IOException {
        if (!Files.exists(file)) {
            Disk.create(file);
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            // Another application of this process has it.
        }
        channel.close();
        throw new IOException("another server has it");
    }

    private void readSegments() throws IOException {
        segments.clear();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (name.matches(NAME)) {
                    segments.put(Integer.parseInt(name.substring(0, 8)), opened(file));
                }
            }
        }
    }

    private static Segment opened(Path file) throws IOException {
        Segment segment = Segment.open(file);
        if (segment.isDamaged()) {
            Path copy = file.resolveSibling(file.getFileName() + ".damaged");
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            LOG.log(Level.ERROR, "A record in {0} is damaged; those behind it are lost. {1} is a copy.", file, copy);
        }
        long torn = segment.cut();
        if (torn > 0) {
            LOG.log(Level.WARNING, "The last {0} bytes of {1} are no whole record, and are left out.", torn, file);
        }
        return segment;
    }

    private void readPlace() throws IOException {
        Path file = directory.resolve("position");
        place = Place.parse(Files.exists(file) ? Files.readString(file, StandardCharsets.US_ASCII) : "");
        forgetBefore(place);
        count();
        lastIsSuspect = true;
    }

    private void count() {
        long all = 0;
        long size = 0;
        for (var segment : segments.entrySet()) {
            all += segment.getValue().records() - readOf(segment.getKey(), segment.getValue());
            size += segment.getValue().bytes();
        }
        bytes = size;
        records = all;
    }

    private int readOf(int number, Segment segment) {
        if (number < place.segment()) {
            return segment.records();
        }
        return number == place.segment() ? Math.min(place.records(), segment.records()) : 0;
    }

    synchronized boolean isOpen() {
        return lock != null;
    }

    /** Whether all of it has arrived; what is not open is taken for empty. */
    boolean isEmpty() {
        return records == 0;
    }

    long records() {
        return records;
    }

    /** On disk, those of records that have arrived among them. */
    long bytes() {
        return bytes;
    }

    synchronized boolean hasRoom() {
        return isOpen() && bytes + Math.min(ROOM, most / SEGMENTS_AT_LEAST) <= most;
    }

    /**
     * Adds records, and returns once the disk has them.
     *
     * @return how many there was room for, from the first on
     * @throws IOException if the disk has none of them
     */
    synchronized int append(List<byte[]> added) throws IOException {
        List<byte[]> fitting = fitting(added);
        if (!fitting.isEmpty()) {
            Segment last = last(Segment.sizeOf(fitting));
            lastIsSuspect = true; // until the disk has said otherwise
            last.append(fitting);
            lastIsSuspect = false;
            count();
        }
        return fitting.size();
    }

    private List<byte[]> fitting(List<byte[]> added) {
        List<byte[]> fitting = new ArrayList<>();
        long size = bytes;
        for (byte[] one : added) {
            size += Segment.HEADER + one.length;
            if (!isOpen() || size > most) {
                return fitting;
            }
            fitting.add(one);
        }
        return fitting;
    }

    private Segment last(long more) throws IOException {
        if (!segments.isEmpty() && !lastIsSuspect) {
            Segment last = segments.lastEntry().getValue();
            if (last.bytes() + more <= largestSegment) {
                return last;
            }
        }
        int number = segments.isEmpty() ? place.segment() : segments.lastKey() + 1;
        Segment fresh = Segment.create(directory.resolve("%08d.spool".formatted(number)));
        segments.put(number, fresh);
        Disk.syncDirectory(directory);
        return fresh;
    }

    /** The first records, of one segment; there may be more even if these are not as many as were asked for. */
    synchronized List<byte[]> first(int count) throws IOException {
        for (var segment : segments.tailMap(place.segment()).entrySet()) {
            int read = readOf(segment.getKey(), segment.getValue());
            if (read < segment.getValue().records()) {
                place = new Place(segment.getKey(), read);
                return segment.getValue().read(read, count);
            }
        }
        return List.of();
    }

    /**
     * The first records, which were read, are elsewhere now.
     *
     * @throws IOException if that could not be written down; then they are read again
     */
    synchronized void arrived(int count) throws IOException {
        Place next = new Place(place.segment(), place.records() + count);
        Segment segment = segments.get(next.segment());
        if (segment != null && next.records() >= segment.records()) {
            next = new Place(next.segment() + 1, 0);
        }
        Disk.replace(directory.resolve("position"), next.bytes());
        place = next;
        forgetBefore(next);
        count();
    }

    private void forgetBefore(Place next) throws IOException {
        while (!segments.isEmpty() && segments.firstKey() < next.segment()) {
            Files.delete(segments.firstEntry().getValue().file());
            segments.pollFirstEntry();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        FileLock held = lock;
        if (held != null) {
            lock = null;
            records = 0;
            held.acquiredBy().close();
        }
    }
}

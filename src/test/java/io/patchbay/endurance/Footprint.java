package io.patchbay.endurance;

import io.patchbay.testing.LibertyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a server holds of its machine.
 *
 * @param connections that stand, or that the other side has closed
 * @param files that are open, connections among them
 * @param heap bytes of what is still in use after a garbage collection
 */
record Footprint(long threads, long connections, long files, long heap) {

    /** What may stay: threads of pools, and connections to vendors that are kept for a minute to be used again. */
    private static final long POOLED = 64;

    /** What may stay in memory: pages of the database, up to 64 MB of them, and counters. */
    private static final long CACHED = 48 << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");
    private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");
    private static final Set<String> STANDING = Set.of("01", "08");
    private static final int LOCAL = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    /** Whether the system tells. */
    static boolean isTold() {
        return Files.isDirectory(Path.of("/proc/self/fd")) && Files.isReadable(Path.of("/proc/self/net/tcp"));
    }

    static Footprint of(LibertyServer server) {
        Path process = Path.of("/proc", Long.toString(server.pid()));
        Set<String> open = open(process.resolve("fd"));
        return new Footprint(server.threads(), standing(process, open).count(), open.size(), liveBytes(server));
    }

    /** Connections of callers that the server has not let go of. */
    static long callers(LibertyServer server) {
        Path process = Path.of("/proc", Long.toString(server.pid()));
        String port = ":%04X".formatted(server.port());
        return standing(process, open(process.resolve("fd")))
                .filter(words -> words[LOCAL].endsWith(port))
                .count();
    }

    /** The footprint once it is within what may stay of the one before, or the last that was seen. */
    static Footprint settled(LibertyServer server, Footprint before) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Footprint now = of(server);
        while (!now.isBackAt(before) && System.nanoTime() < deadline) {
            Thread.sleep(500);
            now = of(server);
        }
        return now;
    }

    boolean isBackAt(Footprint before) {
        return threads <= before.threads + POOLED
                && connections <= before.connections + POOLED
                && files <= before.files + POOLED
                && heap <= before.heap + CACHED;
    }

    /** What each open file is, as often as it is open. */
    private static Set<String> open(Path directory) {
        Set<String> open = new HashSet<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                open.add(file.getFileName() + " " + target(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return open;
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    /** The lines of the system's tables that tell of them, in words. */
    private static Stream<String[]> standing(Path process, Set<String> open) {
        Set<String> inodes = new HashSet<>();
        for (String file : open) {
            Matcher matcher = SOCKET.matcher(file);
            if (matcher.find()) {
                inodes.add(matcher.group(1));
            }
        }
        return Stream.of("tcp", "tcp6")
                .flatMap(name -> lines(process.resolve("net").resolve(name)).stream())
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> STANDING.contains(words[STATE]) && inodes.contains(words[INODE]));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counting what is in use collects what is not. */
    static long liveBytes(LibertyServer server) {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(server.pid()),
                            "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher total = TOTAL.matcher(said);
            if (!total.find()) {
                throw new IllegalStateException("no heap told: " + said);
            }
            return Long.parseLong(total.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "%d threads, %d connections, %d files, %.1f MB in use"
                .formatted(threads, connections, files, heap / 1e6);
    }
}

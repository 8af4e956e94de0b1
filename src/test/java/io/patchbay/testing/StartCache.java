package io.patchbay.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The server's classes as a first start left them: from JDK 25 on, a start that finds them needs a third less of the processor. */
final class StartCache {

    private static final int FIRST_JDK = 25;
    /** Not beside the servers, whose files are searched for secrets. */
    private static final Path FILE = Path.of("target", "start.aot").toAbsolutePath();

    private static boolean looked;

    private StartCache() {}

    /** What to add to a JVM's options; nothing where there is no such cache. */
    static synchronized String option() {
        if (!looked && Runtime.version().feature() >= FIRST_JDK) {
            looked = true;
            if (!isOfThisBuild()) {
                make();
            }
        }
        return Files.exists(FILE) ? " -XX:AOTCache=" + FILE : "";
    }

    private static boolean isOfThisBuild() {
        Path war = Path.of(System.getProperty("war"));
        try {
            return Files.exists(FILE) && Files.getLastModifiedTime(FILE).compareTo(Files.getLastModifiedTime(war)) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It is written when the server ends. */
    private static void make() {
        try {
            Files.deleteIfExists(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (LibertyServer server =
                LibertyServer.create("first", "", Map.of()).withOption("-XX:AOTCacheOutput=" + FILE)) {
            server.start();
        }
    }
}

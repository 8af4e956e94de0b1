package io.patchbay.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Patchbay as it is deployed: the project's own Liberty configuration and WAR in a server, and process, of its own. */
public final class LibertyServer implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(180);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final String NAME = "patchbay";
    /** A server that does not live long is ready sooner by half without the second compiler. */
    private static final String SOON = "-XX:TieredStopAtLevel=1";

    /** What a first start makes at length, and each later server takes over. */
    private static final Path SECURITY = Path.of("target", "servers", "security-" + UUID.randomUUID());

    private static final String KEYSTORE_PASSWORD = UUID.randomUUID().toString();
    private static final List<String> DRIVERS = List.of("org.h2.Driver", "org.postgresql.Driver");

    private final Path directory;
    private final int port;
    private final Map<String, String> environment;
    private Process process;
    private ProcessHandle jvm;

    private LibertyServer(Path userDirectory, int port, Map<String, String> environment) {
        this.directory = userDirectory.resolve("servers").resolve(NAME);
        this.port = port;
        this.environment = environment;
    }

    /**
     * Makes a server that is not started yet.
     *
     * @param name part of its directory's name
     * @param yaml the operator's configuration
     * @param environment beyond the port, the database and the configuration, which it has of its own
     */
    public static LibertyServer create(String name, String yaml, Map<String, String> environment) {
        try {
            Path parent = Files.createDirectories(Path.of("target", "servers"));
            Path userDirectory = Files.createTempDirectory(parent, name + "-").toAbsolutePath();
            int port = freePort();
            LibertyServer server = new LibertyServer(userDirectory, port, new HashMap<>());
            server.install(yaml);
            server.environment.put("WLP_USER_DIR", userDirectory.toString());
            // "server create" writes one as well; without it no caller that has a key is let in.
            server.environment.put("keystore_password", KEYSTORE_PASSWORD);
            server.environment.put("JVM_ARGS", SOON + StartCache.option());
            server.environment.put("HTTP_PORT", Integer.toString(port));
            server.environment.put(
                    "DB_URL",
                    "jdbc:h2:file:" + server.directory.resolve("data/patchbay")
                            + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
            server.environment.put("PATCHBAY_CONFIG", server.configuration().toString());
            server.environment.putAll(environment);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void install(String yaml) throws IOException {
        copyAll(Path.of("liberty"), directory);
        Path jdbc = Files.createDirectories(directory.resolve("jdbc"));
        for (String driver : DRIVERS) {
            Path jar = jarOf(driver);
            Files.copy(jar, jdbc.resolve(jar.getFileName()));
        }
        Path apps = Files.createDirectories(directory.resolve("apps"));
        Files.copy(Path.of(System.getProperty("war")), apps.resolve("patchbay.war"));
        Files.writeString(configuration(), yaml);
        if (Files.exists(SECURITY)) {
            copyAll(SECURITY, security());
        }
    }

    private Path security() {
        return directory.resolve("resources/security");
    }

    private void keepSecurity() {
        synchronized (LibertyServer.class) {
            if (!Files.exists(SECURITY)) {
                try {
                    copyAll(security(), SECURITY);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void copyAll(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static Path jarOf(String className) {
        try {
            return Path.of(Class.forName(className)
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (ReflectiveOperationException | java.net.URISyntaxException e) {
            throw new IllegalStateException("no jar of " + className, e);
        }
    }

    /** The operator's file, which a test may rewrite. */
    public Path configuration() {
        return directory.resolve("operator.yaml");
    }

    /** The server's own directory, with its database under {@code data}. */
    public Path directory() {
        return directory;
    }

    public URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    public int port() {
        return port;
    }

    /** One more of the JVM's. */
    LibertyServer withOption(String option) {
        environment.merge("JVM_ARGS", option, (all, one) -> all + " " + one);
        return this;
    }

    /** As fast as it is for an operator, at the price of a later start. */
    public LibertyServer inFull() {
        environment.remove("JVM_ARGS");
        return this;
    }

    /** Another application in the place of Patchbay alone. */
    public LibertyServer deploying(Consumer<File> export) {
        File war = directory.resolve("apps/patchbay.war").toFile();
        export.accept(war);
        return this;
    }

    /** Starts it and waits until it is ready. */
    public LibertyServer start() {
        launch();
        long deadline = System.nanoTime() + START.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                kill();
                throw new IllegalStateException("the server did not become ready\n" + lastLines());
            }
            pause();
        }
        jvm = findJvm();
        keepSecurity();
        return this;
    }

    /** Starts it without waiting for anything, for one that is expected to refuse. */
    public void launch() {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("wlp.home"), "bin", "server").toString(), "run", NAME);
        Map<String, String> inherited = builder.environment();
        inherited.keySet().retainAll(List.of("PATH", "HOME", "LANG", "TMPDIR"));
        inherited.put("JAVA_HOME", System.getProperty("java.home"));
        inherited.putAll(environment);
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(console().toFile()));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isReady() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(uri("/health/ready"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The script starts the JVM as its child, or becomes it. */
    private ProcessHandle findJvm() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .filter(handle -> handle.info()
                        .command()
                        .filter(command -> command.endsWith("java"))
                        .isPresent())
                .findFirst()
                .orElseThrow();
    }

    public long pid() {
        return jvm.pid();
    }

    /** Asks it to end, as an operator does, and waits until it has. */
    public void stop() {
        if (jvm != null) {
            jvm.destroy();
        }
        end();
    }

    /** SIGKILL. */
    public void kill() {
        if (jvm != null) {
            jvm.destroyForcibly();
        } else {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        end();
    }

    private void end() {
        try {
            if (process != null && !process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        jvm = null;
    }

    /** Stops it, if it runs, and starts it again, with the same database and configuration. */
    public void restart() {
        stop();
        start();
    }

    @Override
    public void close() {
        stop();
    }

    public Path messagesLog() {
        return directory.resolve("logs/messages.log");
    }

    /** Whether a server that was only launched ends by itself. */
    public boolean waitForEnd(Duration longest) throws InterruptedException {
        return process.waitFor(longest.toSeconds(), TimeUnit.SECONDS);
    }

    /** What it printed. */
    public Path console() {
        return directory.resolve("console.log");
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(console());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            return "and left no log: " + e;
        }
    }

    /** The JVM's resident memory in megabytes. */
    public long residentMegabytes() {
        return status("VmRSS") / 1024;
    }

    /** The JVM's operating system threads. */
    public long threads() {
        return status("Threads");
    }

    private long status(String name) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

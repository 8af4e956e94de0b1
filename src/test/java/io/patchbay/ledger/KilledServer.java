package io.patchbay.ledger;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.h2.Driver;

/**
 * A Liberty server with the ledger and little else, to be killed. Its JVM is our own child, without the script between,
 * so that the kill hits it and nothing but it.
 */
final class KilledServer implements AutoCloseable {

    private static final String FEATURES = """
            <featureManager>
              <feature>cdi-4.0</feature>
              <feature>concurrent-3.0</feature>
              <feature>jdbc-4.3</feature>
              <feature>jndi-1.0</feature>
              <feature>persistenceContainer-3.1</feature>
              <feature>restfulWS-3.1</feature>
              <feature>xmlBinding-4.0</feature>
            </featureManager>""";
    private static final Path LIBERTY = Path.of(System.getProperty("wlp.home"));

    private final Path home;
    private final int port = freePort();
    private final Map<String, String> environment;
    private final HttpClient client = HttpClient.newHttpClient();
    private Process process;

    /**
     * @param environment the database's address and account
     */
    KilledServer(String name, Map<String, String> environment) throws IOException {
        this.home = Files.createDirectories(Path.of("target", "killed", name + "-" + System.nanoTime()))
                .toAbsolutePath();
        this.environment = environment;
        Path server = Files.createDirectories(home.resolve("servers/ledger"));
        Files.writeString(
                server.resolve("gateway.xml"),
                Files.readString(Path.of("liberty/gateway.xml"))
                        .replaceFirst("(?s)<featureManager>.*?</featureManager>", FEATURES)
                        .replaceAll("(?m)^ *<mpMetrics.*$", ""));
        Files.copy(Path.of("liberty/bootstrap.properties"), server.resolve("bootstrap.properties"));
        Files.writeString(server.resolve("server.xml"), """
                <server>
                  <include location="gateway.xml"/>
                  <webApplication location="ledger.war" contextRoot="/"/>
                </server>""");
        LedgerWar.write(Files.createDirectories(server.resolve("apps")).resolve("ledger.war"));
        Path jdbc = Files.createDirectories(server.resolve("jdbc"));
        copyJarOf(Driver.class, jdbc);
        copyJarOf(org.postgresql.Driver.class, jdbc);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copyJarOf(Class<?> type, Path directory) throws IOException {
        Path jar =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
        Files.copy(jar, directory.resolve(jar.getFileName()));
    }

    Path home() {
        return home;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Starts it and returns once it answers {@code path} with anything. */
    void start(String path) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command()).redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(home.resolve("console.log").toFile()));
        builder.environment().put("WLP_USER_DIR", home.toString());
        builder.environment().put("HTTP_PORT", Integer.toString(port));
        builder.environment().put("HTTPS_PORT", "-1");
        builder.environment().putAll(environment);
        builder.directory(home.resolve("servers/ledger").toFile());
        process = builder.start();
        long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!answers(path)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("no server; see " + home.resolve("console.log"));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private List<String> command() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        Files.readAllLines(LIBERTY.resolve("lib/platform/java/java9.options")).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(command::add);
        command.add("-javaagent:" + LIBERTY.resolve("bin/tools/ws-javaagent.jar"));
        command.add("-jar");
        command.add(LIBERTY.resolve("bin/tools/ws-server.jar").toString());
        command.add("ledger");
        return command;
    }

    private boolean answers(String path) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri(path))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() != 404;
        } catch (IOException e) {
            return false;
        }
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, as an operator ends it. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            kill();
        }
    }

    String log() throws IOException {
        return Files.readString(home.resolve("console.log"));
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            kill();
        }
        client.close();
    }
}

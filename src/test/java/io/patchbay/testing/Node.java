package io.patchbay.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.dialect.Json;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the scripts of {@code src/test/node} with their packages, which npm puts under {@code target}. */
public final class Node {

    private static final long PATIENCE_S = 180;

    private final Path directory;

    private Node(Path directory) {
        this.directory = directory;
    }

    public static boolean isPresent() {
        return isOnPath("node") && isOnPath("npm");
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
    }

    public static Node install() {
        try {
            Path directory = Files.createDirectories(Path.of("target", "node"));
            try (Stream<Path> files = Files.list(Path.of("src", "test", "node"))) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Node node = new Node(directory);
            node.run(Map.of(), List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"));
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a script and reads the JSON that it writes. */
    public JsonNode run(Map<String, String> environment, String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        try {
            return Json.read(run(environment, command));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String run(Map<String, String> environment, List<String> command) throws IOException {
        Path errors = directory.resolve("errors.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " did not end");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command + " failed: " + output + Files.readString(errors));
        }
        return output;
    }
}

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
            node.run(List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"));
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a script, which runs until these tests end. */
    public Script start(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        try {
            return new Script(new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers each line on its standard input with one on its standard output. */
    public static final class Script {

        private final Process process;

        private Script(Process process) {
            this.process = process;
        }

        public JsonNode ask(JsonNode question) {
            try {
                process.outputWriter(StandardCharsets.UTF_8)
                        .append(question.toString())
                        .append('\n')
                        .flush();
                String answer = process.inputReader(StandardCharsets.UTF_8).readLine();
                if (answer == null) {
                    throw new IllegalStateException("the script ended at " + question);
                }
                return Json.read(answer);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void run(List<String> command) throws IOException {
        Path errors = directory.resolve("errors.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectError(errors.toFile());
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
    }
}

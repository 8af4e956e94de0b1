package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testing.LibertyServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs each command that the README and the pages of docs/ show, as it stands there. */
class DocsIT {

    private static final Pattern COMMAND = Pattern.compile("```sh\n(curl .*?)```", Pattern.DOTALL);
    private static final Pattern STATUS = Pattern.compile("# (\\d{3})\\s*$");
    private static final String DOCUMENTED = "http://localhost:9080/";

    private static LibertyServer server;

    /** As a reader has it after the first command: no key, no configuration. */
    @BeforeAll
    static void start() {
        server = LibertyServer.create("docs", "", Map.of()).start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    record Command(Path page, String text) {

        /** 200, where the command's comment says nothing else. */
        String status() {
            Matcher matcher = STATUS.matcher(text);
            return matcher.find() ? matcher.group(1) : "200";
        }
    }

    static List<Command> commands() throws IOException {
        List<Command> commands = new ArrayList<>();
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            List<Path> pages = Stream.concat(Stream.of(Path.of("README.md")), docs)
                    .filter(page -> page.toString().endsWith(".md"))
                    .toList();
            for (Path page : pages) {
                Matcher matcher = COMMAND.matcher(Files.readString(page));
                while (matcher.find()) {
                    commands.add(new Command(page, matcher.group(1)));
                }
            }
        }
        return commands;
    }

    @Test
    void findsTheCommands() throws IOException {
        assertThat(commands()).hasSizeGreaterThan(4);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void answersAsThePageSays(Command command) throws Exception {
        String counted = command.text()
                .replace(DOCUMENTED, server.uri("/").toString())
                .replaceFirst("curl ", "curl -sS -o /dev/null -w '%{http_code}' ");

        Process shell = new ProcessBuilder("bash", "-c", counted)
                .redirectErrorStream(true)
                .start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor()).isZero();
        assertThat(printed).isEqualTo(command.status());
    }
}

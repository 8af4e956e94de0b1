package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testing.Client;
import io.patchbay.testing.LibertyServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The drill of docs/failures.md: its own file and its own commands, in their order. */
@Isolated
class DrillIT {

    private static final String DOCUMENTED = "http://localhost:9080/";

    private static final Pattern BLOCK = Pattern.compile("```(?:yaml|bash)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LOOP = Pattern.compile("while sleep 0\\.5; do\n(.*)\ndone\n", Pattern.DOTALL);
    private static final Pattern STEP =
            Pattern.compile("^\\| (?:`([^`]*)`)? ?\\| `([^`]*)` \\| .* \\|$", Pattern.MULTILINE);

    /** For a change to be taken up, and for a breaker's next probe. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static Path directory;
    private static LibertyServer server;
    private static Client client;
    private static Page page;

    /** What the page has, in its order. */
    private record Page(String file, String call, String function, List<Step> steps, String stream) {

        static Page read() throws IOException {
            String all = Files.readString(Path.of("docs/failures.md"));
            String drill = all.substring(all.indexOf("## A drill"));
            List<String> blocks =
                    matches(BLOCK, drill).map(match -> match.group(1)).toList();
            Matcher loop = LOOP.matcher(blocks.get(1));
            assertThat(loop.matches()).as("a loop of one call").isTrue();
            List<Step> steps = matches(STEP, drill)
                    .map(match -> new Step(match.group(1) == null ? "" : match.group(1), match.group(2)))
                    .toList();
            return new Page(blocks.get(0), loop.group(1), blocks.get(2), steps, blocks.get(3));
        }

        private static Stream<MatchResult> matches(Pattern pattern, String text) {
            return pattern.matcher(text).results();
        }
    }

    /**
     * A line of the page's table.
     *
     * @param typed nothing where something comes of what was typed before
     * @param line how the loop's line begins at last
     */
    private record Step(String typed, String line) {}

    @BeforeAll
    static void start() throws IOException {
        page = Page.read();
        directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "servers")), "drill-");
        Path file = directory.resolve("drill.yaml").toAbsolutePath();
        Files.writeString(file, page.file());
        server = LibertyServer.create("drill", "", Map.of("PATCHBAY_CONFIG", file.toString()))
                .start();
        client = new Client(server.uri("/"), "nobody-asks-for-one");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void goesAsThePageSays() throws Exception {
        assertThat(page.steps()).hasSize(7);
        for (int i = 0; i < 20; i++) {
            assertThat(run(page.call())).startsWith("200 drill-a 1 ");
        }
        for (Step step : page.steps()) {
            run(page.function() + step.typed());
            String line = lineThatBegins(step);
            if (line.startsWith("503")) {
                assertThat(line.strip()).as("with Retry-After").matches("503 .* \\d+");
                assertThat(circuit("drill-a")).isNotEqualTo("closed");
            }
        }
        assertThat(circuit("drill-a")).isEqualTo("closed");

        run(page.function() + "row drill-a cut");
        String stream = streamThatIsContinued();
        assertThat(words(stream)).isEqualTo("one two three four five six");
        assertThat(stream).contains("data: [DONE]");
    }

    private static String lineThatBegins(Step step) throws Exception {
        Instant end = Instant.now().plus(LONGEST);
        List<String> lines = new ArrayList<>();
        do {
            Thread.sleep(100);
            lines.add(run(page.call()));
        } while (!lines.getLast().startsWith(step.line()) && Instant.now().isBefore(end));
        assertThat(lines.getLast()).as("after '%s': %s", step.typed(), lines).startsWith(step.line());
        return lines.getLast();
    }

    private static String streamThatIsContinued() throws Exception {
        Instant end = Instant.now().plus(LONGEST);
        String stream;
        do {
            stream = run(page.stream());
        } while (!stream.contains(": patchbay {\"continued_by\":{\"provider\":\"drill-b\"")
                && Instant.now().isBefore(end));
        return stream;
    }

    private static String words(String stream) {
        Matcher matcher = Pattern.compile("\"content\":\"([^\"]*)\"").matcher(stream);
        StringBuilder words = new StringBuilder();
        while (matcher.find()) {
            words.append(matcher.group(1));
        }
        return words.toString();
    }

    private static String circuit(String id) {
        for (JsonNode provider :
                client.get("/api/v1/monitoring/providers").json().path("providers")) {
            if (provider.path("id").asText().equals(id)) {
                return provider.at("/breaker/state").asText();
            }
        }
        throw new AssertionError("there is no " + id);
    }

    /** As a reader types it; what it prints. */
    private static String run(String commands) throws Exception {
        Process shell = new ProcessBuilder(
                        "bash",
                        "-c",
                        commands.replace(DOCUMENTED, server.uri("/").toString()))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(printed).isZero();
        return printed;
    }
}

package io.patchbay.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.dialect.Json;
import io.patchbay.testing.LibertyServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What only a server shows: Liberty's MicroProfile Config and Fault Tolerance with rows, spares and changes. */
class ConfigurationIT {

    private static final String START = """
            patchbay:
              providers:
                corp: {dialect: openai, base-url: "sandbox:/", api-key: "${CORP_KEY:}", circuit-breaker: {failures: 3, delay: 1h}}
                steady: {dialect: openai, base-url: "sandbox:/", circuit-breaker: {failures: 9, delay: 1h}}
                watched: {dialect: openai, base-url: "sandbox:/", probe: 1s}
                gone: {dialect: openai, base-url: "http://127.0.0.1:1/v1", probe: 1s}
                broke: {dialect: openai, base-url: "sandbox:/", api-key: "${BROKE_KEY:}"}
            """;

    private static final Duration TAKEN_UP = Duration.ofSeconds(5);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static LibertyServer server;

    @BeforeAll
    static void start() {
        server = LibertyServer.create(
                        "configuration",
                        START,
                        Map.of(
                                "CORP_KEY", "a-key",
                                "BROKE_KEY", "",
                                "LLM_PROVIDER", "",
                                "PATCHBAY_PROVIDERS_STEADY_CIRCUIT_BREAKER_FAILURES", "2",
                                "PATCHBAY_PROVIDERS_NOBODY_BASE_URL", "sandbox:/"))
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode monitoring() throws Exception {
        return Json.read(get("/api/v1/monitoring/providers"));
    }

    private static String get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri(path)).build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static JsonNode provider(String id) throws Exception {
        for (JsonNode provider : monitoring().path("providers")) {
            if (provider.path("id").asText().equals(id)) {
                return provider;
            }
        }
        return Json.object();
    }

    /** The status of a call that has no fallback. */
    private static int call(String model) throws Exception {
        String body =
                "{\"model\": \"%s\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}".formatted(model);
        HttpRequest request = HttpRequest.newBuilder(server.uri("/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    /** How often Fault Tolerance itself says that a class's breaker opened. */
    private static boolean opened(String beanClass) throws Exception {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith("ft_circuitbreaker_opened_total"))
                .filter(line -> line.contains(beanClass + ".call\""))
                .anyMatch(line -> !line.endsWith(" 0.0"));
    }

    private static void save(String yaml) throws Exception {
        Files.writeString(server.configuration(), yaml);
    }

    private static void within(Duration time, BooleanSupplier condition) throws Exception {
        Instant end = Instant.now().plus(time);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(100);
        }
    }

    private static boolean serves(String id) {
        try {
            return provider(id).path("available").asBoolean();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String log() throws Exception {
        return Files.readString(server.messagesLog());
    }

    @Test
    void fillsInExpressionsAndTakesBlankForAbsent() throws Exception {
        assertThat(provider("corp").path("available").asBoolean()).isTrue();
        assertThat(provider("broke").path("available").asBoolean()).isFalse();
        assertThat(provider("broke").path("reason").asText()).isEqualTo("set BROKE_KEY");
        assertThat(monitoring().path("default_model").asText()).isEqualTo("openai/gpt-4o");
    }

    @Test
    void letsTheEnvironmentOverrideARowAndNeverMakeOne() throws Exception {
        assertThat(call("@steady/garbled")).isEqualTo(502);
        assertThat(opened("Provider_steady")).isFalse();
        assertThat(call("@steady/garbled")).isEqualTo(502);

        assertThat(opened("Provider_steady")).isTrue();
        assertThat(provider("nobody").isEmpty()).isTrue();
        assertThat(log()).contains("override nothing", "PATCHBAY_PROVIDERS_NOBODY_BASE_URL");
    }

    @Test
    void asksAProviderForItsModelsWhereItsRowSaysSo() throws Exception {
        within(
                TAKEN_UP,
                () -> !probe("watched").isMissingNode() && !probe("gone").isMissingNode());

        assertThat(probe("watched").path("models").asInt()).isEqualTo(11);
        assertThat(probe("gone").path("failure").asText()).contains("connection refused");
        assertThat(probe("steady").isMissingNode()).isTrue();
    }

    private static JsonNode probe(String id) {
        try {
            return provider(id).path("probe");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void givesASpareTheGuardOfTheRowThatTookIt() throws Exception {
        String late =
                "    late: {dialect: openai, base-url: \"sandbox:/\", circuit-breaker: {failures: 2, delay: 1s}}\n";
        save(START + late);
        within(TAKEN_UP, () -> serves("late"));

        assertThat(call("@late/echo")).isEqualTo(200);
        assertThat(call("@late/garbled")).isEqualTo(502);
        assertThat(opened("Provider_spare_01")).isFalse();
        assertThat(call("@late/garbled")).isEqualTo(502);
        assertThat(opened("Provider_spare_01")).isTrue();
        assertThat(call("@late/echo")).isEqualTo(503);
        within(Duration.ofSeconds(5), () -> {
            try {
                return call("@late/echo") == 200;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void refusesABrokenEditAndSaysOnceWhatWaits() throws Exception {
        save(START.replace("failures: 3", "failures: none"));
        within(TAKEN_UP, () -> logged("is refused, the last good one stays"));
        assertThat(log()).contains("patchbay.providers.corp.circuit-breaker.failures = 'none'");
        assertThat(serves("corp")).isTrue();

        save(START.replace("failures: 3", "failures: 7"));
        within(TAKEN_UP, () -> logged("waiting for a restart: patchbay.providers.corp.circuit-breaker"));
        save(START.replace("failures: 3", "failures: 7") + "# touched\n");
        Thread.sleep(TAKEN_UP);
        assertThat(log().split("waiting for a restart", -1)).hasSize(2);
    }

    private static boolean logged(String words) {
        try {
            return log().contains(words);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static final String BAD = """
            patchbay:
              providers:
                corp: {base-url: ftp://corp.example, apikey: sk-0123456789abcdef}
              call: {deadline: soon}
            """;

    @Test
    void endsTheStartWithTheMistakesAsItsLastWords() throws Exception {
        List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
        LibertyServer bad = LibertyServer.create("bad", BAD, Map.of());
        bad.launch();
        List<ProcessHandle> started = ProcessHandle.current()
                .descendants()
                .filter(process -> !before.contains(process))
                .toList();
        within(Duration.ofMinutes(2), () -> started.stream().noneMatch(ProcessHandle::isAlive));

        Path console = bad.directory().resolve("console.log");
        List<String> lines = Files.readAllLines(console);
        List<String> end = lines.subList(lines.size() - 4, lines.size());
        assertThat(end.get(0)).contains("Patchbay's configuration has 3 mistake(s)");
        assertThat(end.get(1)).contains("patchbay.providers.corp.base-url = 'ftp://corp.example'", "line 3");
        assertThat(String.join("\n", lines))
                .contains("patchbay.providers.corp.apikey = (hidden)", "did you mean 'patchbay.providers.corp.api-key'")
                .contains("patchbay.call.deadline = 'soon'")
                .doesNotContain("0123456789");
    }

    @Test
    void leavesTheServerRunningWhereItIsToldTo() throws Exception {
        LibertyServer shared = LibertyServer.create("shared", BAD, Map.of("PATCHBAY_ON_BAD_CONFIG", "fail"));
        shared.launch();
        try {
            within(Duration.ofMinutes(2), () -> {
                try {
                    Path log = shared.messagesLog();
                    return Files.exists(log) && Files.readString(log).contains("CWWKF0011I");
                } catch (java.io.IOException e) {
                    return false;
                }
            });
            within(Duration.ofMinutes(1), () -> {
                try {
                    return Files.readString(shared.messagesLog()).contains("patchbay.call.deadline = 'soon'");
                } catch (java.io.IOException e) {
                    return false;
                }
            });
            HttpRequest request =
                    HttpRequest.newBuilder(shared.uri("/health/live")).build();
            assertThat(CLIENT.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            shared.kill();
        }
    }
}

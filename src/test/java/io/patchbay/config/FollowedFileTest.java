package io.patchbay.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.provider.ProviderSettings;
import io.patchbay.routing.Routes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedFileTest {

    private static final String ROW = """
            patchbay:
              providers:
                corp: {dialect: openai, base-url: "https://%s.example/v1", circuit-breaker: {failures: %d}, clocks: {call: %s}}
            """;

    @TempDir
    private Path folder;

    private final List<Routes> inForce = new ArrayList<>();
    private Path path;
    private LiveConfiguration live;
    private FollowedFile file;

    @BeforeEach
    void start() throws IOException {
        path = folder.resolve("patchbay.yaml");
        save(ROW.formatted("one", 3, "10m"));
        OperatorsFile started = OperatorsFile.at(path);
        live = new LiveConfiguration(inForce::add, read(started));
        file = new FollowedFile(started, live, values -> Judged.over(values, List.of()));
    }

    @AfterEach
    void forget() {
        PatchbayConfigSource.publish(Layers.read(Optional.empty()).flat());
    }

    private static Configuration read(OperatorsFile file) {
        Layer files = Layers.read(Optional.of(file));
        return Configuration.read(files, Judged.over(files.flat(), List.of()));
    }

    private void save(String content) throws IOException {
        Files.writeString(path, content);
    }

    private ProviderSettings corp() {
        return inForce.getLast().provider("corp").orElseThrow();
    }

    @Test
    void leavesAloneWhatHasNotChanged() throws IOException {
        file.check();
        save(ROW.formatted("one", 3, "10m"));
        file.check();

        assertThat(inForce).hasSize(1);
    }

    @Test
    void takesUpAChangeAsOne() throws IOException {
        save(ROW.formatted("two", 3, "10m"));
        file.check();

        assertThat(inForce).hasSize(2);
        assertThat(corp().baseUrl()).hasToString("Optional[https://two.example/v1]");
        assertThat(new PatchbayConfigSource().getValue("patchbay.providers.corp.base-url"))
                .isEqualTo("https://two.example/v1");
    }

    @Test
    void takesUpAChangeThatCameBeforeItsFirstLook() throws IOException {
        OperatorsFile started = OperatorsFile.at(path);
        save(ROW.formatted("two", 3, "10m"));
        new FollowedFile(started, live, values -> Judged.over(values, List.of())).check();

        assertThat(corp().baseUrl()).hasToString("Optional[https://two.example/v1]");
    }

    @Test
    void refusesABrokenEditAndTakesItsRepair() throws IOException {
        for (String broken :
                List.of("patchbay: [", "patchbay: {providers: {corp: {base-url: 'ftp://x'}}}", "", "x: 1")) {
            save(broken.isEmpty() ? "patchbay: {call: {deadline: soon}}" : broken);
            file.check();
            file.check();
        }
        Files.delete(path);
        file.check();
        assertThat(inForce).hasSize(1);
        assertThat(new PatchbayConfigSource().getValue("patchbay.providers.corp.base-url"))
                .isEqualTo("https://one.example/v1");

        save(ROW.formatted("three", 3, "10m"));
        file.check();
        assertThat(corp().baseUrl()).hasToString("Optional[https://three.example/v1]");
    }

    @Test
    void followsALinkThatIsTurnedElsewhere() throws IOException {
        Path first = Files.writeString(folder.resolve("v1"), ROW.formatted("one", 3, "10m"));
        Path second = Files.writeString(folder.resolve("v2"), ROW.formatted("two", 3, "10m"));
        Files.setLastModifiedTime(second, Files.getLastModifiedTime(first));
        Path link = Files.createSymbolicLink(folder.resolve("linked.yaml"), first);
        FollowedFile linked = new FollowedFile(OperatorsFile.at(link), live, values -> Judged.over(values, List.of()));

        Files.delete(link);
        Files.createSymbolicLink(link, second);
        linked.check();

        assertThat(corp().baseUrl()).hasToString("Optional[https://two.example/v1]");
    }

    @Test
    void keepsTheGuardOfAClassInUseAndTellsWhatWaits() throws IOException {
        save(ROW.formatted("two", 9, "16m"));
        file.check();

        assertThat(corp().baseUrl()).hasToString("Optional[https://two.example/v1]");
        assertThat(corp().circuitBreaker().failures()).isEqualTo(3);
        assertThat(corp().clocks().call()).isEqualTo(Duration.ofMinutes(10));
        assertThat(live.waiting())
                .containsExactly("patchbay.providers.corp.circuit-breaker", "patchbay.providers.corp.clocks.call");

        save(ROW.formatted("two", 3, "14m"));
        file.check();
        assertThat(live.waiting()).isEmpty();
        assertThat(corp().clocks().call()).isEqualTo(Duration.ofMinutes(14));
    }

    @Test
    void namesServerSettingsThatWaitForARestart() throws IOException {
        save("""
                patchbay:
                  http-host: 0.0.0.0
                  api-keys: "portal:a-key-of-the-portal"
                  operators: [portal]
                  auditors: [portal]
                  jwt: {tenant-claim: tenant}
                  call: {max-attempts: 7}
                  rest: {keep-alive: 3s}
                  media: {timeout: 3s}
                """);
        file.check();

        assertThat(live.waiting())
                .containsExactlyInAnyOrder(
                        "patchbay.http-host",
                        "patchbay.api-keys",
                        "patchbay.operators",
                        "patchbay.auditors",
                        "patchbay.jwt",
                        "patchbay.call",
                        "patchbay.rest",
                        "patchbay.media");
    }

    @Test
    void letsANewRowChangeUntilItHasTakenASpare() throws IOException {
        String late =
                "patchbay: {providers: {late: {dialect: openai, base-url: 'sandbox:/', circuit-breaker: {failures: %d}}}}";
        save(late.formatted(4));
        file.check();
        save(late.formatted(5));
        file.check();
        ProviderSettings row = inForce.getLast().provider("late").orElseThrow();
        assertThat(row.circuitBreaker().failures()).isEqualTo(5);
        assertThat(live.waiting()).isEmpty();

        live.guarded(row);
        save(late.formatted(6));
        file.check();
        assertThat(inForce.getLast()
                        .provider("late")
                        .orElseThrow()
                        .circuitBreaker()
                        .failures())
                .isEqualTo(5);
        assertThat(live.waiting()).containsExactly("patchbay.providers.late.circuit-breaker");
    }
}

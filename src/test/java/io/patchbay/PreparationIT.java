package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testing.Client;
import io.patchbay.testing.LibertyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server has still to make when it is ready. */
class PreparationIT {

    private static final String BODY =
            "{\"model\":\"sandbox/echo\",%s\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    /** Begins the name of a thread that virtual ones run on. */
    private static final String CARRIER = "by thread \"ForkJoinPool";

    @TempDir
    private Path folder;

    /** A virtual thread that waits for a class keeps its carrier, and first calls that come together would all wait. */
    @Test
    void noClassOfOursIsInitializedByAVirtualThread() throws IOException {
        Path log = folder.resolve("classes.log");
        Map<String, String> environment =
                Map.of("JVM_ARGS", "-XX:TieredStopAtLevel=1 -Xlog:class+init=info:file=" + log);
        try (LibertyServer server = LibertyServer.create(
                        "prepared", "patchbay: {default-model: sandbox/echo}", environment)
                .start()) {
            Client client = new Client(server.uri("/"), "nobody-is-asked-for-a-key");
            int before = initialized(log).size();
            assertThat(before).isGreaterThan(500);
            for (String more : List.of(
                    "",
                    "\"stream\":true,",
                    "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"schema\":{\"type\":\"object\"}}},")) {
                assertThat(client.chat(BODY.formatted(more)).status()).isEqualTo(200);
            }
            for (String path : List.of(
                    "/v1/messages", "/v1/responses", "/api/v1/quote", "/api/v1/count-tokens", "/v1/embeddings")) {
                assertThat(client.send("POST", path, Optional.of(BODY.formatted("\"max_tokens\":5,\"input\":\"hi\",")))
                                .status())
                        .isLessThan(500);
            }
            List<String> all = initialized(log);
            assertThat(all.subList(before, all.size()))
                    .filteredOn(line -> line.contains(CARRIER))
                    .isEmpty();
        }
    }

    private static List<String> initialized(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains("'io/patchbay/") && line.contains("nitializing"))
                .filter(line -> !line.contains("$$Lambda") && !line.contains("$$TypeSwitch"))
                .toList();
    }
}

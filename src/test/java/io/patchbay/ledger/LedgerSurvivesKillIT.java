package io.patchbay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answered call's row survives SIGKILL, whenever it strikes. */
class LedgerSurvivesKillIT {

    private static final int CALLERS = 32;
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger number = new AtomicInteger();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();

    @Test
    void onH2TenTimes() throws Exception {
        // A second instead of 45 until H2 uses space of the file again: 2.5.252 then lost commits.
        Map<String, String> database = Map.of("DB_URL", "jdbc:h2:file:./data/ledger;WRITE_DELAY=0;RETENTION_TIME=1000");
        try (KilledServer server = new KilledServer("h2", database)) {
            killed(server, 10);
            measure(server, "H2 file");
            server.stop();
            assertThat(server.log()).doesNotContain("Exception");
        }
    }

    @Test
    void onPostgresOnce() throws Exception {
        try (EmbeddedPostgres postgres = durable().start();
                KilledServer server = new KilledServer("postgres", database(postgres.getPort()))) {
            assertDurable(postgres);
            killed(server, 1);
            measure(server, "PostgreSQL");
        }
    }

    /** As an operator's is, and not as tests usually want it. */
    private static EmbeddedPostgres.Builder durable() {
        return EmbeddedPostgres.builder().setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on");
    }

    private static void assertDurable(EmbeddedPostgres postgres) throws Exception {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet settings = statement.executeQuery(
                        "select setting from pg_settings where name in ('fsync', 'synchronous_commit')")) {
            while (settings.next()) {
                assertThat(settings.getString(1)).isEqualTo("on");
            }
        }
    }

    private static Map<String, String> database(int port) {
        return Map.of(
                "DB_URL",
                "jdbc:postgresql://localhost:" + port + "/postgres?connectTimeout=2&socketTimeout=5",
                "DB_USER",
                "postgres",
                "DB_PASSWORD",
                "postgres");
    }

    private void killed(KilledServer server, int times) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int kill = 0; kill < times; kill++) {
            server.start("/api/v1/calls");
            if (kill % 2 == 0) {
                load(server, Duration.ofMillis(1 + random.nextInt(1_000)), true);
            } else {
                fewCommits(server, 2 + random.nextInt(12));
            }
        }
        server.start("/api/v1/calls");
        Set<String> found = found(server);
        Set<String> lost = new HashSet<>(answered);
        lost.removeAll(found);
        System.out.printf(
                "%d kills (seed %d): %d answered, %d of them found, %d rows in all%n",
                times, seed, answered.size(), answered.size() - lost.size(), found.size());
        assertThat(lost).isEmpty();
        assertThat(answered).hasSizeGreaterThan(5 * CALLERS * times / 2);
    }

    /** Loads it from many callers; once they are well under way, it has some time left, and is killed or asked to stop. */
    private void load(KilledServer server, Duration time, boolean kill) throws Exception {
        CountDownLatch left = new CountDownLatch(CALLERS);
        CountDownLatch underWay = new CountDownLatch(5 * CALLERS);
        AtomicBoolean enough = new AtomicBoolean();
        AtomicBoolean killing = new AtomicBoolean();
        for (int i = 0; i < CALLERS; i++) {
            Thread.ofVirtual().start(() -> {
                boolean alive = true;
                while (!enough.get() && alive) {
                    if (call(server)) {
                        underWay.countDown();
                    } else {
                        // Before the kill it was a connection that is left of the server before this one.
                        alive = !killing.get();
                    }
                }
                left.countDown();
            });
        }
        try {
            assertThat(underWay.await(2, TimeUnit.MINUTES)).isTrue();
            assertThat(left.await(time.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
        } finally {
            killing.set(kill);
            enough.set(!kill);
        }
        if (kill) {
            server.kill();
        }
        assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
    }

    /** A database may find its way back to many commits and not to a few (docs/adr/0006-gathered-commits.md). */
    private void fewCommits(KilledServer server, int commits) throws Exception {
        for (int answers = 0; answers < commits; ) {
            answers += call(server) ? 1 : 0;
        }
        server.kill();
    }

    private boolean call(KilledServer server) {
        String id = "k" + number.incrementAndGet();
        try {
            HttpResponse<String> response = post(server.uri("/api/v1/calls/" + id));
            if (response.statusCode() == 200) {
                answered.add(response.body());
            }
            return true;
        } catch (IOException killed) {
            broken.add(id);
            // Callers that try again at once would leave the server no time to start.
            LockSupport.parkNanos(PAUSE.toNanos());
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> post(URI uri) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode get(URI uri) throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private Set<String> found(KilledServer server) throws Exception {
        Set<String> found = new HashSet<>();
        String next = "";
        do {
            JsonNode page = get(server.uri("/api/v1/usage?limit=1000" + next));
            page.path("items").forEach(item -> {
                assertThat(item.path("attempts")).hasSize(2);
                assertThat(found.add(item.path("request_id").asText())).isTrue();
            });
            next = page.path("next").isNull()
                    ? ""
                    : "&next=" + page.path("next").asText();
        } while (!next.isEmpty());
        return found;
    }

    private void measure(KilledServer server, String database) throws Exception {
        for (int callers : new int[] {1, 64, 64}) {
            URI uri = server.uri("/api/v1/calls/measure?callers=" + callers + "&each=300");
            System.out.println(database + ", " + post(uri).body());
        }
    }

    @Test
    void writesDownOnAnOrderlyStopWhatWasAnswered() throws Exception {
        Map<String, String> database = Map.of("DB_URL", "jdbc:h2:file:./data/ledger;WRITE_DELAY=0");
        try (KilledServer server = new KilledServer("stopped", database)) {
            server.start("/api/v1/calls");
            load(server, Duration.ofSeconds(1), false);
            server.stop();
            assertThat(answered).hasSizeGreaterThan(10);
            server.start("/api/v1/calls");
            Set<String> found = found(server);
            assertThat(found).containsAll(answered);
            found.removeAll(answered);
            assertThat(broken).as("whose answer nobody saw").containsAll(found);
        }
    }

    @Test
    void startsWithoutItsDatabaseAndRefusesUntilItIsThere(@TempDir Path directory) throws Exception {
        int port = freePort();
        try (KilledServer server = new KilledServer("absent", database(port))) {
            server.start("/api/v1/calls");
            HttpResponse<String> refused = post(server.uri("/api/v1/calls/early"));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("does not answer");
            assertThat(server.log()).contains("Calls are refused until it does");
            recovers(server, port, directory, Set.of("late"));
        }
    }

    @Test
    void startsWithoutItsDatabaseAndGoesOn(@TempDir Path directory) throws Exception {
        int port = freePort();
        Map<String, String> environment = new HashMap<>(database(port));
        environment.put("ON_OUTAGE", "continue");
        try (KilledServer server = new KilledServer("absent", environment)) {
            server.start("/api/v1/calls");
            assertThat(post(server.uri("/api/v1/calls/early")).statusCode()).isEqualTo(200);
            assertThat(server.log()).contains("their rows wait on disk");
            recovers(server, port, directory, Set.of("early", "late"));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void recovers(KilledServer server, int port, Path directory, Set<String> rows) throws Exception {
        assertThat(server.log())
                .containsOnlyOnce("takes no rows")
                .contains("jdbc:postgresql://localhost:" + port + "/postgres takes no rows");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory.resolve("data"))
                .start()) {
            assertThat(post(server.uri("/api/v1/calls/late")).statusCode()).isEqualTo(200);
            Instant latest = Instant.now().plusSeconds(20);
            while (!server.log().contains("takes rows again") || !found(server).equals(rows)) {
                assertThat(Instant.now()).as(server.log()).isBefore(latest);
                Thread.sleep(100);
            }
            assertThat(server.log()).containsOnlyOnce("takes rows again");
        }
    }
}

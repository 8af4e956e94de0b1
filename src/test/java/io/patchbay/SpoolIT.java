package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testing.Client;
import io.patchbay.testing.LibertyServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A server whose database hangs, goes away under load, and is not there at its start. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SpoolIT {

    private static final String ROOT = "root-key-4711-of-the-tests";
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("outage", 20));
    private static final int CALLERS = 16;
    private static final String CONFIGURATION = """
            patchbay:
              operators: [root]
              default-model: sandbox/echo
              fallback: {cross-provider: {enabled: false}}
              models:
                sandbox:
                  sandbox/echo: {context-window: 128000, capabilities: [streaming], prices: {input: 1, output: 1}}
                  sandbox/slow: {context-window: 128000, capabilities: [streaming], prices: {input: 1, output: 1}}
            """;

    @TempDir
    private static Path data;

    private static int port;
    private static EmbeddedPostgres postgres;
    private static LibertyServer server;
    private static Client root;
    private static Client poor;
    private static Client free;

    @BeforeAll
    static void start() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        startDatabase();
        server = LibertyServer.create(
                        "spool",
                        CONFIGURATION,
                        Map.of(
                                "PATCHBAY_API_KEYS", "root:" + ROOT,
                                "PATCHBAY_PEPPER", "a pepper of thirty-two characters",
                                "DB_URL", "jdbc:postgresql://localhost:" + port + "/postgres",
                                "DB_USER", "postgres",
                                "DB_PASSWORD", "postgres"))
                .start();
        root = new Client(server.uri("/"), ROOT);
        poor = holder("poor");
        free = holder("free");
        created("/api/v1/budgets", "{\"tenant\":\"poor\",\"amount\":\"100\",\"period\":\"day\"}");
    }

    private static void startDatabase() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data.resolve("postgres"))
                .setCleanDataDirectory(false)
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.kill();
        postgres.close();
    }

    private static JsonNode created(String path, String body) {
        Client.Answer answer = root.post(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    private static Client holder(String tenant) {
        created("/api/v1/tenants", "{\"id\":\"%s\"}".formatted(tenant));
        JsonNode made = created("/api/v1/keys", "{\"name\":\"%s\",\"tenant\":\"%s\"}".formatted(tenant, tenant));
        return root.withKey(made.path("key").asText());
    }

    private static Client.Answer call(Client client, String id) {
        return client.chat(
                "{\"model\":\"sandbox/echo\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                "x-patchbay-request-id",
                id);
    }

    private static JsonNode ledger() {
        for (JsonNode check : root.get("/health/ready").json().path("checks")) {
            if (check.path("name").asText().equals("ledger")) {
                return check;
            }
        }
        throw new AssertionError("no check of the ledger");
    }

    private static void untilNothingWaits() throws InterruptedException {
        Instant latest = Instant.now().plusSeconds(30);
        while (ledger().at("/data/spooled_rows").asLong() > 0
                || ledger().at("/data/database").asText().equals("away")) {
            assertThat(Instant.now()).as("%s", ledger()).isBefore(latest);
            Thread.sleep(50);
        }
    }

    /** Of all rows in the order of their numbers, those whose ids begin so. */
    private static List<String> rows(String beginning) throws SQLException {
        return texts("select request_id from usage_record where request_id like '" + beginning + "%' order by id");
    }

    private static List<String> texts(String query) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        }
    }

    private static void assertUnavailable(Client.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.json().at("/error/code").asText()).isEqualTo("ledger_unavailable");
    }

    @Test
    @Order(1)
    void aDatabaseThatHangsHoldsNobodyUpForLong() throws Exception {
        call(free, "warm");
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table usage_record in access exclusive mode");
            for (int i = 0; i < 3; i++) {
                Instant begin = Instant.now();
                Client.Answer answer = call(free, "hang-" + i);
                Duration took = Duration.between(begin, Instant.now());
                System.out.printf("call %d while the database hangs: %d after %s%n", i, answer.status(), took);
                assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                assertThat(took).isLessThan(Duration.ofMillis(i == 0 ? 3_000 : 1_000));
            }
            assertUnavailable(call(poor, "hang-poor"));
            connection.rollback();
        }
        untilNothingWaits();

        assertThat(rows("hang-")).containsExactlyInAnyOrder("hang-0", "hang-1", "hang-2", "hang-poor");
        assertThat(texts("select call_id from intent")).isEmpty();
    }

    @Test
    @Order(2)
    void anOutageUnderLoadRefusesNobodyWithoutABudgetAndLosesNoRow() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ConcurrentLinkedQueue<String> answered = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<String> refused = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS; caller++) {
                String name = "load-%02d-".formatted(caller);
                Client client = caller % 2 == 0 ? root : free;
                threads.submit(() -> {
                    for (int n = 0; !done.get(); n++) {
                        String id = name + "%06d".formatted(n);
                        Client.Answer answer = call(client, id);
                        (answer.status() == 200 ? answered : refused).add(id);
                        Thread.sleep(20);
                    }
                    return true;
                });
            }
            Future<Client.Answer> paid = threads.submit(() -> poor.chat(
                    "{\"model\":\"sandbox/slow\",\"max_tokens\":50,\"stream\":true,"
                            + "\"messages\":[{\"role\":\"user\",\"content\":\"one two three\"}]}",
                    "x-patchbay-request-id",
                    "paid"));
            until("select call_id from intent", 1);
            int before = answered.size();
            postgres.close();
            Instant back = Instant.now().plus(OUTAGE);

            assertThat(paid.get().events()).last().isEqualTo("[DONE]");
            while (Instant.now().isBefore(back)) {
                assertUnavailable(call(poor, "out-poor"));
                Thread.sleep(500);
            }
            JsonNode ledger = ledger();
            System.out.println("at the end of the outage: " + ledger);
            assertThat(ledger.path("status").asText()).isEqualTo("UP");
            assertThat(ledger.at("/data/spooled_rows").asLong()).isGreaterThan(CALLERS);
            int meanwhile = answered.size() - before;
            startDatabase();
            Instant begin = Instant.now();
            untilNothingWaits();
            System.out.printf(
                    "%d calls answered during the outage, %d refused; their rows came within %s%n",
                    meanwhile, refused.size(), Duration.between(begin, Instant.now()));
            Thread.sleep(1_000);
            done.set(true);
        }
        untilNothingWaits();

        assertThat(refused).isEmpty();
        List<String> rows = rows("load-");
        assertThat(rows).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(answered);
        for (int caller = 0; caller < CALLERS; caller++) {
            String name = "load-%02d-".formatted(caller);
            assertThat(rows.stream().filter(id -> id.startsWith(name))).isSorted();
        }
        assertThat(texts("select outcome from usage_record where request_id = 'paid' and charged < reserved"))
                .containsExactly("COMPLETED");
        assertThat(texts("select call_id from intent")).isEmpty();
        assertThat(texts("select budget_id from balance where reserved <> 0")).isEmpty();
        Client.Answer again = call(poor, "poor-again");
        assertThat(again.status()).as(again.text()).isEqualTo(200);
    }

    private static void until(String query, int rows) throws Exception {
        Instant latest = Instant.now().plusSeconds(10);
        while (texts(query).size() != rows) {
            assertThat(Instant.now()).as(query).isBefore(latest);
            Thread.sleep(20);
        }
    }

    @Test
    @Order(3)
    void rowsOutliveAKilledServerAndAStartWithoutTheDatabase() throws Exception {
        postgres.close();
        IntStream.range(0, 5).forEach(n -> assertAnswered(free, "killed-" + n));
        server.kill();

        server.start();
        IntStream.range(5, 10).forEach(n -> assertAnswered(n % 2 == 0 ? root : free, "killed-" + n));
        assertUnavailable(call(poor, "killed-poor"));
        startDatabase();
        untilNothingWaits();

        assertThat(rows("killed-"))
                .containsExactlyElementsOf(
                        Stream.concat(IntStream.range(0, 10).mapToObj(n -> "killed-" + n), Stream.of("killed-poor"))
                                .toList());
        assertAnswered(poor, "there-again");
    }

    @Test
    @Order(4)
    void whoRefusesInAnOutageDoesSoFromAStartWithoutTheDatabaseUntilItIsThere() throws Exception {
        server.stop();
        postgres.close();
        Files.writeString(
                server.configuration(),
                CONFIGURATION + "  ledger: {on-outage: refuse}\n",
                StandardOpenOption.TRUNCATE_EXISTING);
        server.launch();
        untilItListens();

        assertThat(root.get("/health/ready").status()).isEqualTo(503);
        assertUnavailable(call(root, "refused-1"));
        assertUnavailable(call(free, "refused-2"));
        startDatabase();
        Instant latest = Instant.now().plusSeconds(30);
        while (root.get("/health/ready").status() != 200) {
            assertThat(Instant.now()).isBefore(latest);
            Thread.sleep(100);
        }
        assertAnswered(root, "refused-no-more");
        assertAnswered(free, "refused-no-more-either");
    }

    private static void untilItListens() throws InterruptedException {
        Instant latest = Instant.now().plusSeconds(60);
        while (true) {
            try {
                if (root.get("/health/started").status() == 200) {
                    return;
                }
            } catch (UncheckedIOException notYet) {
                assertThat(Instant.now()).isBefore(latest);
            }
            Thread.sleep(200);
        }
    }

    private static void assertAnswered(Client client, String id) {
        Client.Answer answer = call(client, id);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }
}

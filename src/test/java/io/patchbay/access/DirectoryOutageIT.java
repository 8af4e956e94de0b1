package io.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testing.Client;
import io.patchbay.testing.LibertyServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Two servers with one database, which goes away at last. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DirectoryOutageIT {

    private static final String ROOT = "root-key-4711-of-the-tests";
    private static final Duration LATEST = Duration.ofSeconds(5);
    private static final int CONNECTIONS = 3;

    private static EmbeddedPostgres postgres;
    private static LibertyServer one;
    private static LibertyServer two;
    private static Client root;
    private static String kept;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
        one = server("directory-one", "1h").start();
        two = server("directory-two", "8s").start();
        root = new Client(one.uri("/"), ROOT);
        assertThat(root.post("/api/v1/tenants", "{\"id\":\"acme\"}").status()).isEqualTo(201);
        kept = key().path("key").asText();
    }

    private static LibertyServer server(String name, String cacheAge) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PATCHBAY_API_KEYS",
                "root:" + ROOT,
                "PATCHBAY_PEPPER",
                "a pepper of thirty-two characters",
                "DB_URL",
                postgres.getJdbcUrl("postgres", "postgres"),
                "DB_USER",
                "postgres",
                "DB_PASSWORD",
                "postgres",
                "DB_CONNECTIONS",
                Integer.toString(CONNECTIONS)));
        String yaml = "patchbay:\n  operators: [root]\n  access: {cache-age: %s}\n".formatted(cacheAge);
        return LibertyServer.create(name, yaml, environment);
    }

    @AfterAll
    static void stop() throws IOException {
        one.kill();
        two.kill();
        postgres.close();
    }

    private static JsonNode key() {
        Client.Answer answer = root.post("/api/v1/keys", "{\"name\":\"portal\",\"tenant\":\"acme\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    private static Client.Answer knock(LibertyServer server, String key) {
        return new Client(server.uri("/"), key).get("/v1/models");
    }

    /** Waits for the answer, and says how long that took. */
    private static Duration until(LibertyServer server, String key, int status, Duration longest)
            throws InterruptedException {
        long begin = System.nanoTime();
        while (statusOf(server, key) != status) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(longest);
            Thread.sleep(50);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static int statusOf(LibertyServer server, String key) {
        try {
            return knock(server, key).status();
        } catch (UncheckedIOException notYetThere) {
            return 0;
        }
    }

    @Test
    @Order(1)
    void theOtherServerLearnsOfAKeyAndOfItsEnd() throws InterruptedException {
        JsonNode made = key();
        String key = made.path("key").asText();
        assertThat(knock(one, key).status()).isEqualTo(200);
        until(two, key, 200, LATEST);

        Client.Answer revoked =
                root.send("DELETE", "/api/v1/keys/" + made.path("id").asText(), Optional.empty());
        assertThat(revoked.status()).isEqualTo(204);
        assertThat(knock(one, key).status()).isEqualTo(401);
        System.out.println("the other server refused the key after " + until(two, key, 401, LATEST));
    }

    /** As when the database is restarted: who watches the directory finds a dead connection in the pool, and gives it back. */
    @Test
    @Order(2)
    void thePoolLosesNoConnectionThatDies() throws Exception {
        for (int death = 0; death < CONNECTIONS + 2; death++) {
            terminateAll();
            Thread.sleep(2_200); // It looks every two seconds.
        }
        Client operator = new Client(two.uri("/"), ROOT);
        assertThat(operator.get("/api/v1/keys").status()).isEqualTo(200);
        assertThat(operator.get("/api/v1/usage").status()).isEqualTo(200);
    }

    private static void terminateAll() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where pid <> pg_backend_pid() and backend_type = 'client backend'");
        }
    }

    @Test
    @Order(3)
    void keysGoOnWithoutTheDatabaseAsLongAsTheirAgeAllows() throws Exception {
        until(two, kept, 200, LATEST);
        postgres.close();

        assertThat(knock(one, kept).status()).isEqualTo(200);
        until(two, kept, 503, Duration.ofSeconds(30));
        Client.Answer stale = knock(two, kept);
        assertThat(stale.json().at("/error/code").asText()).isEqualTo("directory_stale");
        assertThat(knock(two, ROOT).status()).isEqualTo(200);
        assertThat(knock(one, kept).status()).isEqualTo(200);
        assertThat(root.get("/api/v1/keys").status()).isEqualTo(503);
        assertThat(root.get("/api/v1/keys").json().path("title").asText()).isEqualTo("ledger_unavailable");
    }

    @Test
    @Order(3)
    void aStartWithoutTheDatabaseKnowsTheKeysThatThereWere() throws Exception {
        one.kill();
        one.launch();

        until(one, kept, 200, Duration.ofSeconds(120));
        assertThat(knock(one, kept.substring(0, 58) + "x").status()).isEqualTo(401);
    }
}

package io.patchbay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testing.LibertyServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The server is killed at random moments under load, and so is PostgreSQL: each answer whose end a client saw has one row with
 * its tokens and its cost, nothing is left open after the sweep, and budgets agree with their calls. {@code -Dkills=50} for more than ten of each.
 * The three run side by side, and beside other tests, since each mostly waits for something to start.
 */
@Execution(ExecutionMode.CONCURRENT)
class KillIT {

    private static final int KILLS = Integer.getInteger("kills", 10);
    private static final String PROMPTLY = "?connectTimeout=2&socketTimeout=5";
    private static final String CONFIGURATION = """
            patchbay:
              default-model: sandbox/echo
              ledger: {server-lost-after: 2s}
              fallback: {cross-provider: {enabled: false}}
              providers:
                sandbox: {max-concurrent: 1000}
                spare: {base-url: "sandbox:/echo", max-concurrent: 1000}
              models:
                sandbox:
                  sandbox/echo: {context-window: 128000, capabilities: [streaming], prices: {input: 1000, output: 1000}}
                spare:
                  any: {context-window: 128000, capabilities: [streaming], prices: {input: 3, output: 7}}
            """;
    private static final String BUDGET =
            "{\"models\": [\"sandbox/echo\"], \"period\": \"total\", \"amount\": \"1000000\"}";

    @TempDir
    private static Path folder;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    /** A second instead of 45 until H2 uses space of the file again: 2.5.252 then lost commits. */
    @Test
    void theServerOnH2() throws Exception {
        String url = "jdbc:h2:file:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;RETENTION_TIME=1000"
                .formatted(folder.resolve("killed"));
        LibertyServer server = LibertyServer.create("killed-h2", CONFIGURATION, Map.of("DB_URL", url));
        Onslaught onslaught = killed(server);
        server.stop();
        assertBooksAgree("H2", onslaught, url, "sa", "sa");
    }

    @Test
    void theServerOnPostgres() throws Exception {
        try (EmbeddedPostgres postgres = durable().start()) {
            LibertyServer server =
                    LibertyServer.create("killed-postgres", CONFIGURATION, environment(postgres.getPort()));
            Onslaught onslaught = killed(server);
            server.stop();
            assertBooksAgree("PostgreSQL", onslaught, url(postgres.getPort()), "postgres", "postgres");
        }
    }

    @Test
    void postgresItself() throws Exception {
        try (MortalPostgres postgres = MortalPostgres.start(durable().setDataDirectory(folder.resolve("postgres")));
                LibertyServer server = LibertyServer.create("kept", CONFIGURATION, environment(postgres.port()))
                        .start()) {
            Onslaught onslaught = new Onslaught(server);
            onslaught.budget(BUDGET);
            for (int kill = 0; kill < KILLS; kill++) {
                try (Onslaught.Wave wave = onslaught.begin()) {
                    wave.awaitAnswers(60);
                    Thread.sleep(random.nextInt(1_000));
                    postgres.kill();
                    Thread.sleep(random.nextInt(1_000));
                    postgres.restart();
                    wave.awaitAnswers(10);
                }
            }
            onslaught.assertRowsAreThere("kills of PostgreSQL", KILLS, seed);
            server.stop();
            assertBooksAgree("PostgreSQL, killed itself", onslaught, url(postgres.port()), "postgres", "postgres");
        }
    }

    /** Alternately under load and after a few answers: a database may find its way back to many commits and not to few. */
    private Onslaught killed(LibertyServer server) throws Exception {
        server.start();
        Onslaught onslaught = new Onslaught(server);
        onslaught.budget(BUDGET);
        for (int kill = 0; kill < KILLS; kill++) {
            if (kill % 2 == 0) {
                Onslaught.Wave wave = onslaught.begin();
                wave.awaitAnswers(100);
                Thread.sleep(random.nextInt(1_000));
                server.kill();
                wave.close();
            } else {
                onslaught.ask(2 + random.nextInt(12));
                server.kill();
            }
            server.start();
        }
        Onslaught.Wave last = onslaught.begin();
        last.awaitAnswers(100);
        server.stop();
        last.close();
        server.start();
        onslaught.assertRowsAreThere("kills of the server, and one orderly stop", KILLS, seed);
        return onslaught;
    }

    /** As an operator's is, and not as tests usually want it. */
    private static EmbeddedPostgres.Builder durable() {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on");
    }

    private static String url(int port) {
        return "jdbc:postgresql://localhost:" + port + "/postgres" + PROMPTLY;
    }

    private static Map<String, String> environment(int port) {
        return new HashMap<>(Map.of("DB_URL", url(port), "DB_USER", "postgres", "DB_PASSWORD", "postgres"));
    }

    private static void assertBooksAgree(String database, Onslaught onslaught, String url, String user, String password)
            throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            assertThat(count(statement, "intent")).isZero();
            assertThat(count(statement, "balance where reserved <> 0")).isZero();
            assertThat(count(
                            statement,
                            "balance b where spent <> (select coalesce(sum(charged), 0) from charge c"
                                    + " where c.budget_id = b.budget_id and c.period_start = b.period_start)"))
                    .isZero();
            assertThat(count(statement, "charge where charged is null")).isZero();
            assertThat(count(
                            statement,
                            "charge c where not exists (select 1 from usage_record u"
                                    + " where u.call_id = c.call_id and u.charged = c.charged)"))
                    .isZero();
            assertThat(Discrepancies.find(connection)).isEmpty();
            System.out.printf(
                    "%s: %d calls charged, %d of them unknown%n",
                    database, count(statement, "charge"), count(statement, "usage_record where outcome = 'UNKNOWN'"));
        }
        assertThat(onslaught.answered()).isGreaterThan(50 * KILLS);
    }

    private static long count(Statement statement, String what) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select count(*) from " + what)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}

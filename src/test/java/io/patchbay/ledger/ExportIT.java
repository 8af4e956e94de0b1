package io.patchbay.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testing.Client;
import io.patchbay.testing.LibertyServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** More calls than a connection's buffers hold, as files; at the end the database dies while one is written. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExportIT {

    private static final String ROOT = "root-key-4711-of-the-tests";
    private static final int CALLS = 40_500;
    private static final String EXPORT = "/api/v1/usage/export?format=";
    private static final String NOTHING = EXPORT + "csv&from=2026-01-01&to=2026-01-02";

    private static MortalPostgres postgres;
    private static LibertyServer server;
    private static Client root;

    @BeforeAll
    static void start() throws Exception {
        postgres = MortalPostgres.start(EmbeddedPostgres.builder());
        server = LibertyServer.create(
                        "export",
                        "patchbay: {operators: [root], default-model: sandbox/echo}",
                        Map.of(
                                "PATCHBAY_API_KEYS",
                                "root:" + ROOT,
                                "DB_URL",
                                url(),
                                "DB_USER",
                                "postgres",
                                "DB_PASSWORD",
                                "postgres"))
                .start();
        root = new Client(server.uri("/"), ROOT);
        // Two of each instant, so that the order needs more than that.
        run("""
                insert into usage_record (id, request_id, caller, outcome, streamed, input, cache_read, cache_write5m,
                    cache_write1h, output, reasoning, audio_input, audio_output, estimated, started_at, started_on,
                    latency_ms, attempts)
                select n + 1000000, 'call-' || n, 'c', 'COMPLETED', false, n, 0, 0, 0, 2, 0, 0, 0, false,
                    timestamp with time zone '2026-06-30 21:00:00+00' + (n / 2) * interval '1' second, date '2026-07-01', 5, 1
                from generate_series(1, %d) numbers (n)""".formatted(CALLS));
    }

    private static String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/postgres";
    }

    private static void run(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        server.kill();
        postgres.close();
    }

    @Test
    @Order(1)
    void writesEachCallOnceHoweverManyThereAre() {
        Client.Answer answer = root.get(EXPORT + "csv");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-disposition")).contains("attachment; filename=\"usage.csv\"");
        assertThat(answer.header("x-patchbay-calls")).contains(Integer.toString(CALLS));
        List<String> ids = Arrays.stream(answer.text().split("\r\n"))
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',')))
                .toList();
        assertThat(ids).hasSize(CALLS).doesNotHaveDuplicates();
        assertThat(ids.getLast()).isEqualTo("call-1");
    }

    @Test
    @Order(2)
    void writesNoMoreThanItsPeriodHas() {
        Client.Answer answer = root.get(EXPORT + "jsonl&from=2026-06-30T22:00:00Z&to=2026-06-30T23:00:00Z");

        assertThat(answer.header("content-disposition")).contains("attachment; filename=\"usage.jsonl\"");
        assertThat(answer.text().split("\n"))
                .hasSize(7_200)
                .allSatisfy(line ->
                        assertThat(line).startsWith("{\"request_id\":\"call-").endsWith("}"));
        assertThat(answer.header("x-patchbay-calls")).contains("7200");
        assertThat(root.get(NOTHING).text()).startsWith("request_id,").hasLineCount(1);
        assertThat(root.get(NOTHING).header("x-patchbay-calls")).contains("0");
    }

    @Test
    @Order(3)
    @Timeout(30)
    void writesTwoAtOnceAndNoMore() throws Exception {
        try (Socket one = begun();
                Socket other = begun()) {
            Client.Answer refused = root.get(EXPORT + "csv");

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("retry-after")).contains("10");
            assertThat(refused.json().path("title").asText()).isEqualTo("overloaded");
        }
        while (root.get(NOTHING).status() != 200) {
            Thread.sleep(100);
        }
    }

    /** An export that waits for its reader. */
    private static Socket begun() throws IOException {
        Socket socket = new Socket(server.uri("/").getHost(), server.port());
        socket.getOutputStream()
                .write("GET %sjsonl HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                        .formatted(EXPORT, ROOT)
                        .getBytes(US_ASCII));
        assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
        return socket;
    }

    @Test
    @Order(4)
    void isOverWithItsRequestWhateverTheRequestWas() {
        for (int n = 0; n < 5; n++) {
            assertThat(root.send("HEAD", NOTHING, Optional.empty()).status()).isEqualTo(200);
            assertThat(root.get(NOTHING + "&nothing=1").status()).isEqualTo(400);
        }
        assertThat(root.get(NOTHING).status()).isEqualTo(200);
    }

    @Test
    @Order(5)
    @Timeout(30)
    void saysInFrontHowManyThereAreSoThatNobodyTakesAPartForAll() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri(EXPORT + "jsonl"))
                .header("Authorization", "Bearer " + ROOT)
                .build();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.headers().firstValue("x-patchbay-calls")).contains(Integer.toString(CALLS));
            postgres.kill();

            assertThat(linesOf(answer.body())).isPositive().isLessThan(CALLS);
        }
    }

    /** As far as it comes. */
    private static int linesOf(InputStream body) {
        int lines = 0;
        try {
            for (int next = body.read(); next >= 0; next = body.read()) {
                lines += next == '\n' ? 1 : 0;
            }
        } catch (IOException brokenOff) {
            // Whether a client is told depends on what is between it and the database.
        }
        return lines;
    }

    @Test
    @Order(6)
    void saysSoWhereItCannotBegin() {
        Client.Answer answer = root.get(EXPORT + "csv");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("content-type")).contains("application/problem+json");
        assertThat(answer.json().path("title").asText()).isEqualTo("ledger_unavailable");
    }
}

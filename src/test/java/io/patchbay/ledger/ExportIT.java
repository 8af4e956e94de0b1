package io.patchbay.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.database.Migrations;
import io.patchbay.dialect.Json;
import io.patchbay.testing.Client;
import io.patchbay.testing.LibertyServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
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
import org.postgresql.ds.PGSimpleDataSource;

/**
 * More calls than a connection's buffers hold, as files; at the end the database dies while one is written. Before them there are
 * some that are older than the server keeps any.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExportIT {

    private static final String ROOT = "root-key-4711-of-the-tests";
    private static final int CALLS = 30_500;
    private static final int OLD = 1_500;
    private static final String EXPORT = "/api/v1/usage/export?format=";
    private static final String NOTHING = EXPORT + "csv&from=2026-01-01&to=2026-01-02";

    private static MortalPostgres postgres;
    private static LibertyServer server;
    private static Client root;

    @BeforeAll
    static void start() throws Exception {
        postgres = MortalPostgres.start(EmbeddedPostgres.builder());
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url());
        source.setUser("postgres");
        source.setPassword("postgres");
        Migrations.migrate(source);
        insert("old", 2_000_000, "1960-01-01 12:00:00+00", OLD);
        insert("call", 1_000_000, "2026-06-30 21:00:00+00", CALLS);
        run("insert into usage_dimension (digest, caller) values ('of the tests', 'c')");
        for (String sums : List.of("usage_day", "usage_jobless")) {
            run("insert into %s select facet, timestamp with time zone '1960-01-01 00:00:00+00', id, %d, %d"
                            .formatted(sums, OLD, OLD)
                    + ", 0".repeat(19)
                    + ", '', '' from usage_dimension, generate_series(0, 5) facet");
        }
        server = LibertyServer.create(
                        "export",
                        "patchbay: {operators: [root], default-model: sandbox/echo, ledger: {retention: {calls: 20000d}}}",
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
    }

    /** Two of each instant, so that the order needs more than that. */
    private static void insert(String name, int firstId, String first, int calls) throws SQLException {
        run("""
                insert into usage_record (id, request_id, caller, outcome, streamed, input, cache_read, cache_write5m,
                    cache_write1h, output, reasoning, audio_input, audio_output, estimated, started_at, started_on,
                    latency_ms, attempts)
                select n + %d, '%s-' || n, 'c', 'COMPLETED', false, n, 0, 0, 0, 2, 0, 0, 0, false,
                    timestamp with time zone '%s' + (n / 2) * interval '1' second, date '2026-07-01', 5, 1
                from generate_series(1, %d) numbers (n)""".formatted(firstId, name, first, calls));
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
    @Order(0)
    @Timeout(30)
    void deletesCallsThatAreTooOldAndKeepsTheirSums() throws Exception {
        while (root.get("/api/v1/calls/old-%d".formatted(OLD)).status() != 404) {
            Thread.sleep(100);
        }

        assertThat(root.get("/api/v1/usage?to=2000-01-01").json().path("items")).isEmpty();
        for (String by : List.of("day", "job", "job,model")) {
            assertThat(root.get("/api/v1/usage/summary?from=1950-01-01&by=" + by)
                            .json()
                            .at("/items/0/calls")
                            .asInt())
                    .as(by)
                    .isEqualTo(OLD);
        }
        assertDeleted(root.get("/api/v1/usage/summary?by=day&from=1960-01-01T00:20:00Z"));
        assertDeleted(root.get("/api/v1/usage/summary?by=job,model&from=1960-01-01T00:20:00Z"));
        assertDeleted(root.post("/api/v1/usage/reprice", "{\"from\": \"1960-01-01\"}"));
        while (!Files.readString(server.messagesLog()).contains("Deleted 1,500 calls and 0 sums")) {
            Thread.sleep(100);
        }
    }

    private static void assertDeleted(Client.Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("parameter").asText()).isEqualTo("from");
        assertThat(answer.json().path("detail").asText()).contains("calls from before are deleted");
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
    void saysInFrontHowManyThereAreAndAtTheEndThatSomeAreMissing() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            List<InputStream> begun = new ArrayList<>();
            for (String format : List.of("jsonl", "csv")) {
                begun.add(begun(http, format));
            }
            postgres.kill();

            List<String> lines = lines(begun.getFirst());
            assertThat(lines).hasSizeBetween(2, CALLS);
            JsonNode last = Json.read(lines.getLast());
            assertThat(last.at("/error/code").asText()).isEqualTo("ledger_unavailable");
            assertThat(last.at("/error/message").asText())
                    .isEqualTo("the ledger could not be read any further; here are %d of %d calls"
                            .formatted(lines.size() - 1, CALLS));
            List<String> rows = lines(begun.getLast());
            assertThat(rows.getLast())
                    .isEqualTo("error: the ledger could not be read any further; here are %d of %d calls"
                            .formatted(rows.size() - 2, CALLS));
        }
    }

    private static InputStream begun(HttpClient http, String format) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri(EXPORT + format))
                .header("Authorization", "Bearer " + ROOT)
                .build();
        HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("x-patchbay-calls")).contains(Integer.toString(CALLS));
        return answer.body();
    }

    private static List<String> lines(InputStream body) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(body, UTF_8))) {
            return reader.lines().toList();
        }
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

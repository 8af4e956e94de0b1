package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testing.Client;
import io.patchbay.testing.LibertyServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Two servers with one database, and budgets that neither may overspend. The sandbox's models have a price here. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BudgetsIT {

    private static final String ROOT = "root-key-4711-of-the-tests";
    private static final int CALLERS = Integer.getInteger("callers", 64);
    private static final String CONFIGURATION = """
            patchbay:
              operators: [root]
              default-model: sandbox/echo
              ledger: {server-lost-after: 3s}
              fallback: {cross-provider: {enabled: false}}
              providers:
                sandbox: {max-concurrent: 1000}
              models:
                sandbox:
                  sandbox/echo: {context-window: 128000, capabilities: [streaming], prices: {input: 1000, output: 1000}}
                  sandbox/slow: {context-window: 128000, capabilities: [streaming], prices: {input: 1000, output: 1000}}
            """;

    private static EmbeddedPostgres postgres;
    private static LibertyServer one;
    private static LibertyServer two;
    private static Client root;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
        one = server("budgets-one").start();
        two = server("budgets-two").start();
        root = new Client(one.uri("/"), ROOT);
        created("/api/v1/tenants", "{\"id\":\"acme\"}");
        created("/api/v1/teams", "{\"tenant\":\"acme\",\"id\":\"search\"}");
    }

    private static LibertyServer server(String name) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PATCHBAY_API_KEYS", "root:" + ROOT,
                "PATCHBAY_PEPPER", "a pepper of thirty-two characters",
                "DB_URL", postgres.getJdbcUrl("postgres", "postgres"),
                "DB_USER", "postgres",
                "DB_PASSWORD", "postgres"));
        return LibertyServer.create(name, CONFIGURATION, environment);
    }

    @AfterAll
    static void stop() throws IOException {
        one.kill();
        two.kill();
        postgres.close();
    }

    private static JsonNode created(String path, String body) {
        Client.Answer answer = root.post(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    private static Client holder(String team) {
        JsonNode made =
                created("/api/v1/keys", "{\"name\":\"%s\",\"tenant\":\"acme\",\"team\":\"%s\"}".formatted(team, team));
        return root.withKey(made.path("key").asText());
    }

    private static String budget(String fields) {
        return created("/api/v1/budgets", "{%s,\"period\":\"day\"}".formatted(fields))
                .path("id")
                .asText();
    }

    private static void end(String budget) {
        assertThat(root.send("DELETE", "/api/v1/budgets/" + budget, Optional.empty())
                        .status())
                .isEqualTo(204);
    }

    /** Whoever reads what there is knows it from then on. */
    private static void knownByTheOther(String path) {
        assertThat(new Client(two.uri("/"), ROOT).get(path).status()).isEqualTo(200);
    }

    private static JsonNode standing(String budget) {
        return root.get("/api/v1/budgets/" + budget).json().path("current");
    }

    private static BigDecimal amount(JsonNode standing, String field) {
        return new BigDecimal(standing.path(field).asText());
    }

    private static String question(String model, String words, boolean streamed) {
        return "{\"model\":\"%s\",\"max_tokens\":400,\"stream\":%b,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(model, streamed, words);
    }

    @Test
    @Order(1)
    void aCallIsChargedAtEachBudgetThatFitsIt() {
        Client ada = holder("search");
        String tenants = budget("\"tenant\":\"acme\",\"amount\":\"10\",\"soft\":[1]");
        String teams = budget("\"tenant\":\"acme\",\"team\":\"search\",\"amount\":\"5\"");
        String others = budget("\"tenant\":\"acme\",\"models\":[\"openai/*\"],\"amount\":\"5\"");

        Client.Answer answer = ada.chat(question("sandbox/echo", "one two three", false));
        Client.Answer streamed = ada.chat(question("sandbox/echo", "one two three", true));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(streamed.events()).last().isEqualTo("[DONE]");
        BigDecimal cost = new BigDecimal(answer.header("x-patchbay-cost").orElseThrow());
        for (String budget : List.of(tenants, teams)) {
            assertThat(amount(standing(budget), "spent"))
                    .isPositive()
                    .isEqualByComparingTo(cost.multiply(BigDecimal.TWO));
            assertThat(amount(standing(budget), "reserved")).isZero();
        }
        assertThat(amount(standing(others), "spent")).isZero();
        List.of(tenants, teams, others).forEach(BudgetsIT::end);
    }

    @Test
    @Order(2)
    void whatDoesNotFitIsRefusedWithWhatIsLeftAndWhenThereIsMore() {
        Client ada = holder("search");
        String budget = budget("\"tenant\":\"acme\",\"team\":\"search\",\"amount\":\"0.5\"");

        Client.Answer answer = ada.chat(question("sandbox/echo", "one two three", false));
        Client.Answer streamed = ada.chat(question("sandbox/echo", "one two three", true));

        for (Client.Answer refused : List.of(answer, streamed)) {
            assertThat(refused.status()).as(refused.text()).isEqualTo(429);
            assertThat(refused.json().at("/error/type").asText()).isEqualTo("insufficient_quota");
            assertThat(refused.json().at("/error/code").asText()).isEqualTo("budget_exceeded");
            assertThat(refused.json().at("/error/message").asText())
                    .contains("team 'search'", "0.5 US dollars a day", "has 0.5 left", "new money at");
            assertThat(refused.header("x-should-retry")).contains("false");
        }
        JsonNode row = root.get("/api/v1/usage?request_id="
                        + answer.header("x-patchbay-request-id").orElseThrow())
                .json()
                .at("/items/0");
        assertThat(row.path("outcome").asText()).isEqualTo("refused");
        assertThat(row.path("attempts")).isEmpty();
        end(budget);
        assertThat(ada.chat(question("sandbox/echo", "again", false)).status()).isEqualTo(200);
    }

    @Test
    @Order(3)
    void whatMayBillMoreThanItsTokensIsRefused() {
        Client ada = holder("search");
        String budget = budget("\"tenant\":\"acme\",\"amount\":\"100\"");

        Client.Answer priority = ada.chat("{\"model\":\"sandbox/echo\",\"max_tokens\":5,\"service_tier\":\"priority\","
                + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");

        assertThat(priority.status()).as(priority.text()).isEqualTo(400);
        assertThat(priority.json().at("/error/code").asText()).isEqualTo("unbounded_cost");
        assertThat(priority.json().at("/error/param").asText()).isEqualTo("service_tier");
        end(budget);
    }

    @Test
    @Order(4)
    void whatIsWrongWithABudgetIsTold() {
        Map<String, String> wrong = Map.of(
                "{\"period\":\"year\",\"amount\":\"1\"}", "period",
                "{\"period\":\"day\"}", "amount",
                "{\"period\":\"day\",\"amount\":\"-1\"}", "amount",
                "{\"period\":\"day\",\"amount\":\"1e9\"}", "amount",
                "{\"period\":\"day\",\"amount\":\"1\",\"zone\":\"Mars/Olympus\"}", "zone",
                "{\"period\":\"day\",\"amount\":\"1\",\"soft\":[80,50]}", "soft",
                "{\"period\":\"day\",\"amount\":\"1\",\"tenant\":\"none\"}", "tenant",
                "{\"period\":\"day\",\"amount\":\"1\",\"team\":\"search\"}", "team",
                "{\"period\":\"day\",\"amount\":\"1\",\"tenant\":\"acme\",\"key\":\"key_none\"}", "key",
                "{\"period\":\"day\",\"amount\":\"1\",\"colour\":\"red\"}", "colour");
        wrong.forEach((body, field) -> {
            Client.Answer answer = root.post("/api/v1/budgets", body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.json().path("parameter").asText())
                    .as(answer.text())
                    .isEqualTo(field);
        });
    }

    /** Refused callers try again until nothing is in flight: then what is left is less than what one call may cost. */
    @Test
    @Order(5)
    void twoServersSpendNearlyAllAndNeverMore() throws Exception {
        String question = question("sandbox/echo", "word ".repeat(300), false);
        BigDecimal most = new BigDecimal(
                root.post("/api/v1/quote", question).json().at("/cost/largest").asText());
        BigDecimal total = most.multiply(BigDecimal.valueOf(100));
        Client ada = holder("search");
        String budget = budget("\"tenant\":\"acme\",\"amount\":\"%s\"".formatted(total.toPlainString()));
        knownByTheOther("/api/v1/budgets/" + budget);
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (LibertyServer server : List.of(one, two)) {
                Client client = new Client(server.uri("/"), ada.key());
                for (int i = 0; i < CALLERS; i++) {
                    threads.submit(() -> {
                        while (!done.get()) {
                            int status = client.chat(question).status();
                            (status == 200 ? answered : refused).incrementAndGet();
                        }
                    });
                }
            }
            Instant latest = Instant.now().plusSeconds(120);
            boolean used = false;
            while (!used && Instant.now().isBefore(latest)) {
                assertThat(longs("select count(*) from balance b join budget u on u.id = b.budget_id"
                                + " where b.spent + b.reserved > u.amount"))
                        .containsExactly(0L);
                JsonNode standing = standing(budget);
                used = amount(standing, "left").compareTo(most) < 0
                        && amount(standing, "reserved").signum() == 0;
            }
            done.set(true);
        }
        JsonNode standing = standing(budget);
        BigDecimal share =
                amount(standing, "spent").multiply(BigDecimal.valueOf(100)).divide(total, 2, RoundingMode.DOWN);
        System.out.printf(
                "two servers, %d callers each: %d calls answered, %d refused, %s %% of the budget used%n",
                CALLERS, answered.get(), refused.get(), share);
        assertThat(amount(standing, "spent")).isLessThanOrEqualTo(total);
        assertThat(share).isGreaterThanOrEqualTo(BigDecimal.valueOf(95));
        assertBooksAgree();
        end(budget);
    }

    @Test
    @Order(6)
    void aKeyGetsAsManyCallsAMinuteAsItMayFromBothServersTogether() throws Exception {
        int limit = 1_000;
        JsonNode made = created(
                "/api/v1/keys",
                "{\"name\":\"limited\",\"tenant\":\"acme\",\"limits\":{\"requests_per_minute\":%d,\"tokens_per_minute\":10000000}}"
                        .formatted(limit));
        String key = made.path("key").asText();
        awaitKnown(new Client(two.uri("/"), key));
        String question = question("sandbox/echo", "hi", false);
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (LibertyServer server : List.of(one, two)) {
                Client client = new Client(server.uri("/"), key);
                for (int i = 0; i < CALLERS; i++) {
                    threads.submit(() -> {
                        for (int beyond = 0; beyond < 8; ) {
                            boolean through = client.chat(question).status() == 200;
                            (through ? answered : refused).incrementAndGet();
                            beyond += through ? 0 : 1;
                        }
                    });
                }
            }
        }
        long seconds = (System.nanoTime() - begin) / 1_000_000_000;
        System.out.printf(
                "%d calls a minute, two servers, %d callers each: %d answered, %d refused in %d s%n",
                limit, CALLERS, answered.get(), refused.get(), seconds);
        assertThat(answered.get()).isGreaterThanOrEqualTo(limit);
        if (seconds < 60) {
            assertThat(answered.get()).isEqualTo(limit);
        }
        Client.Answer last = new Client(one.uri("/"), key).chat(question);
        if (last.status() == 429) {
            assertThat(last.json().at("/error/code").asText()).isEqualTo("rate_limit_exceeded");
            assertThat(last.header("Retry-After")).isPresent();
            assertThat(last.header("x-ratelimit-remaining-requests")).contains("0");
        }
        assertThat(last.header("x-ratelimit-limit-requests")).contains("1000");
        assertThat(last.header("x-ratelimit-limit-tokens")).contains("10000000");
    }

    private static void awaitKnown(Client client) throws InterruptedException {
        Instant latest = Instant.now().plusSeconds(10);
        while (client.get("/v1/models").status() != 200) {
            assertThat(Instant.now()).isBefore(latest);
            Thread.sleep(100);
        }
    }

    @Test
    @Order(7)
    void callersShareTheLimitsOfTheirTeamAndOfModels() {
        created("/api/v1/teams", "{\"tenant\":\"acme\",\"id\":\"sales\"}");
        String limit = created(
                        "/api/v1/limits",
                        "{\"tenant\":\"acme\",\"team\":\"search\",\"models\":[\"sandbox/e*\"],\"requests_per_minute\":4}")
                .path("id")
                .asText();
        knownByTheOther("/api/v1/limits/" + limit);
        List<Client> team = List.of(
                holder("search"), new Client(two.uri("/"), holder("search").key()));
        team.forEach(BudgetsIT::readsItsModels);
        String question = question("sandbox/echo", "hi", false);

        for (int call = 0; call < 4; call++) {
            assertThat(team.get(call % 2).chat(question).status()).isEqualTo(200);
        }
        for (Client member : team) {
            Client.Answer refused = member.chat(question);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.json().at("/error/message").asText())
                    .contains("4 requests a minute is the limit of the team 'search' at sandbox/e*");
            assertThat(member.chat(question("sandbox/slow", "hi", false)).status())
                    .isEqualTo(200);
        }
        assertThat(holder("sales").chat(question).status()).isEqualTo(200);

        Client.Answer raised = root.send(
                "PATCH", "/api/v1/limits/" + limit, Optional.of("{\"requests_per_minute\":9,\"tokens_per_minute\":9}"));
        assertThat(raised.json().path("version").asInt()).as(raised.text()).isEqualTo(2);
        assertThat(team.getFirst().chat(question).status())
                .as("nothing was counted so far")
                .isEqualTo(200);
        assertThat(team.getFirst().chat(question).json().at("/error/message").asText())
                .contains("9 tokens a minute");
        assertThat(root.send("DELETE", "/api/v1/limits/" + limit, Optional.empty())
                        .status())
                .isEqualTo(204);
        assertThat(team.getFirst().chat(question).status()).isEqualTo(200);
        Client.Answer nothing = root.post("/api/v1/limits", "{\"models\":[\"sandbox/e*\"]}");
        assertThat(nothing.status()).isEqualTo(400);
        assertThat(nothing.json().path("parameter").asText()).isEqualTo("requests_per_minute");
    }

    private static void readsItsModels(Client client) {
        try {
            awaitKnown(client);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Order(8)
    void theCallsOfAServerThatIsKilledAreSettledAtTheMostThatTheyCanHaveCost() throws Exception {
        Client ada = holder("search");
        String budget = budget("\"tenant\":\"acme\",\"amount\":\"100\"");
        knownByTheOther("/api/v1/budgets/" + budget);
        Client client = new Client(two.uri("/"), ada.key());
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            callers.add(Thread.startVirtualThread(() -> {
                try {
                    client.chat(question("sandbox/slow", "one two three", true));
                } catch (UncheckedIOException cut) {
                    // as it has to be
                }
            }));
        }
        waitFor("select count(*) from intent", 10);
        BigDecimal reserved = amount(standing(budget), "reserved");

        two.kill();
        waitFor("select count(*) from intent", 0);

        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(amount(standing(budget), "reserved")).isZero();
        assertThat(amount(standing(budget), "spent")).isEqualByComparingTo(reserved);
        assertThat(longs("select count(*) from usage_record where outcome = 'UNKNOWN' and charged = reserved"))
                .containsExactly(10L);
        assertBooksAgree();
        end(budget);
    }

    /** What budgets have borne is what their calls were charged with, and nothing is set aside for nobody. */
    private static void assertBooksAgree() throws SQLException {
        assertThat(longs(
                        "select count(*) from balance b where b.spent <> (select coalesce(sum(c.charged), 0) from charge c"
                                + " where c.budget_id = b.budget_id and c.period_start = b.period_start)"))
                .containsExactly(0L);
        assertThat(longs("select count(*) from balance b where b.reserved <> (select coalesce(sum(c.reserved), 0)"
                        + " from charge c where c.budget_id = b.budget_id and c.period_start = b.period_start"
                        + " and c.charged is null)"))
                .containsExactly(0L);
        assertThat(longs("select count(*) from charge c where not exists"
                        + " (select 1 from usage_record u where u.call_id = c.call_id)"
                        + " and not exists (select 1 from intent i where i.call_id = c.call_id)"))
                .containsExactly(0L);
    }

    private static void waitFor(String count, long wanted) throws Exception {
        Instant latest = Instant.now().plusSeconds(30);
        while (longs(count).getFirst() != wanted) {
            assertThat(Instant.now()).as("%s is %s", count, longs(count)).isBefore(latest);
            Thread.sleep(50);
        }
    }

    private static List<Long> longs(String query) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<Long> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getLong(1));
            }
            return all;
        }
    }
}

package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testing.ApiDescription;
import io.patchbay.testing.Client;
import io.patchbay.testing.LibertyServer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Prices change while the server runs, and calls are priced again by those before and those after. */
class RepricingIT {

    private static final String ROOT = "root-key-4711-of-the-tests";
    private static final String CALLERS = "adas-key-4711-of-the-tests";
    private static final ApiDescription API = ApiDescription.read();
    private static final Duration TAKEN_UP = Duration.ofSeconds(5);
    private static final String CONFIGURATION = """
            patchbay:
              operators: [root]
              models:
                sandbox:
                  sandbox/echo: {context-window: 128000, capabilities: [streaming], prices: {input: %s, output: %s}}
            """;

    private static LibertyServer server;
    private static Client root;
    private static Client ada;

    @BeforeAll
    static void start() {
        Map<String, String> environment = Map.of("PATCHBAY_API_KEYS", "root:" + ROOT + ",ada:" + CALLERS);
        server = LibertyServer.create("repricing", CONFIGURATION.formatted("2.5", "10"), environment)
                .start();
        root = new Client(server.uri("/"), ROOT);
        ada = root.withKey(CALLERS);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String called() {
        String id = UUID.randomUUID().toString();
        Client.Answer answer = ada.chat(
                "{\"model\":\"sandbox/echo\",\"messages\":[{\"role\":\"user\",\"content\":\"one two three\"}]}",
                "x-patchbay-request-id",
                id);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return id;
    }

    private static JsonNode explained(String id) {
        return root.get("/api/v1/calls/" + id).json().at("/calls/0");
    }

    private static JsonNode versions() {
        return root.get("/api/v1/catalogue/versions").json();
    }

    private static JsonNode repriced(String body) {
        Client.Answer answer = root.post("/api/v1/usage/reprice", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode schema =
                API.json().at("/paths/~1api~1v1~1usage~1reprice/post/responses/200/content/application~1json/schema");
        assertThat(API.findings(schema, answer.json())).as(answer.text()).isEmpty();
        return answer.json();
    }

    private static void changePrices(String input, String output) throws Exception {
        String before = versions().path("current").asText();
        Files.writeString(server.configuration(), CONFIGURATION.formatted(input, output));
        Instant end = Instant.now().plus(TAKEN_UP);
        while (versions().path("current").asText().equals(before)) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(100);
        }
    }

    private static BigDecimal amount(JsonNode json, String field) {
        return new BigDecimal(json.path(field).asText());
    }

    @Test
    void callsArePricedAgainByTheVersionsBeforeAndAfter() throws Exception {
        String first = called();
        String cheap = explained(first).path("price_version").asText();
        changePrices("5", "20");
        String second = called();
        String dear = explained(second).path("price_version").asText();
        BigDecimal cost = amount(explained(first).path("price"), "total");

        assertThat(cost).isPositive();
        assertThat(explained(first).at("/price/available").asBoolean())
                .as("of the version before")
                .isTrue();
        assertThat(explained(first).at("/price/lines/0/per_million").asText()).isEqualTo("2.5");
        assertThat(versions().path("items").findValuesAsText("version")).containsExactly(dear, cheap);

        JsonNode byDear = repriced("{\"by\":\"caller\",\"request_id\":\"%s\"}".formatted(first));
        assertThat(byDear.path("version").asText()).isEqualTo(dear);
        assertThat(byDear.at("/groups/0/caller").asText()).isEqualTo("ada");
        assertThat(amount(byDear.path("total"), "cost")).isEqualByComparingTo(cost);
        assertThat(amount(byDear.path("total"), "difference")).isEqualByComparingTo(cost);

        JsonNode byCheap = repriced("{\"version\":\"%s\",\"from\":\"2026-01-01\"}".formatted(cheap));
        assertThat(byCheap.at("/total/calls").asInt()).isEqualTo(2);
        assertThat(byCheap.at("/groups/0/model").asText()).isEqualTo("sandbox/echo");
        assertThat(amount(byCheap.path("total"), "cost")).isEqualByComparingTo(cost.multiply(new BigDecimal(3)));
        assertThat(amount(byCheap.path("total"), "repriced")).isEqualByComparingTo(cost.multiply(BigDecimal.TWO));
        assertThat(amount(byCheap.path("total"), "difference")).isEqualByComparingTo(cost.negate());
        assertThat(explained(first).at("/price/total").asText())
                .as("nothing is changed")
                .isEqualTo(cost.toPlainString());
    }

    @Test
    void refusesWhatItCanNotPriceAndWhoMayNotRead() {
        assertThat(ada.post("/api/v1/usage/reprice", "{}").status()).isEqualTo(403);
        assertThat(ada.get("/api/v1/catalogue/versions").status()).isEqualTo(403);
        assertThat(refused("{\"version\":\"nobodys\"}")).isEqualTo("version");
        assertThat(refused("{\"by\":\"day\"}")).isEqualTo("by");
        assertThat(refused("{\"from\":\"yesterday\"}")).isEqualTo("from");
        assertThat(refused("{\"colour\":\"red\"}")).isEqualTo("colour");
    }

    private static String refused(String body) {
        Client.Answer answer = root.post("/api/v1/usage/reprice", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        return answer.json().path("parameter").asText();
    }
}

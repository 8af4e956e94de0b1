package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.dialect.Json;
import io.patchbay.testing.ApiDescription;
import io.patchbay.testing.Client;
import io.patchbay.testing.LibertyServer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How calls would come about, and how they did, as their callers and readers are told. The sandbox's models have a price here. */
class CallsIT {

    private static final String ROOT = "root-key-4711-of-the-tests";
    private static final ApiDescription API = ApiDescription.read();
    private static final String CONFIGURATION = """
            patchbay:
              operators: [root]
              fallback: {cross-provider: {enabled: false}}
              aliases:
                fast: {models: ["@google/gemini-2.5-pro", sandbox/fail-503, sandbox/echo]}
              models:
                sandbox:
                  sandbox/echo: {context-window: 128000, capabilities: [streaming], prices: {input: 2.5, output: 10}}
                  sandbox/fail-503: {context-window: 128000, capabilities: [streaming], prices: {input: 1, output: 1}}
                  sandbox/slow: {context-window: 128000, capabilities: [streaming], prices: {input: 1, output: 1}}
            """;

    private static LibertyServer server;
    private static Client root;
    private static Client ada;
    private static Client auditor;
    private static Client foreigner;

    @BeforeAll
    static void start() {
        Map<String, String> environment =
                Map.of("PATCHBAY_API_KEYS", "root:" + ROOT, "PATCHBAY_PEPPER", "a pepper of thirty-two characters");
        server = LibertyServer.create("calls", CONFIGURATION, environment).start();
        root = new Client(server.uri("/"), ROOT);
        created("/api/v1/tenants", "{\"id\":\"acme\"}");
        created("/api/v1/tenants", "{\"id\":\"umbrella\"}");
        ada = holder("\"tenant\":\"acme\"");
        auditor = holder("\"tenant\":\"acme\",\"roles\":[\"auditor\"]");
        foreigner = holder("\"tenant\":\"umbrella\"");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode created(String path, String body) {
        Client.Answer answer = root.post(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    private static Client holder(String fields) {
        return root.withKey(created("/api/v1/keys", "{\"name\":\"ada\",%s}".formatted(fields))
                .path("key")
                .asText());
    }

    private static String budget(String amount) {
        return created(
                        "/api/v1/budgets",
                        "{\"tenant\":\"acme\",\"period\":\"day\",\"amount\":\"%s\"}".formatted(amount))
                .path("id")
                .asText();
    }

    private static void end(String budget) {
        root.send("DELETE", "/api/v1/budgets/" + budget, Optional.empty());
    }

    private static Client.Answer call(Client client, String id, String model, boolean streamed) {
        return client.chat(
                "{\"model\":\"%s\",\"max_tokens\":400,\"stream\":%b,\"messages\":[{\"role\":\"user\",\"content\":\"one two three\"}]}"
                        .formatted(model, streamed),
                "x-patchbay-request-id",
                id);
    }

    /** What the reader is told of the only call of that id. */
    private static JsonNode explained(Client reader, String id) {
        Client.Answer answer = reader.get("/api/v1/calls/" + id);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode json = answer.json();
        assertThat(API.findings(Json.object().put("$ref", "#/components/schemas/ExplainedCalls"), json))
                .as(answer.text())
                .isEmpty();
        assertThat(json.path("calls")).hasSize(1);
        return json.at("/calls/0");
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static JsonNode quoted(Client caller) {
        Client.Answer answer = caller.post(
                "/api/v1/quote",
                "{\"model\":\"sandbox/echo\",\"max_tokens\":400,\"messages\":[{\"role\":\"user\",\"content\":\"one two three\"}]}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode schema = API.json().at("/paths/~1api~1v1~1quote/post/responses/200/content/application~1json/schema");
        assertThat(API.findings(schema, answer.json())).as(answer.text()).isEmpty();
        return answer.json();
    }

    @Test
    void aQuoteSaysWhetherTheBudgetsHaveEnoughAndHowMuchToThoseWhoMaySeeThem() {
        assertThat(quoted(ada).path("budgets")).isEmpty();
        Client seeing = holder("\"tenant\":\"acme\",\"roles\":[\"caller\",\"auditor\"]");
        String large = budget("10");
        JsonNode own = quoted(ada);
        assertThat(own.at("/budgets/0/id").asText()).isEqualTo(large);
        assertThat(own.at("/budgets/0/fits").asBoolean()).isTrue();
        assertThat(own.at("/budgets/0/left").isNull()).isTrue();
        assertThat(own.at("/budgets/0/needed").asText())
                .isEqualTo(own.at("/cost/largest").asText());
        assertThat(quoted(seeing).at("/budgets/0/left").asText()).isEqualTo("10");
        assertThat(quoted(foreigner).path("budgets")).isEmpty();
        assertThat(quoted(root).path("budgets")).as("not of this tenant").isEmpty();

        String small = budget("0.000001");
        JsonNode both = quoted(ada);
        end(large);
        end(small);

        assertThat(both.path("budgets"))
                .hasSize(2)
                .allSatisfy(budget -> assertThat(budget.path("fits").asBoolean())
                        .isEqualTo(budget.path("id").asText().equals(large)));
    }

    @Test
    void aQuoteSaysWhatTheLimitsLeaveAndTakesNothingOfIt() {
        Client limited =
                holder("\"tenant\":\"acme\",\"limits\":{\"requests_per_minute\":2,\"tokens_per_minute\":1000}");
        for (int i = 0; i < 3; i++) {
            JsonNode limits = quoted(limited).path("limits");
            assertThat(limits.at("/requests/left").asLong()).isEqualTo(2);
            assertThat(limits.at("/requests/fits").asBoolean()).isTrue();
            assertThat(limits.at("/tokens/needed").asLong()).isGreaterThan(400);
        }
        call(limited, id(), "sandbox/echo", false);
        call(limited, id(), "sandbox/echo", false);

        assertThat(quoted(limited).at("/limits/requests/fits").asBoolean()).isFalse();
        assertThat(quoted(ada).at("/limits/requests").isNull()).isTrue();
    }

    @Test
    void aCallThatWentElsewhereSaysWhoWasPassedOverWhoFailedAndWhatItCost() {
        String id = id();
        Client.Answer answer = call(ada, id, "fast", false);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);

        JsonNode call = explained(ada, id);

        assertThat(call.path("state").asText()).isEqualTo("settled");
        assertThat(call.at("/resolution/by").asText()).isEqualTo("alias");
        assertThat(call.at("/resolution/model").asText()).isEqualTo("fast");
        assertThat(call.path("skipped")).hasSize(1);
        assertThat(call.at("/skipped/0/provider").asText()).isEqualTo("google");
        assertThat(call.at("/skipped/0/why").asText()).isEqualTo("not_available");
        assertThat(call.at("/attempts/0/error_code").asText()).isEqualTo("unavailable");
        assertThat(call.at("/attempts/1/model").asText()).isEqualTo("sandbox/echo");
        assertThat(call.path("budgets")).isEmpty();
        assertThat(call.at("/price/available").asBoolean()).isTrue();
        assertThat(sum(call.at("/price/lines")))
                .isPositive()
                .isEqualByComparingTo(call.at("/price/total").asText())
                .isEqualByComparingTo(answer.header("x-patchbay-cost").orElseThrow());
    }

    private static BigDecimal sum(JsonNode lines) {
        return StreamSupport.stream(lines.spliterator(), false)
                .map(line -> new BigDecimal(line.path("amount").asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void aCallThatABudgetPaysSaysWhatWasSetAsideAndCharged() {
        String budget = budget("10");
        String id = id();
        call(ada, id, "sandbox/echo", true);
        end(budget);

        JsonNode call = explained(ada, id);

        assertThat(call.at("/resolution/by").asText()).isEqualTo("prefix");
        assertThat(call.path("skipped")).isEmpty();
        assertThat(call.at("/budgets/0/id").asText()).isEqualTo(budget);
        assertThat(call.at("/budgets/0/charged").asText())
                .isEqualTo(call.at("/price/total").asText());
        assertThat(new BigDecimal(call.at("/budgets/0/reserved").asText()))
                .isGreaterThan(new BigDecimal(call.at("/budgets/0/charged").asText()));
    }

    @Test
    void aCallThatIsUnderWayIsOpen() throws Exception {
        String budget = budget("10");
        String id = id();
        Thread caller = Thread.startVirtualThread(() -> call(ada, id, "sandbox/slow", true));
        Instant latest = Instant.now().plusSeconds(10);
        while (root.get("/api/v1/calls/" + id).status() == 404) {
            assertThat(Instant.now()).isBefore(latest);
            Thread.sleep(20);
        }

        JsonNode open = explained(ada, id);
        String others = foreigner.get("/api/v1/calls/" + id).text();
        caller.join();
        end(budget);

        assertThat(open.path("state").asText()).isEqualTo("open");
        assertThat(open.path("outcome").isNull()).isTrue();
        assertThat(open.path("requested_model").asText()).isEqualTo("sandbox/slow");
        assertThat(open.at("/budgets/0/charged").isNull()).isTrue();
        assertThat(others).isEqualTo(foreigner.get("/api/v1/calls/nobodys").text());
        JsonNode settled = explained(ada, id);
        assertThat(settled.path("state").asText()).isEqualTo("settled");
        assertThat(settled.path("call_id")).isEqualTo(open.path("call_id"));
    }

    @Test
    void aRefusedCallSaysThatItWas() {
        String budget = budget("0.000001");
        String id = id();
        assertThat(call(ada, id, "sandbox/echo", false).status()).isEqualTo(429);
        end(budget);

        JsonNode call = explained(ada, id);

        assertThat(call.path("outcome").asText()).isEqualTo("refused");
        assertThat(call.path("error_code").asText()).isEqualTo("budget_exceeded");
        assertThat(call.path("attempts")).isEmpty();
    }

    @Test
    void aCallThatIsSomebodyElsesIsNotThere() {
        String id = id();
        call(ada, id, "sandbox/echo", false);

        for (Client reader : List.of(ada, auditor, root)) {
            assertThat(explained(reader, id).path("request_id").asText()).isEqualTo(id);
        }
        Client.Answer others = foreigner.get("/api/v1/calls/" + id);
        Client.Answer nobodys = foreigner.get("/api/v1/calls/" + id());
        assertThat(others.status()).isEqualTo(404);
        assertThat(others.text()).isEqualTo(nobodys.text()).doesNotContain(id);
        for (String strange : List.of("%00", "x%27%20or%201=1", "a%2Fb", "%F0%9F%99%82")) {
            assertThat(root.get("/api/v1/calls/" + strange).status())
                    .as(strange)
                    .isBetween(400, 404);
        }
    }
}

package io.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.dialect.Json;
import io.patchbay.testing.ApiDescription;
import io.patchbay.testing.ApiDescription.Operation;
import io.patchbay.testing.Client;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever acme asks, with whatever names of umbrella's, it learns and changes nothing of that. The questions are made from the
 * description of the API, so that no operation is forgotten.
 */
class IsolationIT {

    private static final ApiDescription API = ApiDescription.read();
    private static final List<String> GROUPS = List.of("staff", "leads", "finance", "guests");
    private static final List<String> SQL = List.of(
            "' or '1'='1",
            "x'; drop table usage_record; --",
            "\" or 1=1 --",
            "%",
            "_",
            "*",
            "\\",
            "') union select 1 --",
            "0 or 1=1");

    @TempDir
    private static Path folder;

    private static TwoTenants tenants;

    @BeforeAll
    static void start() {
        tenants = new TwoTenants(folder);
    }

    @AfterAll
    static void stop() {
        tenants.close();
    }

    /** A request as somebody of acme's would send it to get at umbrella's. */
    private record Attempt(Operation operation, String path, Optional<String> body) {

        Client.Answer by(Client client) {
            return client.send(operation.method(), path, body);
        }

        boolean namesAThing() {
            return !path.equals(operation.path());
        }

        @Override
        public String toString() {
            return operation.method() + " " + path + body.map(" "::concat).orElse("");
        }
    }

    private static List<Attempt> attempts() {
        List<Attempt> attempts = new ArrayList<>();
        for (Operation operation : API.operations()) {
            String path = tenants.pathOf("umbrella", operation.path());
            assertThat(path.startsWith("/api/v1/") && path.contains("{"))
                    .as("nothing of umbrella's is named in " + path)
                    .isFalse();
            attempts.add(new Attempt(operation, path, body(operation)));
            if (operation.method().equals("GET")) {
                for (String query : queries(operation)) {
                    attempts.add(new Attempt(operation, path + query, Optional.empty()));
                }
            }
        }
        return attempts;
    }

    private static Optional<String> body(Operation operation) {
        if (!List.of("POST", "PATCH", "PUT").contains(operation.method())) {
            return Optional.empty();
        }
        ObjectNode body = API.bodyExample(operation).deepCopy();
        Map<String, String> foreign = Map.of(
                "tenant",
                "umbrella",
                "team",
                TwoTenants.team("umbrella"),
                "application",
                "app",
                "key",
                tenants.idOf("umbrella", "/api/v1/keys"));
        API.bodyFields(operation).stream()
                .filter(foreign::containsKey)
                .forEach(field -> body.put(field, foreign.get(field)));
        body.remove(List.of("from", "to")); // of all times, then
        return Optional.of(body.toString());
    }

    private static List<String> queries(Operation operation) {
        Map<String, String> foreign = Map.of(
                "tenant",
                "umbrella",
                "team",
                TwoTenants.team("umbrella"),
                "caller",
                "holder-" + TwoTenants.MARK,
                "key",
                tenants.idOf("umbrella", "/api/v1/keys"),
                "request_id",
                "call-of-umbrella",
                "by",
                "tenant");
        return API.queryParameters(operation).stream()
                .filter(foreign::containsKey)
                .map(name -> "?" + name + "=" + foreign.get(name))
                .toList();
    }

    @Test
    void nothingOfAForeignTenantIsToldOrChanged() {
        Map<String, JsonNode> before = umbrellas();
        assertThat(before).hasSizeGreaterThan(8);
        List<Attempt> attempts = attempts();
        for (String group : GROUPS) {
            Client client = tenants.memberOfAcme(group);
            for (Attempt attempt : attempts) {
                Client.Answer answer = attempt.by(client);
                String what = group + ": " + attempt + " -> " + answer.status() + " " + answer.text();
                assertThat(answer.status()).as(what).isLessThan(500);
                assertThat(answer.text()).as(what).doesNotContain(told(attempt));
                if (attempt.operation().path().startsWith("/api/v1/")
                        && attempt.namesAThing()
                        && !attempt.path().contains("?")) {
                    assertThat(answer.status()).as(what).isIn(403, 404);
                }
                if (attempt.body().filter(body -> body.contains("umbrella")).isPresent()) {
                    assertRefusedOrEmpty(what, answer);
                }
            }
        }
        assertThat(umbrellas()).isEqualTo(before);
        System.out.printf(
                "%d requests of four kinds of callers for another tenant's%n", attempts.size() * GROUPS.size());
    }

    /** What only reads, and has the tenant for a filter, may answer with nothing. */
    private static void assertRefusedOrEmpty(String what, Client.Answer answer) {
        if (answer.status() == 200) {
            assertThat(answer.json().at("/total/calls").asInt(-1)).as(what).isZero();
        } else {
            assertThat(answer.status()).as(what).isBetween(400, 404);
        }
    }

    /** Umbrella's secrets but for those that the request itself names. */
    private static String[] told(Attempt attempt) {
        return tenants.secretsOfUmbrella().stream()
                .filter(secret -> !attempt.toString().contains(secret))
                .toArray(String[]::new);
    }

    /** All that an operator reads of umbrella's, which shows that the names are right. */
    private static Map<String, JsonNode> umbrellas() {
        Map<String, JsonNode> read = new TreeMap<>();
        for (Operation operation : API.operations()) {
            String path = tenants.pathOf("umbrella", operation.path());
            boolean isList = List.of("tenants", "teams", "applications", "keys", "budgets", "limits").stream()
                    .anyMatch(word -> operation.path().equals("/api/v1/" + word));
            if (operation.method().equals("GET") && (isList || !path.equals(operation.path()))) {
                Client.Answer answer = tenants.root.get(path);
                assertThat(answer.status()).as(path).isEqualTo(200);
                read.put(path, isList ? ofUmbrella(answer.json()) : answer.json());
            }
        }
        return read;
    }

    private static JsonNode ofUmbrella(JsonNode page) {
        ArrayNode items = Json.object().arrayNode();
        page.path("items")
                .valueStream()
                .filter(item ->
                        item.path("tenant").asText(item.path("id").asText()).equals("umbrella"))
                .forEach(items::add);
        assertThat(items).isNotEmpty();
        return items;
    }

    @Test
    void nobodyGetsInWithoutAKey() {
        Client nobody = tenants.root.withKey("");
        for (Attempt attempt : attempts()) {
            assertThat(attempt.by(nobody).status()).as(attempt.toString()).isEqualTo(401);
        }
    }

    @Test
    void sqlInAParameterFindsNothingMore() {
        Client caller = tenants.memberOfAcme("finance");
        int own = caller.get("/api/v1/usage").json().path("items").size();
        for (Operation operation : API.operations()) {
            if (!operation.method().equals("GET")) {
                continue;
            }
            for (String parameter : API.queryParameters(operation)) {
                for (String sql : SQL) {
                    String path = tenants.pathOf("acme", operation.path()) + "?" + parameter + "=" + encoded(sql);
                    assertNothingTold(path, caller.get(path));
                }
            }
            for (String sql : SQL) {
                String path = operation.path().replaceAll("\\{[\\w-]+}", encoded(sql));
                assertNothingTold(path, caller.get(path));
            }
        }
        assertThat(caller.get("/api/v1/usage").json().path("items")).hasSizeGreaterThanOrEqualTo(own);
    }

    private static void assertNothingTold(String path, Client.Answer answer) {
        assertThat(answer.status()).as(path + answer.text()).isIn(200, 400, 403, 404, 405);
        assertThat(answer.text())
                .as(path)
                .doesNotContain(tenants.secretsOfUmbrella().toArray(String[]::new));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'); drop table tenant; --", "Robert'); delete from usage_record; --", "%' or 1=1", "\\'"})
    void sqlInABodyIsAName(String sql) {
        ObjectNode team = Json.object().put("tenant", "acme").put("id", "t" + Math.abs(sql.hashCode()));
        Client.Answer made =
                tenants.root.post("/api/v1/teams", team.put("name", sql).toString());
        assertThat(made.json().path("name").asText()).as(made.text()).isEqualTo(sql);

        for (String field : List.of("tenant", "team", "key", "id", "name", "models", "zone", "period")) {
            for (String path : List.of("/api/v1/teams", "/api/v1/keys", "/api/v1/budgets", "/api/v1/limits")) {
                ObjectNode body =
                        Json.object().put("tenant", "acme").put("name", "x").put(field, sql);
                assertThat(tenants.root.post(path, body.toString()).status())
                        .as(path + body)
                        .isIn(201, 400);
            }
        }
        Client caller = tenants.memberOfAcme("staff");
        for (String header : List.of("job-id", "operation", "request-id", "caller", "timeout", "use-fallback")) {
            assertThat(caller.chat(TwoTenants.HELLO, "x-patchbay-" + header, sql)
                            .status())
                    .as(header)
                    .isIn(200, 400);
        }
        assertThat(umbrellas()).isNotEmpty();
        assertThat(tenants.root
                        .get("/api/v1/usage?request_id=call-of-umbrella")
                        .json()
                        .path("items"))
                .hasSize(1);
    }
}

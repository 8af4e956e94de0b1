package io.patchbay.access;

import static io.patchbay.access.IdentityProvider.claims;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.dialect.Json;
import io.patchbay.testing.ApiDescription;
import io.patchbay.testing.Client;
import io.patchbay.testing.LibertyServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tenants and their keys at a deployed server. */
class DirectoryIT {

    private static final String ROOT = "root-key-4711-of-the-tests";
    private static final String PEPPER = "a pepper of thirty-two characters";
    private static final ApiDescription API = ApiDescription.read();
    private static final IdentityProvider IDP = IdentityProvider.create();

    private static final String CONFIGURATION = """
            patchbay:
              operators: [root, portal] # and a key of that name is none
              access: {trusted-proxies: [127.0.0.0/8, "::1/128"]}
              jwt: {tenant-claim: tenant, team-claim: team, roles-claim: groups, roles: {team-lead: [leads], auditor: [finance]}}
              default-model: sandbox/echo
              aliases:
                talk: {models: [sandbox/echo]}
            """;

    @TempDir
    private static Path folder;

    private static LibertyServer server;
    private static Client root;

    @BeforeAll
    static void start() {
        Map<String, String> environment = Map.of(
                "PATCHBAY_API_KEYS",
                "root:" + ROOT,
                "PATCHBAY_PEPPER",
                PEPPER,
                "MP_JWT_VERIFY_ISSUER",
                IdentityProvider.ISSUER,
                "MP_JWT_VERIFY_AUDIENCES",
                IdentityProvider.AUDIENCE,
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                IdentityProvider.file(folder, IDP.jwks()));
        server = LibertyServer.create("directory", CONFIGURATION, environment).start();
        root = new Client(server.uri("/"), ROOT);
        for (String tenant : List.of("acme", "umbrella")) {
            created("/api/v1/tenants", "{\"id\":\"%s\",\"name\":\"The %s\"}".formatted(tenant, tenant));
            created("/api/v1/teams", "{\"tenant\":\"%s\",\"id\":\"search\"}".formatted(tenant));
            created("/api/v1/teams", "{\"tenant\":\"%s\",\"id\":\"sales\"}".formatted(tenant));
            created("/api/v1/applications", "{\"tenant\":\"%s\",\"id\":\"app\",\"team\":\"search\"}".formatted(tenant));
        }
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

    private static JsonNode key(String rest) {
        return keyOf("acme", "ada", rest);
    }

    private static JsonNode keyOf(String tenant, String name, String rest) {
        return created("/api/v1/keys", "{\"name\":\"%s\",\"tenant\":\"%s\"%s}".formatted(name, tenant, rest));
    }

    private static Client holder(JsonNode key) {
        return root.withKey(key.path("key").asText());
    }

    private static Client token(String name, String tenant, String team, String group) {
        return root.withKey(IDP.rs256(claims(",\"sub\":\"%s\",\"tenant\":\"%s\",\"team\":\"%s\",\"groups\":[\"%s\"]"
                .formatted(name, tenant, team, group))));
    }

    private static Client.Answer ask(Client client, String model, String... headers) {
        return client.chat(
                "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}".formatted(model), headers);
    }

    private static void assertRefused(Client.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().at("/error/code").asText()).isEqualTo(code);
    }

    private static Client.Answer patch(Client client, String path, String body, String... headers) {
        return client.send("PATCH", path, Optional.of(body), headers);
    }

    @Test
    void aKeyIsShownOnceAndServesUntilItIsRotatedAway() throws InterruptedException {
        JsonNode made = key(",\"team\":\"search\",\"application\":\"app\"");
        assertThat(ask(holder(made), "sandbox/echo").status()).isEqualTo(200);

        Client.Answer listed = root.get("/api/v1/keys?tenant=acme&team=search&limit=1000");
        assertThat(listed.json().path("items").findValuesAsText("id"))
                .contains(made.path("id").asText());
        assertThat(listed.text())
                .doesNotContain("\"key\"", "\"hash\"", made.path("key").asText().substring(16));

        Client.Answer rotated =
                root.post("/api/v1/keys/" + made.path("id").asText() + "/rotate", "{\"overlap\":\"2s\"}");
        assertThat(rotated.status()).as(rotated.text()).isEqualTo(201);
        assertThat(rotated.json().path("replaces")).isEqualTo(made.path("id"));
        assertThat(rotated.header("cache-control")).contains("no-store");
        assertThat(ask(holder(made), "sandbox/echo").status()).isEqualTo(200);
        assertThat(ask(holder(rotated.json()), "sandbox/echo").status()).isEqualTo(200);
        Thread.sleep(2_100); // For the overlap is a time on the server's own clock.
        assertRefused(ask(holder(made), "sandbox/echo"), 401, "expired_api_key");
        assertThat(ask(holder(rotated.json()), "sandbox/echo").status()).isEqualTo(200);
    }

    @Test
    void aRevokedKeyOpensNothingAtOnce() {
        JsonNode made = key("");
        assertThat(holder(made).get("/v1/models").status()).isEqualTo(200);

        assertThat(root.send("DELETE", "/api/v1/keys/" + made.path("id").asText(), Optional.empty())
                        .status())
                .isEqualTo(204);
        assertRefused(holder(made).get("/v1/models"), 401, "revoked_api_key");
        assertThat(root.get("/api/v1/keys/" + made.path("id").asText())
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("revoked");
    }

    @Test
    void aKeyMayOnlyAskForItsModelsAndSeesNoOthers() {
        Client narrow = holder(key(",\"models\":[\"sandbox/echo\",\"talk\"]"));

        assertThat(ask(narrow, "sandbox/echo").status()).isEqualTo(200);
        assertThat(ask(narrow, "@sandbox/sandbox/echo").status()).isEqualTo(200);
        assertThat(ask(narrow, "talk").status()).isEqualTo(200);
        assertRefused(ask(narrow, "sandbox/slow"), 403, "model_not_allowed");
        assertRefused(ask(narrow, "no/such"), 404, "model_not_found");
        assertThat(ask(narrow, "no/such").text()).contains("Available: talk, sandbox/echo.");
        assertThat(narrow.get("/v1/models").json().path("data").findValuesAsText("id"))
                .containsExactly("sandbox/echo", "talk");
        assertThat(narrow.get("/api/v1/models").json().path("items").findValuesAsText("id"))
                .contains("sandbox/echo", "talk")
                .doesNotContain("sandbox/slow", "openai/gpt-4o");
        assertThat(narrow.get("/v1/models/sandbox/slow").status()).isEqualTo(403);

        String stream =
                "{\"model\":\"sandbox/slow\",\"stream\":true,\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        assertRefused(narrow.chat(stream), 403, "model_not_allowed");
        Client.Answer message = narrow.post("/v1/messages", stream);
        assertThat(message.status()).isEqualTo(403);
        assertThat(message.json().at("/error/type").asText()).isEqualTo("permission_error");
        Client.Answer quote = narrow.post("/api/v1/quote", stream);
        assertThat(quote.status()).isEqualTo(403);
        assertThat(quote.json().path("title").asText()).isEqualTo("model_not_allowed");
    }

    @Test
    void aKeyIsServedByItsProvidersAlone() {
        Client other = holder(key(",\"providers\":[\"ollama\"]"));

        assertRefused(ask(other, "sandbox/echo"), 403, "model_not_allowed");
        assertRefused(ask(other, "@sandbox/sandbox/echo"), 403, "model_not_allowed");
        assertThat(other.get("/v1/models").text()).doesNotContain("sandbox");
        assertThat(ask(holder(key(",\"providers\":[\"sandbox\"]")), "sandbox/echo")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aKeyIsForItsNetworksAndOurProxiesSayWhereACallComesFrom() {
        Client inside = holder(key(",\"networks\":[\"192.0.2.0/24\"]"));

        assertRefused(ask(inside, "sandbox/echo"), 403, "address_not_allowed");
        assertRefused(
                ask(inside, "sandbox/echo", "X-Forwarded-For", "192.0.2.9, 198.51.100.7"), 403, "address_not_allowed");
        assertThat(ask(inside, "sandbox/echo", "X-Forwarded-For", "198.51.100.7, 192.0.2.9")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aKeyEndsWithItsTime() throws InterruptedException {
        JsonNode made = key(",\"expires_at\":\"" + Instant.now().plusSeconds(1) + "\"");
        Thread.sleep(1_100); // For it ends on the server's own clock.
        assertRefused(ask(holder(made), "sandbox/echo"), 401, "expired_api_key");
    }

    @Test
    void whatRestsRefusesItsKeysAndTokensUntilItIsActiveAgain() {
        created("/api/v1/tenants", "{\"id\":\"resting\"}");
        Client holder = holder(created("/api/v1/keys", "{\"name\":\"x\",\"tenant\":\"resting\"}"));
        Client token = token("ada", "resting", "any", "staff");
        assertThat(ask(token, "sandbox/echo").status()).isEqualTo(200);

        Client.Answer changed = patch(root, "/api/v1/tenants/resting", "{\"active\":false}", "If-Match", "\"1\"");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("etag")).contains("\"2\"");
        assertRefused(ask(holder, "sandbox/echo"), 403, "tenant_inactive");
        assertRefused(ask(token, "sandbox/echo"), 403, "tenant_inactive");
        Client.Answer outdated = patch(root, "/api/v1/tenants/resting", "{\"active\":true}", "If-Match", "\"1\"");
        assertThat(outdated.status()).isEqualTo(412);
        assertThat(outdated.json().path("title").asText()).isEqualTo("version_mismatch");
        assertThat(patch(root, "/api/v1/tenants/resting", "{\"active\":true}").status())
                .isEqualTo(200);
        assertThat(ask(holder, "sandbox/echo").status()).isEqualTo(200);
        assertThat(ask(token("ada", "a-tenant-of-nobodys", "any", "staff"), "sandbox/echo")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theAuditNamesTheKeyAndItsHolderReadsOfItAlone() {
        JsonNode made = key(",\"team\":\"search\"");
        String own = called(holder(made));
        String sameName = called(holder(key(",\"team\":\"search\"")));
        String foreign = called(holder(keyOf("umbrella", "ada", "")));
        Client tokenOfThatName = token("ada", "acme", "search", "staff");
        String byToken = called(tokenOfThatName);

        JsonNode row = root.get("/api/v1/usage?request_id=" + own).json().at("/items/0");
        assertThat(row.path("key_id")).isEqualTo(made.path("id"));
        assertThat(row.path("tenant").asText()).isEqualTo("acme");
        assertThat(row.path("team").asText()).isEqualTo("search");
        assertThat(row.path("caller").asText()).isEqualTo("ada");
        assertThat(requests(holder(made))).containsExactly(own);
        assertThat(requests(tokenOfThatName)).contains(byToken).doesNotContain(own, sameName, foreign);
        assertThat(requests(holder(key(",\"team\":\"search\",\"roles\":[\"team-lead\"]"))))
                .contains(own, sameName, byToken)
                .doesNotContain(foreign);
    }

    private static String called(Client client) {
        String id = UUID.randomUUID().toString();
        assertThat(ask(client, "sandbox/echo", "x-patchbay-request-id", id).status())
                .isEqualTo(200);
        return id;
    }

    private static List<String> requests(Client client) {
        return client.get("/api/v1/usage?limit=1000").json().path("items").findValuesAsText("request_id");
    }

    @Test
    void aKeyGetsNoRoleByItsName() {
        Client namedLikeAnOperator = holder(keyOf("acme", "portal", ""));

        for (String path :
                List.of("/api/v1/tenants", "/api/v1/teams", "/api/v1/applications", "/api/v1/keys", "/api/v1/drain")) {
            assertThat(namedLikeAnOperator.get(path).status()).as(path).isEqualTo(403);
        }
        assertThat(namedLikeAnOperator.post("/api/v1/keys", "{\"name\":\"x\"}").status())
                .isEqualTo(403);
        Client operator = holder(key(",\"roles\":[\"operator\"]"));
        assertThat(operator.get("/api/v1/drain").status()).isEqualTo(200);
    }

    @Test
    void aKeyCallsItselfNobodyElse() {
        String id = UUID.randomUUID().toString();
        ask(
                holder(keyOf("acme", "anonymous", "")),
                "sandbox/echo",
                "x-patchbay-request-id",
                id,
                "x-patchbay-caller",
                "somebody-else");

        assertThat(root.get("/api/v1/usage?request_id=" + id)
                        .json()
                        .at("/items/0/caller")
                        .asText())
                .isEqualTo("anonymous");
    }

    @Test
    void aLeadManagesItsTeamsKeysAndSeesNothingElse() {
        Client lead =
                holder(key(",\"team\":\"search\",\"roles\":[\"caller\",\"team-lead\"],\"models\":[\"sandbox/*\"]"));
        String foreign = key(",\"team\":\"sales\"").path("id").asText();

        Client.Answer made = lead.post("/api/v1/keys", "{\"name\":\"junior\",\"models\":[\"sandbox/echo\"]}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().path("tenant").asText()).isEqualTo("acme");
        assertThat(made.json().path("team").asText()).isEqualTo("search");
        assertRefused403(lead.post("/api/v1/keys", "{\"name\":\"x\",\"models\":[\"*\"]}"));
        assertRefused403(lead.post("/api/v1/keys", "{\"name\":\"x\",\"roles\":[\"operator\"]}"));
        assertRefused403(lead.post("/api/v1/keys", "{\"name\":\"x\",\"tenant\":\"umbrella\"}"));
        assertRefused403(lead.post("/api/v1/keys", "{\"name\":\"x\",\"team\":\"sales\"}"));
        assertThat(lead.get("/api/v1/tenants").json().path("items").findValuesAsText("id"))
                .containsExactly("acme");
        assertThat(lead.get("/api/v1/teams").json().path("items").findValuesAsText("id"))
                .containsExactly("search");
        assertThat(lead.get("/api/v1/keys?limit=1000").json().path("items").findValuesAsText("team"))
                .containsOnly("search");
        assertThat(lead.post("/api/v1/tenants", "{\"id\":\"mine\"}").status()).isEqualTo(403);
        String absent = "key_abcdefghijkl";
        for (String path : List.of("/api/v1/keys/%s", "/api/v1/tenants/%s")) {
            String there = path.contains("keys") ? foreign : "umbrella";
            assertThat(lead.get(path.formatted(there)).status()).isEqualTo(404);
            assertThat(lead.get(path.formatted(there)).text())
                    .isEqualTo(lead.get(path.formatted(absent)).text());
        }
        assertThat(lead.send("DELETE", "/api/v1/keys/" + foreign, Optional.empty())
                        .status())
                .isEqualTo(404);
        assertThat(lead.post("/api/v1/keys/" + foreign + "/rotate", "{}").status())
                .isEqualTo(404);
    }

    private static void assertRefused403(Client.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.json().path("title").asText()).isEqualTo("beyond_own_rights");
    }

    @Test
    void anAuditorReadsOfItsTenantAndChangesNothing() {
        Client auditor = token("eve", "umbrella", "office", "finance");

        assertThat(auditor.get("/api/v1/tenants").json().path("items").findValuesAsText("id"))
                .containsExactly("umbrella");
        assertThat(auditor.get("/api/v1/applications").json().path("items").findValuesAsText("tenant"))
                .containsOnly("umbrella");
        assertThat(auditor.get("/api/v1/teams?tenant=acme").json().path("items"))
                .isEmpty();
        assertThat(auditor.get("/api/v1/teams/acme/search").status()).isEqualTo(404);
        assertThat(auditor.post("/api/v1/keys", "{\"name\":\"x\"}").status()).isEqualTo(403);
        assertThat(patch(auditor, "/api/v1/tenants/umbrella", "{\"active\":false}")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tenants | {'id':'Acme Ltd'} | id | id is \"Acme Ltd\"; it must be 1 to 64 of a-z",
                "tenants | {} | id | id is \"\"; it must be an id of your own, such as acme",
                "tenants | {'id':7} | id | id is \"7\"; it must be a text",
                "tenants | {'id':'x','colour':'red'} | colour | there is no parameter \"colour\"; there are id, name",
                "teams | {'tenant':'nobody','id':'x'} | tenant | tenant is \"nobody\"; it must be the id of a tenant that there is",
                "keys | {'tenant':'acme'} | name | name is \"\"; it must be a name for the holder",
                "keys | {'name':'x','tenant':'acme','models':['a b']} | models[0] | models[0] is \"a b\"; it must be the name of a model",
                "keys | {'name':'x','tenant':'acme','models':['a*b*']} | models[0] | models[0] is \"a*b*\"; it must be",
                "keys | {'name':'x','tenant':'acme','models':'a'} | models | models is \"a\"; it must be a list",
                "keys | {'name':'x','tenant':'acme','providers':['openay']} | providers[0] | providers[0] is \"openay\"; it must be one of openrouter,",
                "keys | {'name':'x','tenant':'acme','networks':['10.0.0.1']} | networks[0] | networks[0] is \"10.0.0.1\"; it must be a network such as",
                "keys | {'name':'x','tenant':'acme','roles':['root']} | roles[0] | roles[0] is \"root\"; it must be one of caller,",
                "keys | {'name':'x','tenant':'acme','expires_at':'soon'} | expires_at | expires_at is \"soon\"; it must be an instant",
                "keys | {'name':'x','tenant':'acme','expires_at':'2020-01-01T00:00:00Z'} | expires_at | it must be a time to come",
                "keys | {'name':'x','tenant':'acme','limits':{'requests_per_minute':0}} | limits.requests_per_minute | it must be a whole number from 1",
                "keys | {'name':'x','tenant':'acme','limits':{'dollars':1}} | limits.dollars | there is no parameter \"limits.dollars\"",
                "keys | {'name':'x','tenant':'acme','team':'nobodys'} | team | it must be the id of a team of the tenant's",
                "keys | {'name':'x','tenant':'acme','team':'sales','application':'app'} | application | it must be the id of an application"
            })
    void whatIsWrongIsNamedWithWhatWouldBeRight(String kind, String body, String field, String detail) {
        Client.Answer answer = root.post("/api/v1/" + kind, body.replace('\'', '"'));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.header("content-type")).contains("application/problem+json");
        assertThat(answer.json().path("parameter").asText()).isEqualTo(field);
        assertThat(answer.json().path("detail").asText()).contains(detail);
    }

    @Test
    void pagesFollowOneAnother() {
        created("/api/v1/tenants", "{\"id\":\"paged\"}");
        for (String team : List.of("c", "a", "b")) {
            created("/api/v1/teams", "{\"tenant\":\"paged\",\"id\":\"%s\"}".formatted(team));
        }
        JsonNode first = root.get("/api/v1/teams?tenant=paged&limit=2").json();
        JsonNode second = root.get("/api/v1/teams?tenant=paged&limit=2&next="
                        + first.path("next").asText())
                .json();

        assertThat(first.path("items").findValuesAsText("id")).containsExactly("a", "b");
        assertThat(second.path("items").findValuesAsText("id")).containsExactly("c");
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(root.post("/api/v1/teams", "{\"tenant\":\"paged\",\"id\":\"a\"}")
                        .status())
                .isEqualTo(409);
        assertThat(root.get("/api/v1/teams?limit=0").status()).isEqualTo(400);
        assertThat(root.get("/api/v1/teams?next=%00").status()).isEqualTo(400);
    }

    @Test
    void allIsAsTheDescriptionSays() {
        JsonNode tenant = created("/api/v1/tenants", "{\"id\":\"described\"}");
        JsonNode team = created("/api/v1/teams", "{\"tenant\":\"described\",\"id\":\"t\"}");
        JsonNode application = created("/api/v1/applications", "{\"tenant\":\"described\",\"id\":\"a\"}");
        JsonNode made = keyOf(
                "described",
                "ada",
                ",\"team\":\"t\",\"application\":\"a\",\"models\":[\"talk\"],\"networks\":[\"::/0\"],\"providers\":[\"sandbox\"],"
                        + "\"limits\":{\"requests_per_minute\":60},\"expires_at\":\"2999-01-01T00:00:00Z\"");

        assertThat(findings("Tenant", tenant)).isEmpty();
        assertThat(findings("Team", team)).isEmpty();
        assertThat(findings("Application", application)).isEmpty();
        assertThat(findings("MadeKey", made)).isEmpty();
        assertThat(findings("KeyPage", root.get("/api/v1/keys").json())).isEmpty();
        assertThat(made.at("/limits/requests_per_minute").asInt()).isEqualTo(60);
        JsonNode one = root.get("/api/v1/keys/" + made.path("id").asText()).json();
        assertThat(one).isEqualTo(((ObjectNode) made.deepCopy()).without("key"));
    }

    private static List<String> findings(String schema, JsonNode json) {
        return API.findings(Json.object().put("$ref", "#/components/schemas/" + schema), json);
    }

    /** The server's own files, its logs among them. */
    @Test
    void noKeyAndNoPepperIsKeptAnywhere() throws Exception {
        JsonNode made = key("");
        ask(holder(made), "sandbox/echo");
        ask(holder(made), "no/such");
        String secret = made.path("key").asText().substring(16);

        try (Stream<Path> files = Files.walk(server.directory())) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(path -> !path.toString().endsWith(".war")
                            && !path.toString().endsWith(".jar"))
                    .toList()) {
                String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(content.contains(secret) || content.contains(PEPPER))
                        .as(file.toString())
                        .isFalse();
            }
        }
        assertThat(server.directory().resolve("data/directory.json")).exists();
    }
}

package io.patchbay.access;

import static io.patchbay.access.IdentityProvider.claims;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testing.Client;
import io.patchbay.testing.LibertyServer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A deployed server with two tenants that have one of everything. What {@code umbrella} alone knows has a mark in it. */
final class TwoTenants implements AutoCloseable {

    /** In all that is umbrella's and not the name of something. */
    static final String MARK = "7f3a9";

    static final String AMOUNT = "4242.424242";
    static final String HELLO = "{\"model\":\"sandbox/echo\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private static final String ROOT = "root-key-4711-of-the-tests";
    private static final String CONFIGURATION = """
            patchbay:
              operators: [root]
              jwt: {tenant-claim: tenant, team-claim: team, roles-claim: groups,
                    roles: {team-lead: [leads], auditor: [finance], caller: [staff]}}
              default-model: sandbox/echo
              models:
                sandbox:
                  sandbox/echo: {context-window: 128000, capabilities: [streaming], prices: {input: 1, output: 1}}
            """;

    final IdentityProvider identityProvider = IdentityProvider.create();
    final Client root;

    private final LibertyServer server;
    private final Map<String, Map<String, String>> ids = new LinkedHashMap<>();
    private final Map<String, JsonNode> keys = new LinkedHashMap<>();

    TwoTenants(Path folder) {
        server = LibertyServer.create(
                        "two-tenants",
                        CONFIGURATION,
                        Map.of(
                                "PATCHBAY_API_KEYS",
                                "root:" + ROOT,
                                "PATCHBAY_PEPPER",
                                "a pepper of thirty-two characters",
                                "MP_JWT_VERIFY_ISSUER",
                                IdentityProvider.ISSUER,
                                "MP_JWT_VERIFY_AUDIENCES",
                                IdentityProvider.AUDIENCE,
                                "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                                IdentityProvider.file(folder, identityProvider.jwks())))
                .start();
        root = new Client(server.uri("/"), ROOT);
        furnish("acme", "of-acme", "1000");
        furnish("umbrella", MARK, AMOUNT);
    }

    private void furnish(String tenant, String mark, String amount) {
        String team = team(tenant);
        String of = "\"tenant\":\"%s\",\"team\":\"%s\"".formatted(tenant, team);
        created("/api/v1/tenants", "{\"id\":\"%s\",\"name\":\"The %s\"}".formatted(tenant, mark));
        created(
                "/api/v1/teams",
                "{\"tenant\":\"%s\",\"id\":\"%s\",\"name\":\"Team %s\"}".formatted(tenant, team, mark));
        created("/api/v1/applications", "{%s,\"id\":\"app\",\"name\":\"App %s\"}".formatted(of, mark));
        JsonNode key = created(
                "/api/v1/keys",
                "{%s,\"application\":\"app\",\"name\":\"holder-%s\",\"roles\":[\"caller\",\"team-lead\"]}"
                        .formatted(of, mark));
        keys.put(tenant, key);
        Map<String, String> here = new LinkedHashMap<>();
        ids.put(tenant, here);
        here.put("/api/v1/keys", key.path("id").asText());
        here.put(
                "/api/v1/budgets",
                created("/api/v1/budgets", "{%s,\"period\":\"day\",\"amount\":\"%s\"}".formatted(of, amount))
                        .path("id")
                        .asText());
        here.put(
                "/api/v1/limits",
                created("/api/v1/limits", "{%s,\"models\":[\"%s/*\"],\"requests_per_minute\":7}".formatted(of, mark))
                        .path("id")
                        .asText());
        here.put("/api/v1/calls", "call-of-" + tenant);
        here.put("/api/v1/tenants", tenant);
        here.put("/api/v1/teams", team);
        here.put("/api/v1/applications", "app");
        here.put("/v1/models", "sandbox/echo");
        Client.Answer called = root.withKey(key.path("key").asText())
                .chat(
                        HELLO,
                        "x-patchbay-request-id",
                        "call-of-" + tenant,
                        "x-patchbay-job-id",
                        "job-" + mark,
                        "x-patchbay-operation",
                        "operation-" + mark);
        assertThat(called.status()).as(called.text()).isEqualTo(200);
    }

    private JsonNode created(String path, String body) {
        Client.Answer answer = root.post(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    static String team(String tenant) {
        return tenant + "-search";
    }

    /** Somebody of acme's who has one of the roles {@code staff}, {@code leads}, {@code finance}. */
    Client memberOfAcme(String group) {
        return root.withKey(identityProvider.rs256(claims(holder(group))));
    }

    /** The claims of such a one. */
    static String holder(String group) {
        return ",\"sub\":\"ada\",\"tenant\":\"acme\",\"team\":\"acme-search\",\"groups\":[\"%s\"]".formatted(group);
    }

    /** Somebody who comes with a virtual key, which was shown once. */
    String keyOf(String tenant) {
        return keys.get(tenant).path("key").asText();
    }

    /** What nobody else may read. */
    List<String> secretsOfUmbrella() {
        return List.of(
                MARK,
                AMOUNT,
                keys.get("umbrella").path("prefix").asText(),
                ids.get("umbrella").get("/api/v1/keys"));
    }

    /**
     * The path of an operation with the names of a tenant's things in it.
     *
     * @param path such as {@code /api/v1/keys/{id}}
     */
    String pathOf(String tenant, String path) {
        return ids.get(tenant).entrySet().stream()
                .filter(entry -> path.startsWith(entry.getKey() + "/"))
                .map(entry -> path.replace("{tenant}", tenant)
                        .replaceFirst("\\{(id|request-id|request_id)}", entry.getValue()))
                .findFirst()
                .orElse(path);
    }

    String idOf(String tenant, String collection) {
        return ids.get(tenant).get(collection);
    }

    LibertyServer server() {
        return server;
    }

    @Override
    public void close() {
        server.close();
    }
}

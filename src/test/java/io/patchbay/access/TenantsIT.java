package io.patchbay.access;

import static io.patchbay.access.IdentityProvider.claims;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testing.Client;
import io.patchbay.testing.LibertyServer;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two companies at one server, known by the tokens of their identity provider. */
class TenantsIT {

    private static final IdentityProvider IDP = IdentityProvider.create();

    private static final String HELLO = """
            {"model": "sandbox/echo", "messages": [{"role": "user", "content": "hi"}]}""";

    private static final String CONFIGURATION = """
            patchbay:
              jwt:
                tenant-claim: tenant
                team-claim: /org/team
                roles-claim: groups
                roles: {operator: [llm-admins], auditor: [finance], team-lead: [leads], caller: [staff]}
            """;

    @TempDir
    private static Path folder;

    private static LibertyServer server;

    @BeforeAll
    static void start() {
        Map<String, String> environment = Map.of(
                "MP_JWT_VERIFY_ISSUER", IdentityProvider.ISSUER,
                "MP_JWT_VERIFY_AUDIENCES", IdentityProvider.AUDIENCE,
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION", IdentityProvider.file(folder, IDP.jwks()));
        server = LibertyServer.create("tenants", CONFIGURATION, environment)
                .deploying(TenantsIT::withOwnPage)
                .start();
        for (String tenant : List.of("acme", "umbrella")) {
            for (String name : List.of("ada", "bob")) {
                call(holder(name, tenant, name.equals("ada") ? "search" : "sales", "staff"));
            }
        }
    }

    private static void withOwnPage(File war) {
        ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("war")))
                .addClass(OwnPage.class)
                .as(ZipExporter.class)
                .exportTo(war, true);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Client holder(String name, String tenant, String team, String groups) {
        return new Client(server.uri("/"), IDP.rs256(claims("""
                ,"sub":"%s","tenant":"%s","org":{"team":"%s"},"groups":["%s"]""".formatted(name, tenant, team, groups))));
    }

    private static String call(Client client) {
        String id = UUID.randomUUID().toString();
        assertThat(client.chat(HELLO, "x-patchbay-request-id", id).status()).isEqualTo(200);
        return id;
    }

    private static List<String> whose(Client reader) {
        JsonNode items = reader.get("/api/v1/usage?limit=100").json().path("items");
        return items.valueStream()
                .map(item -> item.path("tenant").asText() + "/"
                        + item.path("team").asText() + "/" + item.path("caller").asText())
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void aCallerReadsOfItsOwnCallsInItsOwnTenant() {
        assertThat(whose(holder("ada", "acme", "search", "staff"))).containsExactly("acme/search/ada");
    }

    @Test
    void aTeamLeadReadsOfItsTeam() {
        assertThat(whose(holder("eve", "acme", "sales", "leads"))).containsExactly("acme/sales/bob");
    }

    @Test
    void anAuditorReadsOfItsTenantAndCallsNoModel() {
        Client auditor = holder("eve", "umbrella", "office", "finance");

        assertThat(whose(auditor)).containsExactly("umbrella/sales/bob", "umbrella/search/ada");
        assertThat(auditor.chat(HELLO).status()).isEqualTo(403);
        assertThat(auditor.post("/api/v1/drain", "").status()).isEqualTo(403);
    }

    @Test
    void anOperatorReadsOfAll() {
        assertThat(whose(holder("eve", "acme", "office", "llm-admins")))
                .filteredOn(who -> !who.startsWith("hooli/"))
                .containsExactly("acme/sales/bob", "acme/search/ada", "umbrella/sales/bob", "umbrella/search/ada");
    }

    @Test
    void anInjectedModelIsCalledByWhomTheContainerKnowsWithItsTenant() {
        Client caller = holder("carl", "hooli", "search", "staff");

        assertThat(caller.get("/own-page").text()).isEqualTo("hi");
        assertThat(whose(caller)).containsExactly("hooli/search/carl");
        assertThat(whose(holder("eve", "hooli", "office", "finance"))).containsExactly("hooli/search/carl");
    }

    @Test
    void nothingOfAForeignTenantIsFoundByItsName() {
        String foreign = call(holder("ada", "umbrella", "search", "staff"));
        Client auditor = holder("eve", "acme", "office", "finance");

        for (String query : List.of("?request_id=" + foreign, "?caller=ada&request_id=" + foreign)) {
            assertThat(auditor.get("/api/v1/usage" + query).json().path("items"))
                    .isEmpty();
        }
        assertThat(auditor.get("/api/v1/usage/summary?by=caller&request_id=" + foreign)
                        .json()
                        .path("items"))
                .isEmpty();
    }

    @Test
    void whoHasNoTenantOrNoRoleIsTurnedAway() {
        Client nowhere = new Client(server.uri("/"), IDP.rs256(claims(",\"sub\":\"ada\",\"groups\":[\"staff\"]")));
        Client.Answer refused = nowhere.chat(HELLO);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().at("/error/code").asText()).isEqualTo("no_tenant");

        Client stranger = holder("ada", "acme", "search", "guests");
        assertThat(stranger.chat(HELLO).status()).isEqualTo(403);
        assertThat(stranger.get("/api/v1/usage").status()).isEqualTo(403);
    }
}

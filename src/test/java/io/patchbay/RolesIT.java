package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testing.ApiDescription;
import io.patchbay.testing.ApiDescription.Operation;
import io.patchbay.testing.Client;
import io.patchbay.testing.RunningPatchbay;
import io.patchbay.testing.Upstream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may do what on the running server: {@code tests} is an operator, {@code auditor} an auditor, {@code guest} neither. */
@ExtendWith(RunningPatchbay.Extension.class)
class RolesIT {

    private static final String ANSWER = """
            {"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":
            {"role":"assistant","content":"here"},"finish_reason":"stop"}],
            "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""";

    private static final ApiDescription API = ApiDescription.read();

    private final Upstream upstream;
    private final Client operator;
    private final Client auditor;
    private final Client guest;

    RolesIT(RunningPatchbay patchbay) {
        this.upstream = patchbay.upstream();
        this.operator = patchbay.client();
        this.auditor = patchbay.auditor();
        this.guest = patchbay.guest();
    }

    @BeforeEach
    void everyVendorIsWell() {
        upstream.forget();
        upstream.answers("/chat/completions").with(ANSWER);
    }

    @Test
    void nobodyComesInWithoutAKey() {
        Client nobody = operator.withKey("");
        for (Operation operation : API.operations()) {
            assertThat(send(nobody, operation).status())
                    .as(operation.toString())
                    .isEqualTo(401);
        }
    }

    @Test
    void whatIsForOthersIsForNobodyElse() {
        assertThat(notFor("caller")).isNotEmpty().containsAll(notFor("caller", "auditor"));
        for (Operation operation : notFor("caller")) {
            assertThat(send(guest, operation).status()).as(operation.toString()).isEqualTo(403);
        }
        // The auditor of these tests is a caller as well.
        for (Operation operation : notFor("caller", "auditor")) {
            assertThat(send(auditor, operation).status())
                    .as(operation.toString())
                    .isEqualTo(403);
        }
    }

    private static List<Operation> notFor(String... roles) {
        return API.operations().stream()
                .filter(operation -> Stream.of(roles).noneMatch(API.roles(operation)::contains))
                .toList();
    }

    private static Client.Answer send(Client client, Operation operation) {
        boolean hasBody = List.of("POST", "PATCH").contains(operation.method());
        return client.send(
                operation.method(),
                operation.path().replaceAll("\\{\\w+}", "any"),
                hasBody ? Optional.of("{}") : Optional.empty());
    }

    @Test
    void aCallerReadsOfItsOwnCallsAlone() {
        String own = call(guest);
        String others = call(operator);

        assertThat(ids(guest, "?request_id=" + own)).containsExactly(own);
        assertThat(ids(guest, "?request_id=" + others)).isEmpty();
        assertThat(ids(guest, "?caller=tests")).isEmpty();
        assertThat(callers(guest)).containsOnly("guest");
        assertThat(guest.get("/api/v1/usage/summary?by=caller").json().findValuesAsText("caller"))
                .containsOnly("guest");
        assertThat(guest.get("/api/v1/usage/summary?by=caller&caller=tests")
                        .json()
                        .path("items"))
                .isEmpty();
    }

    @Test
    void anAuditorAndAnOperatorReadOfAll() {
        String own = call(guest);
        for (Client reader : List.of(auditor, operator)) {
            assertThat(ids(reader, "?request_id=" + own)).containsExactly(own);
            assertThat(reader.get("/api/v1/usage/summary?by=caller").json().findValuesAsText("caller"))
                    .contains("guest", "tests");
        }
    }

    /** Somebody who has a key is who the key says, whatever else the request says. */
    @Test
    void nobodySpeaksForAnother() {
        String id = UUID.randomUUID().toString();
        guest.chat(request(), "x-patchbay-request-id", id, "x-patchbay-caller", "tests");

        assertThat(operator.get("/api/v1/usage?request_id=" + id)
                        .json()
                        .at("/items/0/caller")
                        .asText())
                .isEqualTo("guest");
    }

    private static String call(Client client) {
        String id = UUID.randomUUID().toString();
        assertThat(client.chat(request(), "x-patchbay-request-id", id).status()).isEqualTo(200);
        return id;
    }

    private static String request() {
        return "{\"model\":\"@custom/m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    }

    private static List<String> ids(Client client, String query) {
        return client.get("/api/v1/usage" + query).json().path("items").findValuesAsText("request_id");
    }

    private static List<String> callers(Client client) {
        JsonNode items = client.get("/api/v1/usage?limit=1000").json().path("items");
        return items.findValuesAsText("caller");
    }
}

package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testing.ApiDescription;
import io.patchbay.testing.ApiDescription.Operation;
import io.patchbay.testing.Client.Answer;
import io.patchbay.testing.RunningPatchbay;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The server gives out the description, and answers as it says. */
@ExtendWith(RunningPatchbay.Extension.class)
class OpenApiIT {

    private static final ApiDescription DESCRIPTION = ApiDescription.read();

    private final RunningPatchbay patchbay;

    OpenApiIT(RunningPatchbay patchbay) {
        this.patchbay = patchbay;
    }

    static List<Operation> plainReads() {
        return DESCRIPTION.operations().stream()
                .filter(operation -> operation.method().equals("GET"))
                .filter(operation -> !operation.path().contains("{"))
                .filter(operation ->
                        DESCRIPTION.response(operation, 200).path("content").has("application/json"))
                .toList();
    }

    @Test
    void isGivenOutWhole() {
        ApiDescription given =
                ApiDescription.of(patchbay.client().get("/openapi").text());

        assertThat(given.operations()).containsExactlyInAnyOrderElementsOf(DESCRIPTION.operations());
        assertThat(given.json().path("info")).isEqualTo(DESCRIPTION.json().path("info"));
        assertThat(given.json().path("components").path("schemas").properties())
                .hasSameSizeAs(
                        DESCRIPTION.json().path("components").path("schemas").properties());
    }

    @Test
    void hasNoMistakeThatLibertyFinds() throws IOException {
        patchbay.client().get("/openapi");

        assertThat(Files.readString(patchbay.server().messagesLog())).doesNotContain("CWWKO1650E");
    }

    @ParameterizedTest
    @MethodSource("plainReads")
    void readsAnswerAsDescribed(Operation operation) {
        anyCall();

        check(patchbay.client().get(operation.path()), operation, 200);
    }

    @Test
    void aCallAnswersAsDescribed() {
        check(anyCall(), new Operation("POST", "/v1/chat/completions"), 200);
    }

    @Test
    void vectorsAnswerAsDescribed() {
        Answer answer = patchbay.client().post("/v1/embeddings", """
                {"model": "sandbox/embed", "input": ["hi", "bye"]}""");

        check(answer, new Operation("POST", "/v1/embeddings"), 200);
    }

    @Test
    void aMessageAnswersAsDescribed() {
        String body = """
                {"model": "sandbox/echo", "max_tokens": 9, "messages": [{"role": "user", "content": "hi"}]}""";

        check(patchbay.client().post("/v1/messages", body), new Operation("POST", "/v1/messages"), 200);
        check(patchbay.client().post("/v1/messages", "{}"), new Operation("POST", "/v1/messages"), 400);
        check(
                patchbay.client().post("/v1/messages/count_tokens", body),
                new Operation("POST", "/v1/messages/count_tokens"),
                200);
    }

    @Test
    void aQuoteAnswersAsDescribed() {
        Answer answer = patchbay.client().post("/api/v1/quote", """
                {"model": "@openai/gpt-4o", "max_tokens": 100, "messages": [{"role": "user", "content": "What is 4200 + 42?"}]}""", "x-patchbay-use-fallback", "false");

        check(answer, new Operation("POST", "/api/v1/quote"), 200);
        assertThat(answer.json().at("/route/0/provider").asText()).isEqualTo("openai");
        assertThat(answer.json().at("/route/0/tokens/input").asInt()).isEqualTo(16);
        assertThat(answer.json().at("/route/0/fits").asBoolean()).isTrue();
        assertThat(new BigDecimal(answer.json().at("/cost/largest").asText()))
                .isGreaterThan(new BigDecimal(answer.json().at("/cost/smallest").asText()));
        assertThat(patchbay.upstream().arrivals("gpt-4o")).isEmpty();

        Answer other = patchbay.client().post("/api/v1/quote?dialect=latin", "{}");
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.json().path("parameter").asText()).isEqualTo("dialect");
    }

    @Test
    void aCountAnswersAsDescribed() {
        Answer answer = patchbay.client().post("/api/v1/count-tokens", """
                {"model": "@openai/gpt-4o", "messages": [{"role": "user", "content": "What is 4200 + 42?"}]}""");

        check(answer, new Operation("POST", "/api/v1/count-tokens"), 200);
        assertThat(answer.json().path("input_tokens").asInt()).isEqualTo(16);
        assertThat(answer.json().path("exact").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/models/no/such, /v1/models/{id}, 404",
        "/v1/models/sandbox/echo, /v1/models/{id}, 200",
        "/api/v1/usage?limit=0, /api/v1/usage, 400",
        "/api/v1/usage/summary?by=moon, /api/v1/usage/summary, 400",
        "/api/v1/usage/summary?by=day, /api/v1/usage/summary, 200"
    })
    void otherReadsAnswerAsDescribed(String path, String documented, int status) {
        check(patchbay.client().get(path), new Operation("GET", documented), status);
    }

    @ParameterizedTest
    @CsvSource({"csv, text/csv", "jsonl, application/jsonl"})
    void anExportIsOfTheTypesThatAreDescribed(String format, String type) {
        Answer answer = patchbay.client().get("/api/v1/usage/export?format=" + format);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type").orElse("").replaceAll(";.*", ""))
                .isEqualTo(type);
        assertThat(DESCRIPTION
                        .response(new Operation("GET", "/api/v1/usage/export"), 200)
                        .path("content")
                        .has(type))
                .isTrue();
        check(
                patchbay.client().get("/api/v1/usage/export?format=xlsx"),
                new Operation("GET", "/api/v1/usage/export"),
                400);
    }

    @Test
    void clientsOfAnthropicsListModelsInTheirForm() {
        String version = "2023-06-01";
        Answer page = patchbay.client().get("/v1/models?limit=2", "anthropic-version", version);
        Answer one = patchbay.client().get("/v1/models/sandbox/echo", "anthropic-version", version);
        Answer wrong = patchbay.client().get("/v1/models?limit=0", "anthropic-version", version);
        Answer nobody = patchbay.client().get("/v1/models/no/such", "anthropic-version", version);

        check(page, new Operation("GET", "/v1/models"), 200);
        assertThat(page.json().path("data")).hasSize(2);
        assertThat(page.json().path("has_more").asBoolean()).isTrue();
        check(one, new Operation("GET", "/v1/models/{id}"), 200);
        assertThat(one.json().path("type").asText()).isEqualTo("model");
        check(wrong, new Operation("GET", "/v1/models"), 400);
        assertThat(nobody.json().at("/error/type").asText()).isEqualTo("not_found_error");
    }

    private Answer anyCall() {
        return patchbay.client().chat("""
                {"model": "sandbox/echo", "messages": [{"role": "user", "content": "hi"}]}""");
    }

    private static void check(Answer answer, Operation operation, int status) {
        JsonNode described = DESCRIPTION.response(operation, status);
        String type = answer.header("content-type").orElse("").replaceAll(";.*", "");

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(described.path("content").has(type)).as(type).isTrue();
        assertThat(DESCRIPTION.findings(described.at("/content").path(type).path("schema"), answer.json()))
                .as(answer.text())
                .isEmpty();
    }
}

package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testing.Client;
import io.patchbay.testing.RunningPatchbay;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The audit as its readers ask for it. */
@ExtendWith(RunningPatchbay.Extension.class)
class UsageIT {

    private static final String HELLO = """
            {"model": "%s", "messages": [{"role": "user", "content": "hi"}]}""";
    private static final ZoneId NEPAL = ZoneId.of("Asia/Kathmandu");

    private final Client client;
    private final String operation = "op-" + UUID.randomUUID();

    UsageIT(RunningPatchbay patchbay) {
        this.client = patchbay.client();
    }

    private void call(String model) {
        assertThat(client.chat(
                                HELLO.formatted(model),
                                "x-patchbay-operation",
                                operation,
                                "x-patchbay-job-id",
                                operation)
                        .status())
                .isEqualTo(200);
    }

    private JsonNode summary(String query) {
        return client.get("/api/v1/usage/summary?" + query).json();
    }

    @Test
    void sumsUpByTwoInAnyZone() {
        LocalDate before = LocalDate.ofInstant(Instant.now(), NEPAL);
        call("sandbox/echo");
        call("sandbox/echo");
        call("@sandbox/fail-503"); // Another answers.

        JsonNode summary = summary("by=model,day&zone=Asia/Kathmandu&operation=" + operation);

        assertThat(summary.path("by").asText()).isEqualTo("model,day");
        assertThat(summary.path("items")).hasSize(1);
        JsonNode echo = summary.path("items").get(0);
        assertThat(echo.path("model").asText()).isEqualTo("sandbox/echo");
        assertThat(LocalDate.parse(echo.path("day").asText())).isBetween(before, before.plusDays(1));
        assertThat(echo.path("calls").asLong()).isEqualTo(3);
        assertThat(echo.path("completed").asLong()).isEqualTo(3);
        assertThat(echo.path("error_rate").decimalValue()).isZero();
        assertThat(echo.path("usage").path("output").asLong()).isPositive();
        assertThat(echo.path("latency_ms").path("p99").isIntegralNumber()).isTrue();
        assertThat(echo.path("fallbacks").asLong()).isEqualTo(1);
        assertThat(echo.path("fallback_rate").decimalValue()).isEqualByComparingTo("0.333333");
    }

    @Test
    void sumsUpByEachAsByOperation() {
        call("sandbox/echo");
        for (String by : List.of(
                "model", "provider", "tenant", "team", "key", "caller", "operation", "job", "hour", "day", "month")) {
            JsonNode items = summary("by=" + by + "&operation=" + operation).path("items");
            assertThat(items).as(by).hasSize(1);
            assertThat(items.get(0).has(by)).as(by).isTrue();
            assertThat(items.get(0).path("calls").asLong()).as(by).isEqualTo(1);
        }
        assertThat(summary("by=operation&job_id=" + operation).path("items")).hasSize(1);
    }

    @Test
    void pagesThroughWhatItFilters() {
        for (int n = 0; n < 5; n++) {
            call("sandbox/echo");
        }
        List<String> seen = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = client.get("/api/v1/usage?limit=2&zone=Asia/Kathmandu&operation=" + operation + next)
                    .json();
            seen.addAll(page.path("items").findValuesAsText("request_id"));
            next = page.path("next").isNull()
                    ? ""
                    : "&next=" + page.path("next").asText();
        } while (!next.isEmpty());
        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void saysWhichZoneItDoesNotKnow() {
        Client.Answer answer = client.get("/api/v1/usage/summary?by=day&zone=Europe/Berln");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("content-type")).contains("application/problem+json");
        assertThat(answer.json().path("detail").asText()).contains("zone").contains("Europe/Berln");
    }
}

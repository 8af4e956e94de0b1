package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testing.Client;
import io.patchbay.testing.OpenAiWire;
import io.patchbay.testing.RunningPatchbay;
import io.patchbay.testing.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Breakers, cooling models and fallback on the running server. */
@ExtendWith(RunningPatchbay.Extension.class)
class GuardIT {

    private static final OpenAiWire WIRE = OpenAiWire.compatible();

    /** The failures that open the breaker of the rows {@code flaky}, {@code steady} and {@code agg}. */
    private static final int FAILURES = 3;

    private final Upstream upstream;
    private final Client client;
    private final Client guest;

    GuardIT(RunningPatchbay patchbay) {
        this.guest = patchbay.guest();
        this.upstream = patchbay.upstream();
        this.client = patchbay.client();
    }

    @BeforeEach
    void everyoneIsWell() {
        upstream.forget();
        upstream.answers("/chat/completions").with(WIRE.whole("well"));
        for (String provider : List.of("flaky", "steady", "agg")) {
            await(() -> alone("@" + provider + "/well").status() == 200);
        }
        upstream.forget();
    }

    @Test
    void aBreakerOpensAfterItsFailuresAndItsProviderIsLeftAlone() {
        upstream.answers("/flaky/v1/chat/completions").fails(503);
        for (int i = 0; i < FAILURES; i++) {
            assertThat(alone("@flaky/m").status()).isEqualTo(503);
        }
        assertThat(breaker("flaky").path("state").asText()).isEqualTo("open");
        int before = upstream.arrivals("m").size();

        Client.Answer refused = alone("@flaky/m");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.json().at("/error/code").asText()).isEqualTo("no_provider_available");
        assertThat(refused.header("retry-after")).isPresent();
        assertThat(upstream.arrivals("m")).hasSize(before).hasSize(FAILURES);
    }

    @Test
    void whatTroublesProvidersIsForOperators() {
        upstream.answers("/flaky/v1/chat/completions").fails(503);
        for (int i = 0; i < FAILURES; i++) {
            alone("@flaky/m");
        }

        JsonNode told = guest.get("/api/v1/monitoring/providers").json();
        JsonNode toldToOperators = client.get("/api/v1/monitoring/providers").json();

        assertThat(told.path("providers")).hasSameSizeAs(toldToOperators.path("providers"));
        for (JsonNode provider : told.path("providers")) {
            assertThat(names(provider)).containsExactly("id", "available", "breaker");
            assertThat(names(provider.path("breaker"))).containsExactly("state");
        }
        assertThat(told.at("/providers").findValuesAsText("state")).contains("open");
        assertThat(told.path("available_providers")).isEqualTo(toldToOperators.path("available_providers"));
        assertThat(breaker("flaky").path("last_failure").asText()).contains("503");
    }

    private static List<String> names(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void aProbeClosesTheBreakerAfterTheDelay() {
        upstream.answers("/flaky/v1/chat/completions").fails(500);
        for (int i = 0; i < FAILURES; i++) {
            alone("@flaky/m");
        }
        assertThat(breaker("flaky").path("state").asText()).isEqualTo("open");
        upstream.answers("/flaky/v1/chat/completions").with(WIRE.whole("back"));

        await(() -> alone("@flaky/m").status() == 200);

        assertThat(breaker("flaky").path("state").asText()).isEqualTo("closed");
    }

    @Test
    void oneOpenBreakerLeavesEveryOtherClosed() {
        upstream.answers("/flaky/v1/chat/completions").fails(503);
        upstream.answers("/steady/v1/chat/completions").with(WIRE.whole("steady"));

        for (int i = 0; i < FAILURES; i++) {
            alone("@flaky/m");
        }

        assertThat(alone("@steady/m").status()).isEqualTo(200);
        for (JsonNode provider :
                client.get("/api/v1/monitoring/providers").json().path("providers")) {
            assertThat(provider.at("/breaker/state").asText())
                    .as(provider.path("id").asText())
                    .isEqualTo(provider.path("id").asText().equals("flaky") ? "open" : "closed");
        }
    }

    @Test
    void theCallersFaultsOpenNoBreaker() {
        for (int status : List.of(400, 401, 403, 404, 429)) {
            upstream.answers("/steady/v1/chat/completions").fails(status);
            for (int i = 0; i < FAILURES; i++) {
                alone("@steady/m" + status);
            }
        }

        assertThat(breaker("steady").path("state").asText()).isEqualTo("closed");
        upstream.answers("/steady/v1/chat/completions").with(WIRE.whole("steady"));
        assertThat(alone("@steady/m").status()).isEqualTo(200);
    }

    @Test
    void aCallerInAHurryOpensNoBreaker() {
        upstream.answers("/steady/v1/chat/completions").with(WIRE.whole("slow")).after(Duration.ofSeconds(1));
        for (int i = 0; i < FAILURES; i++) {
            assertThat(client.chat(
                                    body("@steady/m", false),
                                    "x-patchbay-use-fallback",
                                    "false",
                                    "x-patchbay-timeout",
                                    "50ms")
                            .status())
                    .isEqualTo(504);
        }

        assertThat(breaker("steady").path("state").asText()).isEqualTo("closed");
    }

    @Test
    void aSickModelOfAnAggregatorSendsItsCallsToTheNextOne() {
        upstream.answers("/agg/v1/chat/completions").to("agg/sick").fails(503);
        upstream.answers("/agg/v1/chat/completions").to("agg/sound").with(WIRE.whole("sound"));
        for (int i = 0; i < FAILURES; i++) {
            Client.Answer answer = withFallback("@agg/agg/sick", false);
            assertThat(text(answer)).isEqualTo("sound");
            assertThat(answer.header("x-patchbay-attempts")).contains("2");
        }

        Client.Answer answer = withFallback("@agg/agg/sick", false);

        assertThat(text(answer)).isEqualTo("sound");
        assertThat(answer.header("x-patchbay-attempts")).contains("1");
        assertThat(answer.header("x-patchbay-provider")).contains("agg");
        assertThat(upstream.arrivals("agg/sick")).hasSize(FAILURES);
        assertThat(breaker("agg").path("state").asText()).isEqualTo("closed");
        await(() -> alone("@agg/agg/sick").status() == 503
                && upstream.arrivals("agg/sick").size() > FAILURES);
    }

    @Test
    void anotherProviderAnswersWhole() {
        upstream.answers("/custom/v1/chat/completions").fails(503);
        upstream.answers("/reserve/v1/chat/completions").with(WIRE.whole("spare"));

        Client.Answer answer = withFallback("@custom/m", false);

        assertThat(text(answer)).isEqualTo("spare");
        assertThat(answer.header("x-patchbay-provider")).contains("reserve");
        assertThat(answer.header("x-patchbay-model")).contains("reserve/model");
        assertThat(answer.header("x-patchbay-attempts")).contains("2");
    }

    @Test
    void anotherProviderStreamsWhereTheFirstFailedBeforeItSaidAnything() {
        String opening = WIRE.opening().getFirst();
        upstream.answers("/custom/v1/chat/completions")
                .streamsRaw(List.of(opening, "x".repeat(100)))
                .cutsAfter(opening.length() + 10);
        upstream.answers("/reserve/v1/chat/completions").streamsRaw(WIRE.streamed("spare"));

        Client.Answer answer = withFallback("@custom/m", true);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("x-patchbay-provider")).contains("reserve");
        assertThat(answer.events())
                .filteredOn(event -> event.contains("\"role\""))
                .as("beginnings")
                .hasSize(1);
        assertThat(answer.events())
                .anyMatch(event -> event.contains("spare"))
                .last()
                .isEqualTo("[DONE]");
    }

    @Test
    void aStreamThatIsCutAfterItsFirstWordEndsInAnErrorAndNeverInDone() {
        String first = WIRE.piece("half");
        upstream.answers("/custom/v1/chat/completions")
                .streamsRaw(List.of(first, "data: {\"id\""))
                .cutsAfter(first.length() + 5);

        Client.Answer answer = withFallback("@custom/m", true);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.events()).hasSize(2);
        assertThat(answer.events().getFirst()).contains("half");
        assertThat(answer.events().getLast()).contains("\"error\"").doesNotContain("[DONE]");
        assertThat(upstream.arrivals("reserve/model")).isEmpty();
    }

    @Test
    void withoutFallbackNobodyElseIsAsked() {
        upstream.answers("/custom/v1/chat/completions").fails(503);
        upstream.answers("/reserve/v1/chat/completions").with(WIRE.whole("spare"));

        Client.Answer answer = alone("@custom/m");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(upstream.arrivals()).allMatch(arrival -> arrival.path().startsWith("/custom/"));
    }

    @Test
    void aServersFaultIsTriedOnceMoreWhereNobodyElseIsLeft() {
        upstream.answers("/custom/v1/chat/completions").with(WIRE.whole("second try"));
        upstream.answers("/custom/v1/chat/completions").times(1).fails(503);

        Client.Answer answer = alone("@custom/m");

        assertThat(text(answer)).isEqualTo("second try");
        assertThat(upstream.arrivals()).hasSize(2);
        assertThat(upstream.last().since(upstream.arrivals().getFirst()))
                .isBetween(Duration.ofMillis(200), Duration.ofSeconds(2));
    }

    @Test
    void aVendorThatHasHadEnoughIsAskedAgainWhenItSaid() {
        upstream.answers("/custom/v1/chat/completions").with(WIRE.whole("second try"));
        upstream.answers("/custom/v1/chat/completions").times(1).fails(429).adding("Retry-After", "1");

        Client.Answer answer = alone("@custom/m");

        assertThat(text(answer)).isEqualTo("second try");
        assertThat(upstream.last().since(upstream.arrivals().getFirst()))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
    }

    @Test
    void aModelThatItsVendorThrottlesComesLast() {
        upstream.answers("/custom/v1/chat/completions").fails(429).adding("Retry-After", "30");
        upstream.answers("/reserve/v1/chat/completions").with(WIRE.whole("spare"));
        withFallback("@custom/throttled", false);

        Client.Answer answer = withFallback("@custom/throttled", false);

        assertThat(answer.header("x-patchbay-attempts")).contains("1");
        assertThat(answer.header("x-patchbay-provider")).contains("reserve");
        JsonNode resting = provider("custom").path("resting");
        assertThat(resting).hasSize(1);
        assertThat(resting.at("/0/model").asText()).isEqualTo("throttled");
        assertThat(resting.at("/0/because").asText()).isEqualTo("throttled");
    }

    @Test
    void theFirstProbeOfAllIsTheTimeToComeBack() {
        upstream.answers("/flaky/v1/chat/completions").fails(503);
        upstream.answers("/reserve/v1/chat/completions").fails(429).adding("Retry-After", "60");
        for (int i = 0; i < FAILURES; i++) {
            alone("@flaky/m");
        }

        Client.Answer answer = client.chat(body("@flaky/m", false), "x-patchbay-timeout", "20s");

        assertThat(answer.status()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.header("retry-after").orElseThrow())).isBetween(1, 2);
    }

    @Test
    void aBrokenConnectionIsTriedOnceMoreAtTheSameTarget() {
        upstream.answers("/custom/v1/chat/completions").with(WIRE.whole("second try"));
        upstream.answers("/custom/v1/chat/completions").times(1).resets();

        Client.Answer answer = alone("@custom/m");

        assertThat(text(answer)).isEqualTo("second try");
        assertThat(upstream.arrivals()).hasSize(2);
    }

    @Test
    void aCallMakesNoMoreTriesThanItMay() {
        upstream.answers("/chained/v1/chat/completions").to("first").fails(503);
        upstream.answers("/chained/v1/chat/completions").to("second").resets();
        upstream.answers("/reserve/v1/chat/completions").resets();

        assertThat(withFallback("@chained/first", false).status()).isEqualTo(503);

        assertThat(upstream.arrivals()).hasSize(4);
    }

    @Test
    void aProviderWithoutARetryBudgetIsTriedOnce() {
        upstream.answers("/stingy/v1/chat/completions").resets();

        alone("@stingy/m");

        assertThat(upstream.arrivals()).hasSize(1);
    }

    @Test
    void aWaitThatTheProviderAsksForIsPassedOn() {
        upstream.answers("/custom/v1/chat/completions").fails(429).adding("Retry-After", "7");

        Client.Answer answer = client.chat(
                body("@custom/weary", false), "x-patchbay-use-fallback", "false", "x-patchbay-timeout", "5s");

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("retry-after")).contains("7");
        assertThat(upstream.arrivals()).hasSize(1);
    }

    @Test
    void aProviderThatSaysNothingIsGivenUpByItsClock() {
        upstream.answers("/quick/v1/chat/completions").stalls();

        Client.Answer answer = client.chat(body("@quick/m", true), "x-patchbay-use-fallback", "false");

        assertThat(answer.status()).isEqualTo(504);
        assertThat(upstream.last().wasServed(Duration.ofSeconds(5))).isFalse();
    }

    private Client.Answer alone(String model) {
        return client.chat(body(model, false), "x-patchbay-use-fallback", "false");
    }

    private Client.Answer withFallback(String model, boolean streamed) {
        return client.chat(body(model, streamed));
    }

    private static String body(String model, boolean streamed) {
        return "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                .formatted(model, streamed);
    }

    private static String text(Client.Answer answer) {
        return answer.json().at("/choices/0/message/content").asText(answer.text());
    }

    private JsonNode breaker(String id) {
        return provider(id).path("breaker");
    }

    private JsonNode provider(String id) {
        for (JsonNode provider :
                client.get("/api/v1/monitoring/providers").json().path("providers")) {
            if (provider.path("id").asText().equals(id)) {
                return provider;
            }
        }
        throw new AssertionError("no provider " + id);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

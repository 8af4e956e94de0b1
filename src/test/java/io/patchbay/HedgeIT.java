package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testing.Client;
import io.patchbay.testing.OpenAiWire;
import io.patchbay.testing.Rule;
import io.patchbay.testing.RunningPatchbay;
import io.patchbay.testing.Upstream;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The alias {@code hedged}: its second model is asked, too, when the first has shown nothing for 300 ms. */
@ExtendWith(RunningPatchbay.Extension.class)
class HedgeIT {

    private static final Duration SLOW = Duration.ofSeconds(5);

    /** One in so many calls may be hedged. */
    private static final int CALLS = 20;

    private static final OpenAiWire WIRE = OpenAiWire.compatible();

    private final Upstream upstream;
    private final Client client;

    HedgeIT(RunningPatchbay patchbay) {
        this.upstream = patchbay.upstream();
        this.client = patchbay.client();
    }

    /** So that a hedge is saved up. */
    @BeforeEach
    void callsThatAreQuick() {
        upstream.forget();
        upstream.answers("/custom/v1/chat/completions").with(WIRE.whole("here"));
        for (int i = 0; i < CALLS; i++) {
            assertThat(call(false, UUID.randomUUID().toString()).text()).contains("here");
        }
        assertThat(upstream.arrivals("m")).as("nobody else was asked").hasSize(CALLS);
        upstream.forget();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSecondAnswersWhereTheFirstIsSlow(boolean streamed) throws Exception {
        answer("custom", "late", streamed).after(SLOW);
        answer("reserve", "soon", streamed);
        String id = UUID.randomUUID().toString();

        long start = System.nanoTime();
        Client.Answer answer = call(streamed, id);
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertThat(answer.text()).contains("soon").doesNotContain("late");
        assertThat(answer.header("x-patchbay-provider")).hasValue("reserve");
        assertThat(took).isBetween(Duration.ofMillis(300), SLOW.minusSeconds(1));
        assertThat(upstream.arrivals("m")).hasSize(2);
        if (streamed) { // An answer in one piece is written before its vendor can see that nobody is there.
            assertThat(upstream.arrivals("m").getFirst().wasServed(SLOW.plusSeconds(5)))
                    .as("the slow one is not read to its end")
                    .isFalse();
        }
        JsonNode row = row(id);
        assertThat(row.path("outcome").asText()).isEqualTo("completed");
        assertThat(row.path("provider").asText()).isEqualTo("reserve");
        assertThat(row.path("attempts")).hasSize(2);
        assertThat(row.path("attempts").path(0).path("provider").asText()).isEqualTo("custom");
        assertThat(row.path("attempts").path(0).path("error_code").asText()).isEqualTo("cancelled");
    }

    @Test
    void notMoreThanOneInTwenty() {
        answer("custom", "late", false).after(Duration.ofMillis(600));
        answer("reserve", "soon", false);

        assertThat(call(false, "h1-" + UUID.randomUUID()).text()).contains("soon");
        assertThat(call(false, "h2-" + UUID.randomUUID()).text()).contains("late");
        assertThat(upstream.arrivals("m")).hasSize(3);
    }

    private Rule answer(String row, String word, boolean streamed) {
        Rule rule = upstream.answers("/" + row + "/v1/chat/completions");
        return streamed ? rule.streamsRaw(WIRE.streamed(word)) : rule.with(WIRE.whole(word));
    }

    private Client.Answer call(boolean streamed, String id) {
        return client.chat(
                "{\"model\":\"hedged\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                        .formatted(streamed),
                "x-patchbay-request-id",
                id);
    }

    private JsonNode row(String id) {
        return client.get("/api/v1/usage?request_id=" + id).json().path("items").path(0);
    }
}

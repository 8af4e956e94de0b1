package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testing.Client;
import io.patchbay.testing.OpenAiWire;
import io.patchbay.testing.RunningPatchbay;
import io.patchbay.testing.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How much a provider is given to do: the row {@code narrow} has one place and lets one wait, {@code paced} three calls a minute. */
@ExtendWith(RunningPatchbay.Extension.class)
class LimitsIT {

    private static final OpenAiWire WIRE = OpenAiWire.compatible();

    private final Upstream upstream;
    private final Client client;

    LimitsIT(RunningPatchbay patchbay) {
        this.upstream = patchbay.upstream();
        this.client = patchbay.client();
    }

    @BeforeEach
    void forget() {
        upstream.forget();
    }

    @Test
    void whoComesToAFullProviderWaitsAndTheNextIsRefused() throws Exception {
        upstream.answers("/narrow/v1/chat/completions").with(WIRE.whole("here")).after(Duration.ofMillis(600));

        List<Client.Answer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Client.Answer>> calls = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                calls.add(threads.submit(() -> alone("@narrow/m")));
                Thread.sleep(100);
            }
            for (Future<Client.Answer> call : calls) {
                answers.add(call.get());
            }
        }

        assertThat(answers).extracting(Client.Answer::status).containsExactly(200, 200, 503);
        assertThat(answers.getLast().json().at("/error/code").asText()).isEqualTo("overloaded");
        assertThat(answers.getLast().header("Retry-After")).hasValue("1");
        assertThat(upstream.arrivals("m")).hasSize(2);
        assertThat(upstream.arrivals("m").get(1).since(upstream.arrivals("m").get(0)))
                .isGreaterThan(Duration.ofMillis(500));
    }

    @Test
    void nobodyWaitsWhereSomebodyElseCanAnswer() throws Exception {
        upstream.answers("/narrow/v1/chat/completions").with(WIRE.whole("here")).after(Duration.ofSeconds(1));
        upstream.answers("/reserve/v1/chat/completions").with(WIRE.whole("elsewhere"));

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Client.Answer> first = threads.submit(() -> alone("@narrow/m"));
            while (upstream.arrivals("m").isEmpty()) {
                Thread.sleep(5);
            }
            Client.Answer second = client.chat(request("@narrow/m"));

            assertThat(second.text()).contains("elsewhere");
            assertThat(second.header("x-patchbay-attempts")).hasValue("1");
            assertThat(first.isDone()).isFalse();
            assertThat(first.get().text()).contains("here");
        }
    }

    @Test
    void aProviderHasNoMoreRequestsInAMinuteThanItsRowAllows() {
        upstream.answers("/paced/v1/chat/completions").with(WIRE.whole("here"));
        upstream.answers("/reserve/v1/chat/completions").with(WIRE.whole("elsewhere"));
        for (int i = 0; i < 3; i++) {
            assertThat(alone("@paced/m").status()).isEqualTo(200);
        }

        Client.Answer refused =
                client.chat(request("@paced/m"), "x-patchbay-use-fallback", "false", "x-patchbay-timeout", "2s");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().at("/error/message").asText()).contains("3 requests of this minute");
        assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow()))
                .isBetween(2, 62);
        assertThat(client.chat(request("@paced/m")).text()).contains("elsewhere");
        assertThat(upstream.arrivals("m")).hasSize(3);
    }

    private Client.Answer alone(String model) {
        return client.chat(request(model), "x-patchbay-use-fallback", "false");
    }

    private static String request(String model) {
        return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}".formatted(model);
    }
}

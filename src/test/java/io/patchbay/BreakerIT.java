package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testing.Client;
import io.patchbay.testing.Rule;
import io.patchbay.testing.RunningPatchbay;
import io.patchbay.testing.Upstream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Patchbay says of a breaker, against what MicroProfile's breaker does, on the running server. */
@ExtendWith(RunningPatchbay.Extension.class)
class BreakerIT {

    private static final String WHOLE = """
            {"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":
            {"role":"assistant","content":"well"},"finish_reason":"stop"}],
            "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""";

    private static final long SEED = 5;
    private static final int STEPS = 120;
    private static final int FAILURES = 3;

    private final Upstream upstream;
    private final Client client;

    BreakerIT(RunningPatchbay patchbay) {
        this.upstream = patchbay.upstream();
        this.client = patchbay.client();
    }

    /** What a provider may do, and how often it does beside the others. */
    private enum Deed {
        ANSWERS(3, rule -> rule.with(WHOLE)),
        IS_DOWN(5, rule -> rule.fails(503)),
        BREAKS(2, rule -> rule.fails(500)),
        SAYS_HTML(2, rule -> rule.with(200, "text/html", "<html></html>")),
        RESETS(1, Rule::resets),
        THROTTLES(1, rule -> rule.fails(429)),
        REJECTS(1, rule -> rule.fails(400)),
        KNOWS_NO_SUCH_MODEL(1, rule -> rule.fails(404));

        private final int share;
        private final Consumer<Rule> script;

        Deed(int share, Consumer<Rule> script) {
            this.share = share;
            this.script = script;
        }

        static Deed any(Random random) {
            int left = random.nextInt(16);
            for (Deed deed : values()) {
                left -= deed.share;
                if (left < 0) {
                    return deed;
                }
            }
            throw new AssertionError("the shares are not 16 in all");
        }
    }

    /** The breaker as {@code /api/v1/monitoring/providers} shows it. */
    private record View(String state, Instant nextProbe) {

        boolean refuses(Instant now) {
            return state.equals("open") && nextProbe.isAfter(now);
        }
    }

    @BeforeEach
    void everyoneIsWell() {
        upstream.forget();
        upstream.answers("/chat/completions").with(WHOLE);
        for (String provider : new String[] {"mirrored", "mirrored-twice", "agg"}) {
            await(() -> chat("@" + provider + "/well").status() == 200
                    && view(provider).state().equals("closed"));
        }
        upstream.forget();
    }

    @Test
    void whatIsSaidOfABreakerIsWhatItDoes() {
        holdsThroughAnything("mirrored");
    }

    @Test
    void theSameWhereTwoProbesHaveToSucceed() {
        holdsThroughAnything("mirrored-twice");
    }

    private void holdsThroughAnything(String provider) {
        Random random = new Random(SEED);
        Map<Met, Integer> met = new EnumMap<>(Met.class);
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(4) == 0) {
                pauseUntilTheProbe(provider);
            }
            met.merge(oneCall(provider, "m" + step, Deed.any(random)), 1, Integer::sum);
        }
        assertThat(met.keySet()).as("of all kinds").contains(Met.REFUSED, Met.PROBED, Met.PASSED);
        System.out.printf("%s, seed %d: %s%n", provider, SEED, met);
    }

    /** What became of a call. */
    private enum Met {
        REFUSED,
        PROBED,
        PASSED,
        /** The time of the probe came while it was under way. */
        UNCERTAIN
    }

    private Met oneCall(String provider, String model, Deed deed) {
        deed.script.accept(
                upstream.answers("/" + provider + "/v1/chat/completions").to(model));
        View before = view(provider);
        Instant asked = Instant.now();
        Client.Answer answer = chat("@" + provider + "/" + model);
        boolean reached = !upstream.arrivals(model).isEmpty();
        String what = "%s, %s, answered %d %s".formatted(before, deed, answer.status(), answer.text());
        if (before.refuses(Instant.now())) {
            assertThat(reached).as(what).isFalse();
            return Met.REFUSED;
        }
        if (before.refuses(asked)) {
            return Met.UNCERTAIN;
        }
        assertThat(reached).as(what).isTrue();
        return before.state().equals("half-open") ? Met.PROBED : Met.PASSED;
    }

    @Test
    void aProbeOfOneModelDoesNotCloseAnAggregatorsBreaker() {
        upstream.answers("/agg/v1/chat/completions").fails(503);
        chat("@agg/agg/first");
        await(() -> {
            chat("@agg/agg/second");
            return view("agg").state().equals("open");
        });
        pauseUntilTheProbe("agg");

        chat("@agg/agg/probe");

        assertThat(upstream.arrivals("agg/probe")).hasSize(1);
        assertThat(view("agg").state()).isEqualTo("open");
        chat("@agg/agg/next");
        assertThat(upstream.arrivals("agg/next")).isEmpty();
    }

    @Test
    void aCountOfTokensThatFailsDoesNotCloseABreaker() {
        upstream.answers("/claude/v1/messages").fails(503);
        for (int i = 0; i < FAILURES; i++) {
            chat("@claude/m");
        }
        assertThat(view("claude").state()).isEqualTo("open");
        pauseUntilTheProbe("claude");
        upstream.answers("/claude/v1/messages/count_tokens").fails(503);

        client.post("/v1/messages/count_tokens", body("@claude/probe"));

        assertThat(upstream.arrivals("probe")).hasSize(1);
        chat("@claude/next");
        assertThat(upstream.arrivals("next")).isEmpty();
        assertThat(view("claude").state()).isEqualTo("open");
    }

    private void pauseUntilTheProbe(String provider) {
        View view = view(provider);
        if (view.nextProbe() != null) {
            await(() -> Instant.now().isAfter(view.nextProbe()));
        }
    }

    private Client.Answer chat(String model) {
        return client.chat(body(model), "x-patchbay-use-fallback", "false");
    }

    private static String body(String model) {
        return "{\"model\":\"%s\",\"max_tokens\":10,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                .formatted(model);
    }

    private View view(String id) {
        for (JsonNode provider :
                client.get("/api/v1/monitoring/providers").json().path("providers")) {
            if (provider.path("id").asText().equals(id)) {
                JsonNode breaker = provider.path("breaker");
                JsonNode probe = breaker.path("next_probe");
                return new View(
                        breaker.path("state").asText(), probe.isMissingNode() ? null : Instant.parse(probe.asText()));
            }
        }
        throw new AssertionError("no provider " + id);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

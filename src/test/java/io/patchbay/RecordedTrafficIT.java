package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.dialect.Json;
import io.patchbay.testing.Arrival;
import io.patchbay.testing.Client;
import io.patchbay.testing.Recording;
import io.patchbay.testing.RunningPatchbay;
import io.patchbay.testing.Upstream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded calls of real clients to real providers, replayed through Patchbay: nothing is lost on either way. */
@ExtendWith(RunningPatchbay.Extension.class)
class RecordedTrafficIT {

    private static final String PATH = "/chat/completions";

    /** They tell the usage of a stream unasked, and do not take the question. */
    private static final Set<String> UNASKED = Set.of("mistral", "perplexity");

    private static final Map<String, Map<String, Integer>> REPLAYED = new TreeMap<>();

    private final Upstream upstream;
    private final Client client;

    RecordedTrafficIT(RunningPatchbay patchbay) {
        this.upstream = patchbay.upstream();
        this.client = patchbay.client();
    }

    @BeforeAll
    static void recordingsArePresent() {
        assumeTrue(Recording.arePresent(), "no recordings beside the project");
    }

    @AfterAll
    static void report() {
        System.out.println("Recorded calls replayed:");
        REPLAYED.forEach((vendor, kinds) -> System.out.println("  " + vendor + " " + kinds));
    }

    @BeforeEach
    void forget() {
        upstream.forget();
    }

    static List<Recording> whole() {
        return recorded().stream()
                .filter(recording -> recording.succeeded() && !recording.streamed())
                .toList();
    }

    static List<Recording> streamed() {
        return recorded().stream()
                .filter(recording -> recording.succeeded() && recording.streamed())
                .toList();
    }

    static List<Recording> errors() {
        return recorded().stream().filter(recording -> !recording.succeeded()).toList();
    }

    private static List<Recording> recorded() {
        return Recording.chats(recording -> true);
    }

    @ParameterizedTest
    @MethodSource("whole")
    void aWholeAnswerComesByteByByte(Recording recording) {
        Client.Answer answer = replay(recording);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(recording.responseText());
        assertThat(answer.header("x-patchbay-provider")).contains(rowOf(recording));
        assertArrived(recording);
        assertLedgerHolds(usageOf(answer.json()), answer);
        count(recording, "whole");
    }

    @ParameterizedTest
    @MethodSource("streamed")
    void aStreamComesEventByEvent(Recording recording) {
        Client.Answer answer = replay(recording);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("content-type").orElse("")).startsWith("text/event-stream");
        List<JsonNode> expected = expected(recording);
        List<JsonNode> events = parsed(answer.events());
        if (asked(recording) && usages(recording).isEmpty()) {
            assertIsEstimate(events.removeLast(), expected.getFirst());
        }
        assertThat(events).containsExactlyElementsOf(expected);
        assertThat(answer.events()).last().isEqualTo("[DONE]");
        assertArrived(recording);
        List<JsonNode> usages = usages(recording);
        assertLedgerHolds(usages.isEmpty() ? Optional.empty() : Optional.of(usages.getLast()), answer);
        count(recording, "stream");
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorComesByWhoseFaultItIs(Recording recording) throws Exception {
        Client.Answer answer = replay(recording);

        JsonNode recorded = Json.read(recording.responseText());
        JsonNode error = answer.json().path("error");
        if (recording.requestBody().path("messages").isEmpty()) {
            assertThat(answer.status()).isEqualTo(recording.status());
            assertThat(error.path("code")).isEqualTo(recorded.at("/error/code"));
            assertThat(upstream.arrivals()).isEmpty();
            count(recording, "refused here");
            return;
        }
        if (upstream.arrivals().isEmpty()) {
            // What the vendor refused, the catalogue knew beforehand.
            assertThat(answer.status()).isEqualTo(recording.status());
            assertThat(error.path("param").asText())
                    .startsWith(recorded.at("/error/param").asText());
            assertThat(error.path("code").asText()).isEqualTo("unsupported_parameter");
            count(recording, "refused here");
            return;
        }
        switch (recording.status()) {
            case 401, 402, 403 -> {
                assertThat(answer.status()).isEqualTo(502);
                assertThat(error.path("code").asText()).isEqualTo("provider_unauthenticated");
                assertThat(answer.text())
                        .doesNotContain(recorded.at("/error/message")
                                .asText(recorded.path("detail").asText("")));
            }
            case 429 -> assertThat(answer.status()).isEqualTo(429);
            default -> {
                assertThat(answer.status()).isEqualTo(recording.status());
                assertThat(answer.json()).isEqualTo(recorded);
            }
        }
        assertArrived(recording);
        count(recording, "error");
    }

    private Client.Answer replay(Recording recording) {
        var rule = upstream.answers(PATH)
                .with(
                        recording.status(),
                        recording
                                .responseHeader("content-type")
                                .orElse(recording.streamed() ? "text/event-stream" : "application/json"),
                        recording.responseText());
        recording.responseHeader("retry-after").ifPresent(wait -> rule.adding("Retry-After", wait));
        ObjectNode body = recording.requestBody().deepCopy();
        body.put("model", "@" + rowOf(recording) + "/" + modelOf(recording));
        return client.chat(new String(Json.write(body), StandardCharsets.UTF_8), "x-patchbay-use-fallback", "false");
    }

    private static String rowOf(Recording recording) {
        return recording.provider();
    }

    /** Azure's clients may name the deployment in the path alone. */
    private static String modelOf(Recording recording) {
        JsonNode model = recording.requestBody().path("model");
        return model.isTextual()
                ? model.textValue()
                : recording.json().at("/request/path").asText().split("/")[3];
    }

    /** What went to the provider is what the client wrote, under the provider's name for the model and with its key. */
    private void assertArrived(Recording recording) {
        assertThat(upstream.arrivals()).hasSize(1);
        Arrival arrival = upstream.last();
        ObjectNode expected = recording.requestBody().deepCopy();
        expected.put("model", modelOf(recording));
        if (recording.streamed() && !UNASKED.contains(recording.provider())) {
            JsonNode options = expected.path("stream_options");
            expected.set(
                    "stream_options",
                    (options instanceof ObjectNode given ? given : Json.object()).put("include_usage", true));
        }
        assertThat(arrival.json()).isEqualTo(expected);
        assertThat(arrival.path()).startsWith("/" + rowOf(recording) + "/");
        assertCredential(recording, arrival);
        assertThat(arrival.headers().toString() + arrival.text()).doesNotContain(client.key());
        assertThat(arrival.headers().keySet())
                .isSubsetOf(
                        "authorization",
                        "api-key",
                        "accept",
                        "content-type",
                        "content-length",
                        "host",
                        "connection",
                        "user-agent",
                        "accept-encoding",
                        "x-title",
                        "http-referer");
    }

    private static void assertCredential(Recording recording, Arrival arrival) {
        String key = "sk-upstream-" + rowOf(recording) + "-0123456789abcdef";
        if (recording.provider().equals("azure")) {
            assertThat(arrival.header("api-key")).contains(key);
            assertThat(arrival.header("authorization")).isEmpty();
        } else {
            assertThat(arrival.header("authorization")).contains("Bearer " + key);
        }
    }

    /** The recorded events, without the usage that the client did not ask for. */
    private static List<JsonNode> expected(Recording recording) {
        boolean asked = asked(recording);
        List<JsonNode> expected = new ArrayList<>();
        for (JsonNode event : parsed(recording.events())) {
            if (asked || !event.path("usage").isObject()) {
                expected.add(event);
            } else if (!event.path("choices").isEmpty()) {
                ((ObjectNode) event).remove("usage");
                expected.add(event);
            }
        }
        return expected;
    }

    private static boolean asked(Recording recording) {
        return recording.requestBody().at("/stream_options/include_usage").asBoolean();
    }

    private static List<JsonNode> usages(Recording recording) {
        return parsed(recording.events()).stream()
                .map(RecordedTrafficIT::usageOf)
                .flatMap(Optional::stream)
                .toList();
    }

    /** A caller that asked for the usage has it, also of a vendor that tells none, as old Ollamas. */
    private static void assertIsEstimate(JsonNode event, JsonNode first) {
        assertThat(event.at("/usage/total_tokens").asLong()).isPositive();
        assertThat(event.path("choices")).isEmpty();
        assertThat(event.path("id")).isEqualTo(first.path("id"));
        assertThat(event.path("model")).isEqualTo(first.path("model"));
    }

    private static List<JsonNode> parsed(List<String> events) {
        List<JsonNode> parsed = new ArrayList<>();
        for (String event : events) {
            if (!event.equals("[DONE]")) {
                try {
                    parsed.add(Json.read(event));
                } catch (java.io.IOException e) {
                    throw new AssertionError("an event is no JSON: " + event, e);
                }
            }
        }
        return parsed;
    }

    private static Optional<JsonNode> usageOf(JsonNode answer) {
        JsonNode usage = answer.has("usage") ? answer.get("usage") : answer.at("/x_groq/usage");
        return Optional.of(usage).filter(told -> told.has("total_tokens"));
    }

    private void assertLedgerHolds(Optional<JsonNode> usage, Client.Answer answer) {
        String id = answer.header("x-patchbay-request-id").orElseThrow();
        JsonNode items = client.get("/api/v1/usage?request_id=" + id).json().path("items");
        assertThat(items).hasSize(1);
        assertThat(items.get(0).path("outcome").asText()).isEqualTo("completed");
        JsonNode row = items.get(0).path("usage");
        if (usage.isEmpty()) {
            assertThat(row.path("estimated").asBoolean()).isTrue();
            return;
        }
        long sum = 0;
        for (String tokens : List.of(
                "input",
                "cache_read",
                "cache_write_5m",
                "cache_write_1h",
                "output",
                "audio_input",
                "audio_output",
                "image_input",
                "image_output")) {
            sum += row.path(tokens).asLong();
        }
        assertThat(sum).isEqualTo(usage.get().path("total_tokens").asLong() + beside(usage.get()));
        assertThat(row.path("estimated").asBoolean()).isFalse();
    }

    /** Azure's Grok counts cached tokens neither in its prompt's nor in its total. */
    private static long beside(JsonNode usage) {
        long cached = usage.at("/prompt_tokens_details/cached_tokens").asLong();
        return cached > usage.path("prompt_tokens").asLong() ? cached : 0;
    }

    private static void count(Recording recording, String kind) {
        REPLAYED.computeIfAbsent(recording.provider(), vendor -> new TreeMap<>())
                .merge(kind, 1, Integer::sum);
    }
}

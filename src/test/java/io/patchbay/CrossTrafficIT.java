package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.Content;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Assembled;
import io.patchbay.dialect.Json;
import io.patchbay.testing.Client;
import io.patchbay.testing.Crossing;
import io.patchbay.testing.Recording;
import io.patchbay.testing.RunningPatchbay;
import io.patchbay.testing.Upstream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A recorded call of one dialect enters in another, and the recording answers: text, tool calls, the reason of the end and
 * every class of tokens come out as they were recorded.
 */
@ExtendWith(RunningPatchbay.Extension.class)
class CrossTrafficIT {

    private static final Map<String, Map<String, Integer>> PASSED = new TreeMap<>();

    private final Upstream upstream;
    private final Client client;

    CrossTrafficIT(RunningPatchbay patchbay) {
        this.upstream = patchbay.upstream();
        this.client = patchbay.client();
    }

    @BeforeAll
    static void recordingsArePresent() {
        assumeTrue(Recording.arePresent(), "no recordings beside the project");
    }

    @AfterAll
    static void report() {
        System.out.println("Recorded calls that entered in another dialect (docs/dialects.md):");
        PASSED.forEach((way, features) -> System.out.println("  " + way + " " + features));
    }

    @BeforeEach
    void forget() {
        upstream.forget();
    }

    static List<Crossing> crossings() {
        return Crossing.all();
    }

    @ParameterizedTest
    @MethodSource("crossings")
    void comesOutAsItWasRecorded(Crossing crossing) {
        Optional<String> unsayable = crossing.unsayable();
        if (unsayable.isPresent()) {
            count(crossing, "not sayable: " + unsayable.get());
            return;
        }
        Recording recording = crossing.recording();
        upstream.answers(crossing.upstreamPath())
                .with(
                        recording.status(),
                        recording
                                .responseHeader("content-type")
                                .orElse(recording.streamed() ? "text/event-stream" : "application/json"),
                        recording.responseText());
        ObjectNode body = crossing.body().put("stream", recording.streamed());

        Client.Answer answer = client.post(
                crossing.path(),
                new String(Json.write(body), StandardCharsets.UTF_8),
                "x-patchbay-use-fallback",
                "false");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(upstream.arrivals()).hasSize(1);
        if (recording.streamed()) {
            Assembled expected = crossing.recordedStream();
            Assembled actual = crossing.stream(answer.events());
            assertThat(actual.text()).isEqualTo(expected.text());
            assertThat(calls(actual.calls())).isEqualTo(calls(expected.calls()));
            assertThat(actual.finished())
                    .isEqualTo(expected.finished()
                            .map(reason ->
                                    crossing.reason(reason, !expected.calls().isEmpty())));
            assertLedger(expected.usage(), answer);
            count(crossing, "streamed");
        } else {
            ChatReply expected = crossing.recordedReply();
            ChatReply actual = crossing.reply(answer.text());
            assertThat(said(actual)).isEqualTo(said(expected));
            assertThat(callsOf(actual)).isEqualTo(callsOf(expected));
            assertThat(actual.finishReason())
                    .isEqualTo(crossing.reason(
                            expected.finishReason(), !callsOf(expected).isEmpty()));
            assertLedger(expected.usage(), answer);
            assertUsage(crossing, expected.usage(), actual.usage());
            count(crossing, "whole");
        }
        crossing.features().forEach(feature -> count(crossing, feature));
    }

    /** What a dialect tells of the classes, it tells as they were. */
    private static void assertUsage(Crossing crossing, Optional<Usage> expected, Optional<Usage> actual) {
        if (expected.isPresent()) {
            assertThat(actual.orElseThrow().totalInput())
                    .isEqualTo(expected.get().totalInput());
            assertThat(actual.orElseThrow().totalOutput())
                    .isEqualTo(expected.get().totalOutput());
            assertThat(actual.orElseThrow().cacheRead())
                    .isEqualTo(expected.get().cacheRead());
        }
    }

    private void assertLedger(Optional<Usage> expected, Client.Answer answer) {
        String id = answer.header("x-patchbay-request-id").orElseThrow();
        JsonNode row = client.get("/api/v1/usage?request_id=" + id).json().at("/items/0/usage");
        if (expected.isEmpty()) {
            assertThat(row.path("estimated").asBoolean()).isTrue();
            return;
        }
        Usage usage = expected.get();
        Usage written = Usage.builder()
                .input(row.path("input").asLong())
                .cacheRead(row.path("cache_read").asLong())
                .cacheWrite5m(row.path("cache_write_5m").asLong())
                .cacheWrite1h(row.path("cache_write_1h").asLong())
                .output(row.path("output").asLong())
                .reasoning(row.path("reasoning").asLong())
                .audioInput(row.path("audio_input").asLong())
                .audioOutput(row.path("audio_output").asLong())
                .imageInput(row.path("image_input").asLong())
                .imageOutput(row.path("image_output").asLong())
                .estimated(row.path("estimated").asBoolean())
                .build();
        assertThat(written).isEqualTo(usage.servedBy(""));
    }

    /** A refusal is a text like any other to Anthropic. */
    private static String said(ChatReply reply) {
        StringBuilder said = new StringBuilder(reply.text());
        reply.message().content().forEach(part -> {
            if (part instanceof Content.Refusal refusal) {
                said.append(refusal.text());
            }
        });
        return said.toString();
    }

    private static List<String> callsOf(ChatReply reply) {
        return calls(reply.message().content().stream()
                .filter(Content.ToolCall.class::isInstance)
                .map(part -> ((Content.ToolCall) part).name() + " " + ((Content.ToolCall) part).arguments())
                .toList());
    }

    /** Arguments are compared as JSON: no space between them means anything. */
    private static List<String> calls(List<String> calls) {
        List<String> plain = new ArrayList<>();
        for (String call : calls) {
            int space = call.indexOf(' ');
            String arguments = call.substring(space + 1);
            plain.add(call.substring(0, space + 1) + (arguments.isBlank() ? "{}" : parsed(arguments)));
        }
        return plain;
    }

    private static String parsed(String json) {
        try {
            return Json.read(json).toString();
        } catch (JsonProcessingException e) {
            return json;
        }
    }

    private static void count(Crossing crossing, String feature) {
        PASSED.computeIfAbsent(crossing.way(), way -> new TreeMap<>()).merge(feature, 1, Integer::sum);
    }
}

package io.patchbay.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.catalogue.Prices;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.EmbeddingRequest;
import io.patchbay.chat.Reply;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Frames;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.anthropic.AnthropicEvents;
import io.patchbay.dialect.anthropic.AnthropicReplies;
import io.patchbay.dialect.anthropic.AnthropicRequests;
import io.patchbay.dialect.completions.CompletionsChunks;
import io.patchbay.dialect.completions.CompletionsReplies;
import io.patchbay.dialect.completions.CompletionsRequests;
import io.patchbay.dialect.google.GoogleEvents;
import io.patchbay.dialect.google.GoogleReplies;
import io.patchbay.dialect.google.GoogleRequests;
import io.patchbay.dialect.openai.OpenAiChunks;
import io.patchbay.dialect.openai.OpenAiEmbeddings;
import io.patchbay.dialect.openai.OpenAiReplies;
import io.patchbay.dialect.openai.OpenAiRequests;
import io.patchbay.dialect.openai.OpenAiVectors;
import io.patchbay.dialect.responses.ResponsesEvents;
import io.patchbay.dialect.responses.ResponsesReplies;
import io.patchbay.dialect.responses.ResponsesRequests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A recorded call that succeeded and whose vendor told what it used.
 *
 * @param provider the row that calls this vendor
 * @param model as the vendor knows it
 */
public record RecordedCall(Recording recording, String provider, String model, Asked asked, Usage usage) {

    /** What was asked for. */
    public sealed interface Asked {
        record Chat(ChatRequest request) implements Asked {}

        record Vectors(EmbeddingRequest request) implements Asked {}
    }

    /** An endpoint: how its requests are read, its whole answers, and its streams' events. */
    private record Endpoint(
            Function<JsonNode, Asked> requests, Whole answers, Function<List<JsonNode>, List<ChatEvent>> events) {}

    private interface Whole {
        Reply read(JsonNode json, byte[] body) throws IOException;
    }

    /** Of all endpoints by which something is billed. */
    public static List<RecordedCall> all() {
        List<RecordedCall> all = new ArrayList<>();
        for (Recording recording : Recording.successes()) {
            endpoint(recording).ifPresent(endpoint -> read(recording, endpoint).ifPresent(all::add));
        }
        return all;
    }

    private static Optional<Endpoint> endpoint(Recording recording) {
        return Optional.ofNullable(
                switch (recording.endpoint()) {
                    case "chat.completions" ->
                        new Endpoint(body -> chat(OpenAiRequests.read(body).request()), OpenAiReplies::read, frames -> {
                            List<ChatEvent> events = new ArrayList<>();
                            frames.forEach(frame -> events.addAll(OpenAiChunks.read(frame, events.isEmpty())));
                            return events;
                        });
                    case "completions" ->
                        new Endpoint(
                                body -> chat(CompletionsRequests.read(body).request()),
                                CompletionsReplies::read,
                                frames -> {
                                    List<ChatEvent> events = new ArrayList<>();
                                    frames.forEach(
                                            frame -> events.addAll(CompletionsChunks.read(frame, events.isEmpty())));
                                    return events;
                                });
                    case "responses" ->
                        new Endpoint(
                                body -> chat(ResponsesRequests.read(body).request()),
                                ResponsesReplies::read,
                                frames -> each(frames, new ResponsesEvents()::read));
                    case "messages" ->
                        new Endpoint(
                                body -> chat(AnthropicRequests.read(body).request()),
                                AnthropicReplies::read,
                                frames -> each(frames, new AnthropicEvents()::read));
                    case "generateContent", "streamGenerateContent" ->
                        new Endpoint(
                                body -> chat(GoogleRequests.read(body)),
                                GoogleReplies::read,
                                frames -> each(frames, new GoogleEvents()::read));
                    case "embeddings" ->
                        new Endpoint(
                                body -> new Asked.Vectors(
                                        OpenAiEmbeddings.read(body).request()),
                                (json, body) -> OpenAiVectors.read(body),
                                frames -> List.of());
                    default -> null;
                });
    }

    private static Asked chat(ChatRequest request) {
        return new Asked.Chat(request);
    }

    private static List<ChatEvent> each(List<JsonNode> frames, Function<JsonNode, List<ChatEvent>> reader) {
        return frames.stream().flatMap(frame -> reader.apply(frame).stream()).toList();
    }

    private static Optional<RecordedCall> read(Recording recording, Endpoint endpoint) {
        String provider = recording.provider().equals("gemini") ? "google" : recording.provider();
        Asked asked = endpoint.requests().apply(recording.requestBody());
        return usage(recording, endpoint)
                .map(usage -> new RecordedCall(recording, provider, model(recording), asked, usage));
    }

    /** In the body, or between the last slash of the address and the colon. */
    private static String model(Recording recording) {
        String path = recording.json().at("/request/path").asText();
        String named = path.substring(path.lastIndexOf('/') + 1);
        return recording.requestBody().path("model").asText(named.substring(0, Math.max(0, named.indexOf(':'))));
    }

    private static Optional<Usage> usage(Recording recording, Endpoint endpoint) {
        try {
            if (!recording.streamed()) {
                return endpoint.answers()
                        .read(Json.read(recording.responseBody()), recording.responseBody())
                        .usage();
            }
            Optional<Usage> last = Optional.empty();
            for (ChatEvent event : endpoint.events().apply(frames(recording))) {
                last = event instanceof ChatEvent.UsageReported(Usage usage) ? Optional.of(usage) : last;
            }
            return last;
        } catch (IOException e) {
            throw new UncheckedIOException(recording.id(), e);
        }
    }

    /** The answer as it came: one piece, or those of its stream. */
    public List<JsonNode> pieces() {
        try {
            return recording.streamed() ? frames(recording) : List.of(Json.read(recording.responseBody()));
        } catch (IOException e) {
            throw new UncheckedIOException(recording.id(), e);
        }
    }

    /** The day of UTC on which it was recorded, as the transport or the answer says it. */
    public Optional<LocalDate> day() {
        String sent = recording.json().path("recorded_at").asText("");
        if (!sent.isEmpty()) {
            return Optional.of(day(sent));
        }
        return pieces().stream()
                .flatMap(piece ->
                        Stream.of(piece.path("created"), piece.path("created_at"), piece.at("/response/created_at")))
                .filter(JsonNode::isNumber)
                .map(seconds -> Prices.day(Instant.ofEpochSecond(seconds.asLong())))
                .findFirst();
    }

    /** As a header of HTTP, or in the order of ISO. */
    private static LocalDate day(String sent) {
        return Character.isDigit(sent.charAt(0))
                ? LocalDate.parse(sent.substring(0, "2026-08-02".length()))
                : Prices.day(DateTimeFormatter.RFC_1123_DATE_TIME.parse(sent, Instant::from));
    }

    private static List<JsonNode> frames(Recording recording) throws IOException {
        String type = recording.responseHeader("content-type").orElse("text/event-stream");
        Frames frames = Frames.of(type, new ByteArrayInputStream(recording.responseBody()));
        List<JsonNode> all = new ArrayList<>();
        for (Frames.Frame frame = frames.next(); frame != null; frame = frames.next()) {
            if (frame.data().length > 0 && frame.data()[0] == '{') {
                all.add(Json.read(frame.data()));
            }
        }
        return all;
    }
}

package io.patchbay.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.dialect.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** One call of a real provider, as it was recorded. The recordings lie beside the project and may be absent. */
public record Recording(String id, String provider, boolean streamed, JsonNode json) {

    private static final Optional<Path> SHARED = findShared();

    /** Beside the project's directory, or beside one of those that it lies in. */
    private static Optional<Path> findShared() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve("shared");
            if (Files.isRegularFile(candidate.resolve("traffic/index.json"))) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    public static boolean arePresent() {
        return SHARED.isPresent();
    }

    /** The recorded calls of chat completions, by all providers who speak OpenAI's dialect. */
    public static List<Recording> chats(Predicate<Recording> wanted) {
        return all(entry -> entry.path("endpoint").asText().equals("chat.completions"), wanted);
    }

    /** The recorded calls of an endpoint, such as {@code embeddings}, by the vendor that was called. */
    public static List<Recording> of(String endpoint, String... providers) {
        return all(
                entry -> entry.path("endpoint").asText().equals(endpoint)
                        && List.of(providers).contains(entry.path("provider").asText()),
                recording -> true);
    }

    /** All calls that succeeded, of all endpoints. */
    public static List<Recording> successes() {
        return all(entry -> entry.path("status").asInt() == 200, recording -> true);
    }

    /** The recorded calls of Anthropic's messages. */
    public static List<Recording> messages(Predicate<Recording> wanted) {
        return all(entry -> entry.path("endpoint").asText().equals("messages"), wanted);
    }

    /** The recorded requests to count the tokens of Anthropic's messages. */
    public static List<Recording> messageCounts() {
        return all(
                entry -> entry.path("provider").asText().equals("anthropic")
                        && entry.path("endpoint").asText().equals("count_tokens"),
                recording -> true);
    }

    /** The answers of all vendors that came as server-sent events. */
    public static List<Recording> eventStreams() {
        return all(
                entry ->
                        entry.path("stream").asBoolean() && entry.path("status").asInt() == 200,
                recording -> recording.responseText().lines().anyMatch(line -> line.startsWith("data:")));
    }

    private static List<Recording> all(Predicate<JsonNode> listed, Predicate<Recording> wanted) {
        if (SHARED.isEmpty()) {
            return List.of();
        }
        Path traffic = SHARED.get().resolve("traffic");
        List<Recording> all = new ArrayList<>();
        for (JsonNode entry : read(traffic.resolve("index.json"))) {
            if (listed.test(entry)) {
                Recording recording = new Recording(
                        entry.path("id").asText(),
                        entry.path("provider").asText(),
                        entry.path("stream").asBoolean(),
                        read(traffic.resolve(entry.path("file").asText())));
                if (wanted.test(recording)) {
                    all.add(recording);
                }
            }
        }
        return all;
    }

    /** Errors that were reported or documented, and not recorded. */
    public static List<JsonNode> reportedErrors() {
        List<JsonNode> all = new ArrayList<>();
        SHARED.map(shared -> read(shared.resolve("reported-errors/errors.json")))
                .ifPresent(array -> array.forEach(all::add));
        return all;
    }

    private static JsonNode read(Path file) {
        try {
            return Json.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the list of the recordings names it, such as {@code chat.completions}. */
    public String endpoint() {
        return json.path("endpoint").asText();
    }

    public JsonNode requestBody() {
        return json.path("request").path("body");
    }

    public int status() {
        return json.path("response").path("status").asInt();
    }

    public boolean succeeded() {
        return status() == 200;
    }

    /** @param name in lower case */
    public Optional<String> responseHeader(String name) {
        JsonNode headers = json.path("response").path("headers");
        for (var header : headers.properties()) {
            if (header.getKey().equalsIgnoreCase(name)) {
                JsonNode value = header.getValue();
                return Optional.of(value.isArray() ? value.path(0).asText() : value.asText());
            }
        }
        return Optional.empty();
    }

    public String responseText() {
        return json.path("response").path("body").asText();
    }

    public byte[] responseBody() {
        return responseText().getBytes(StandardCharsets.UTF_8);
    }

    /** The data of the streamed answer's events. */
    public List<String> events() {
        return Sse.data(responseText());
    }

    @Override
    public String toString() {
        return id;
    }
}

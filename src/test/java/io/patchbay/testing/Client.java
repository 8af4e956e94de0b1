package io.patchbay.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.dialect.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Calls Patchbay over HTTP, with a key in {@code Authorization} as OpenAI's clients send it. */
public final class Client {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI base;
    private final String key;

    public Client(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    /** Somebody else at the same server. */
    public Client withKey(String other) {
        return new Client(base, other);
    }

    public String key() {
        return key;
    }

    /** An answer, read to its end. */
    public record Answer(HttpResponse<byte[]> response) {

        public int status() {
            return response.statusCode();
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        public byte[] body() {
            return response.body();
        }

        public String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            try {
                return Json.read(response.body());
            } catch (IOException e) {
                throw new AssertionError("the body is no JSON: " + text(), e);
            }
        }

        /** The data of its server-sent events. */
        public List<String> events() {
            return Sse.data(text());
        }
    }

    /** Calls chat completions; {@code headers} are names and values in turn. */
    public Answer chat(String body, String... headers) {
        return send("POST", "/v1/chat/completions", Optional.of(body), headers);
    }

    public Answer post(String path, String body, String... headers) {
        return send("POST", path, Optional.of(body), headers);
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, Optional.empty(), headers);
    }

    public Answer send(String method, String path, Optional<String> body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key)
                .method(
                        method,
                        body.map(HttpRequest.BodyPublishers::ofString).orElse(HttpRequest.BodyPublishers.noBody()));
        if (body.isPresent() && !List.of(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(http.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

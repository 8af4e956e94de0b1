package io.patchbay.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.patchbay.dialect.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request as it arrived at the {@link Upstream}. */
public final class Arrival {

    private static final Pattern MODEL_IN_PATH = Pattern.compile("/models/([^/:]+):");

    private final long nanoTime = System.nanoTime();
    private final String method;
    private final String path;
    private final String query;
    private final Map<String, String> headers;
    private final byte[] body;
    private final JsonNode json;
    private final String model;
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();
    private volatile long endNanoTime;

    /** @param headers by lower-case name */
    Arrival(String method, String target, Map<String, String> headers, byte[] body) {
        int mark = target.indexOf('?');
        this.method = method;
        this.path = mark < 0 ? target : target.substring(0, mark);
        this.query = mark < 0 ? "" : target.substring(mark + 1);
        this.headers = headers;
        this.body = body;
        this.json = parsed(body);
        this.model = json.has("model") ? json.path("model").asText("") : modelIn(path);
    }

    private static String modelIn(String path) {
        Matcher matcher = MODEL_IN_PATH.matcher(path);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return Json.read(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    public String method() {
        return method;
    }

    public String path() {
        return path;
    }

    public String query() {
        return query;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body; a missing node if it is no JSON. */
    public JsonNode json() {
        return json;
    }

    /** The model that the body names, or else the path, as Google has it; empty if neither does. */
    public String model() {
        return model;
    }

    /** The time by which it came later than the other. */
    public Duration since(Arrival earlier) {
        return Duration.ofNanos(nanoTime - earlier.nanoTime);
    }

    void end(boolean served) {
        endNanoTime = System.nanoTime();
        end.complete(served);
    }

    /** Whether its answer has ended, or its connection has. */
    public boolean hasEnded() {
        return end.isDone();
    }

    /** Waits for the answer's end, and tells how long after the request it came. */
    public Duration lasted(Duration within) {
        wasServed(within);
        return Duration.ofNanos(endNanoTime - nanoTime);
    }

    /** Waits for the answer's end; true if all of it was written and the connection kept, false if it broke. */
    public boolean wasServed(Duration within) {
        try {
            return end.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the exchange has not ended within " + within, e);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return method + " " + path + " " + text();
    }
}

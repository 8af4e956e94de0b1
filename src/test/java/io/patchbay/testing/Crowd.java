package io.patchbay.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many callers of chat completions at once, each with a connection of its own; light enough to share a machine. */
public final class Crowd {

    private final int port;
    private final String key;
    private final Duration patience;

    public Crowd(int port, String key, Duration patience) {
        this.port = port;
        this.key = key;
        this.patience = patience;
    }

    /** @param body of the response, still chunked */
    public record Answer(int status, String body, Duration took) {}

    /** Calls so many times at once and waits for all answers. */
    public List<Answer> call(int times, String json) {
        byte[] request = request(json);
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            calls.add(() -> call(request));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("a caller got no answer", e);
        }
    }

    private byte[] request(String json) {
        return """
                POST /v1/chat/completions HTTP/1.1\r
                Host: localhost:%d\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                Connection: close\r
                \r
                %s""".formatted(port, key, json.getBytes(StandardCharsets.UTF_8).length, json)
                .getBytes(StandardCharsets.UTF_8);
    }

    private Answer call(byte[] request) {
        long start = System.nanoTime();
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout((int) patience.toMillis());
            socket.getOutputStream().write(request);
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = Integer.parseInt(response.substring(9, 12));
            return new Answer(status, response, Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

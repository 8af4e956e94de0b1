package io.patchbay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.dialect.Json;
import io.patchbay.testing.Client;
import io.patchbay.testing.LibertyServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Many callers at a server that does not live long: whole answers, streams, and streams that are left. */
final class Onslaught {

    private static final int CALLERS = 24;
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Pattern COST = Pattern.compile("\"cost\":\"([^\"]+)\"");

    private final LibertyServer server;
    private final Client client;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private final Map<String, Integer> heard = new ConcurrentHashMap<>();
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();

    /** What a caller saw at the end of its answer. */
    private record Seen(long input, long output, BigDecimal cost) {}

    Onslaught(LibertyServer server) {
        this.server = server;
        this.client = new Client(server.uri("/"), "nobody-is-asked-for-a-key");
    }

    void budget(String json) {
        assertThat(client.post("/api/v1/budgets", json).status()).isEqualTo(201);
    }

    /** Answers whose end was seen. */
    int answered() {
        return seen.size();
    }

    /** Asks until as many were answered. */
    void ask(int wanted) {
        int before = seen.size();
        while (seen.size() < before + wanted) {
            call(false);
        }
    }

    Wave begin() {
        return new Wave();
    }

    /** Callers who go on until they are told to stop. */
    final class Wave implements AutoCloseable {

        private final List<Thread> callers = new ArrayList<>();
        private volatile boolean enough;

        private Wave() {
            for (int i = 0; i < CALLERS; i++) {
                callers.add(Thread.startVirtualThread(() -> {
                    while (!enough) {
                        call(true);
                    }
                }));
            }
        }

        void awaitAnswers(int more) throws InterruptedException {
            int before = answers.get();
            Instant latest = Instant.now().plusSeconds(120);
            while (answers.get() < before + more) {
                assertThat(Instant.now())
                        .as("%d answers more; what was heard so far: %s %s", more, heard, broken)
                        .isBefore(latest);
                Thread.sleep(5);
            }
        }

        @Override
        public void close() throws InterruptedException {
            enough = true;
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(broken).isEmpty();
        }
    }

    private void call(boolean mayLeave) {
        int n = number.incrementAndGet();
        String id = "k" + n;
        String model = n % 3 == 0 ? "@spare/any" : "sandbox/echo";
        try {
            if (mayLeave && n % 11 == 0) {
                leave(id, model);
            } else if (n % 2 == 0) {
                streamed(id, model);
            } else {
                whole(id, model);
            }
        } catch (IOException | UncheckedIOException cut) {
            heard(cut.toString());
            // Callers that try again at once would leave the server no time to start.
            LockSupport.parkNanos(PAUSE.toNanos());
        } catch (RuntimeException | AssertionError e) {
            broken.add(id + ": " + e);
        }
    }

    private void heard(String what) {
        heard.merge(what, 1, Integer::sum);
    }

    private static String question(String model, boolean streamed) {
        return "{\"model\":\"%s\",\"max_tokens\":50,\"stream\":%b%s,\"messages\":[{\"role\":\"user\",\"content\":\"one two three\"}]}"
                .formatted(model, streamed, streamed ? ",\"stream_options\":{\"include_usage\":true}" : "");
    }

    private void whole(String id, String model) {
        Client.Answer answer = asked(id, question(model, false));
        if (answer.status() == 200) {
            saw(
                    id,
                    answer.json().path("usage"),
                    answer.header("x-patchbay-cost").orElseThrow());
        }
    }

    private void streamed(String id, String model) throws IOException {
        Client.Answer answer = asked(id, question(model, true));
        List<String> events = answer.events();
        if (answer.status() == 200 && !events.isEmpty() && events.getLast().equals("[DONE]")) {
            Matcher cost = COST.matcher(answer.text());
            assertThat(cost.find()).as(answer.text()).isTrue();
            saw(id, Json.read(events.get(events.size() - 2)).path("usage"), cost.group(1));
        }
    }

    private Client.Answer asked(String id, String question) {
        Client.Answer answer = client.chat(question, "x-patchbay-request-id", id);
        heard(answer.status() == 200 ? "200" : answer.status() + " " + answer.text());
        return answer;
    }

    private void saw(String id, JsonNode usage, String cost) {
        seen.put(
                id,
                new Seen(
                        usage.path("prompt_tokens").asLong(),
                        usage.path("completion_tokens").asLong(),
                        new BigDecimal(cost)));
        answers.incrementAndGet();
    }

    /** Reads a little and goes. */
    private void leave(String id, String model) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(server.uri("/v1/chat/completions"))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("x-patchbay-request-id", id)
                .POST(HttpRequest.BodyPublishers.ofString(question(model, true)))
                .build();
        try (InputStream body =
                http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
            assertThat(body.read()).isGreaterThanOrEqualTo(-1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the dead server's calls are settled, and looks for the row of each answer. */
    void assertRowsAreThere(String of, int times, long seed) throws InterruptedException {
        Instant latest = Instant.now().plusSeconds(60);
        while (!client.get("/api/v1/budgets/1")
                .json()
                .at("/current/reserved")
                .asText()
                .equals("0")) {
            assertThat(Instant.now()).as("something is still set aside").isBefore(latest);
            Thread.sleep(200);
        }
        Map<String, List<JsonNode>> rows = rows();
        List<String> lost = new ArrayList<>();
        seen.forEach((id, answer) -> {
            List<JsonNode> found = rows.getOrDefault(id, List.of());
            if (found.size() != 1 || !agrees(found.getFirst(), answer)) {
                lost.add(id + " " + answer + " " + found);
            }
        });
        System.out.printf(
                "%d %s (seed %d): %d answers whose end was seen, %d of them without their one right row, %d rows in all%n",
                times, of, seed, seen.size(), lost.size(), rows.size());
        assertThat(lost).isEmpty();
    }

    private static boolean agrees(JsonNode row, Seen answer) {
        return row.path("outcome").asText().equals("completed")
                && row.at("/usage/input").asLong() == answer.input()
                && row.at("/usage/output").asLong() == answer.output()
                && new BigDecimal(row.path("cost").asText()).compareTo(answer.cost()) == 0;
    }

    private Map<String, List<JsonNode>> rows() {
        Map<String, List<JsonNode>> rows = new HashMap<>();
        String next = "";
        do {
            JsonNode page = client.get("/api/v1/usage?limit=1000" + next).json();
            page.path("items")
                    .forEach(
                            item -> rows.computeIfAbsent(item.path("request_id").asText(), id -> new ArrayList<>())
                                    .add(item));
            next = page.path("next").isTextual() ? "&next=" + page.path("next").asText() : "";
        } while (!next.isEmpty());
        return rows;
    }
}

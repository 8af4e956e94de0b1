package io.patchbay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testing.Client;
import io.patchbay.testing.LibertyServer;
import io.patchbay.testing.Upstream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * No key, pepper or prompt is in a log, a dump, a metric, a database or a file that a server leaves. Runs behind all other
 * integration tests and looks through what their servers left, too.
 */
@Tag("canary")
class CanaryIT {

    private static final String ROOT = "root-key-canary-7Qx2";
    private static final String PEPPER = "pepper-canary-of-thirty-two-characters-9Zk4";
    private static final String VENDORS_KEY = "sk-vendor-canary-3Lm8";
    private static final String PROMPT = "prompt-canary-5Tn6";
    private static final String ANSWER = "answer-canary-8Rw1";
    private static final String TOKEN =
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ0b2tlbi1jYW5hcnkifQ.c2lnbmF0dXJlLW9mLXRoZS1jYW5hcnk";

    /** Of tests before this one: see RunningPatchbay, BudgetsIT, DirectoryIT and others. */
    private static final List<String> OTHERS = List.of(
            "client-key-4711-of-the-tests",
            "client-key-4712-of-the-tests",
            "client-key-4713-of-the-tests",
            "root-key-4711-of-the-tests",
            "a pepper of thirty-two characters");

    /** A virtual key, as it is shown once. */
    private static final Pattern KEY = Pattern.compile("pb_[a-z2-7]{12}_[A-Za-z0-9_-]{43}");

    private static final String CONFIGURATION = """
            patchbay:
              operators: [root]
              default-model: vendor/m
              fallback: {cross-provider: {enabled: false}}
              providers:
                vendor: {base-url: "%s", dialect: openai, api-key: "${VENDORS_KEY}", retry-budget: 0}
              models:
                vendor:
                  vendor/m: {context-window: 128000, capabilities: [streaming, tools, structured-output], prices: {input: 1, output: 1}}
            """;
    private static final String WHOLE = """
            {"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":
            {"role":"assistant","content":"%s"},"finish_reason":"stop"}],
            "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""".formatted(ANSWER);
    private static final String ECHO = "you sent '" + PROMPT + "' with the key " + VENDORS_KEY;

    private static final int PART = 4 << 20;
    private static final int OVERLAP = 1 << 10;

    private final List<String> found = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    @Test
    void nothingThatIsSecretIsLeftAnywhere() throws Exception {
        try (Upstream vendor = Upstream.start()) {
            Map<String, String> environment =
                    Map.of("PATCHBAY_API_KEYS", "root:" + ROOT, "PATCHBAY_PEPPER", PEPPER, "VENDORS_KEY", VENDORS_KEY);
            LibertyServer server =
                    LibertyServer.create("canary", CONFIGURATION.formatted(vendor.at("/v1")), environment);
            server.start();
            String key = exercise(server, vendor);
            server.stop();
            look("its database", dump(server), List.of(ROOT, PEPPER, VENDORS_KEY, PROMPT, ANSWER, TOKEN, key));
            for (Path file : files(server.directory())) {
                read(
                        file,
                        part -> look(
                                file.toString(), part, List.of(ROOT, PEPPER, VENDORS_KEY, PROMPT, ANSWER, TOKEN, key)));
            }
        }
        assertThat(found).isEmpty();
    }

    /** Everything that may go well or wrong, with a mark in whatever nobody else is to see. */
    private String exercise(LibertyServer server, Upstream vendor) {
        Client root = new Client(server.uri("/"), ROOT);
        JsonNode made = root.post("/api/v1/tenants", "{\"id\":\"acme\"}").json();
        assertThat(made.path("id").asText()).isEqualTo("acme");
        String key = root.post("/api/v1/keys", "{\"tenant\":\"acme\",\"name\":\"ada\"}")
                .json()
                .path("key")
                .asText();
        assertThat(KEY.matcher(key).matches()).isTrue();
        root.post("/api/v1/budgets", "{\"tenant\":\"acme\",\"period\":\"day\",\"amount\":\"1000\"}");
        Client ada = root.withKey(key);
        vendor.answers("/chat/completions").with(WHOLE);
        assertThat(ada.chat(question("")).text()).contains(ANSWER);
        refusals(ada);
        for (int status : new int[] {400, 401, 403, 404, 408, 413, 422, 429, 500, 503}) {
            vendor.forget();
            vendor.answers("/chat/completions")
                    .with(status, "application/json", "{\"error\":{\"message\":\"%s\"}}".formatted(ECHO));
            ask(ada);
        }
        for (String broken : List.of("{\"choices\":[{\"mess" + ECHO, "<html>" + ECHO, ECHO, "", "[\"" + ECHO + "\"]")) {
            vendor.forget();
            vendor.answers("/chat/completions").with(200, "application/json", broken);
            ask(ada);
        }
        vendor.forget();
        vendor.answers("/chat/completions")
                .streamsRaw(List.of(
                        "data: {\"choices\":[{\"delta\":{\"content\":\"" + ANSWER + "\"}}]}\n\n", "data: {" + ECHO));
        ask(ada);
        for (String forged : List.of(TOKEN, key + "x", ROOT + "x")) {
            assertThat(root.withKey(forged).chat(question("")).status()).isEqualTo(401);
        }
        told(root, key);
        return key;
    }

    private static String question(String more) {
        return "{\"model\":\"vendor/m\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}"
                .formatted(PROMPT, more);
    }

    private void ask(Client ada) {
        for (String more : List.of(
                "",
                ",\"stream\":true",
                ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"schema\":{\"type\":\"object\",\"required\":[\"a\"]}}}")) {
            Client.Answer answer = ada.chat(question(more));
            look("an answer: " + answer.text(), answer.text(), List.of(ROOT, PEPPER, VENDORS_KEY, ada.key()));
        }
    }

    /** What is wrong with most of it is said, and not logged. */
    private void refusals(Client ada) {
        for (String body : List.of(
                "{\"messages\":\"" + PROMPT,
                "{\"messages\":\"" + PROMPT + "\"}",
                "{\"messages\":[{\"role\":\"" + PROMPT + "\",\"content\":\"x\"}]}",
                question(",\"temperature\":\"" + PROMPT + "\""),
                question(",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"" + PROMPT + " \"}}]"),
                question(",\"n\":-1"),
                question("").replace("vendor/m", "nobody/" + "knows"))) {
            for (String path : List.of("/v1/chat/completions", "/v1/messages", "/v1/responses", "/v1/embeddings")) {
                assertThat(ada.post(path, body).status()).as(path + body).isLessThan(500);
            }
        }
    }

    /** What the server tells of itself. */
    private void told(Client root, String key) {
        List<String> secrets = List.of(ROOT, PEPPER, VENDORS_KEY, PROMPT, ANSWER, TOKEN, key);
        for (String path : List.of(
                "/metrics",
                "/health",
                "/openapi",
                "/api/v1/monitoring/providers",
                "/api/v1/usage?limit=1000",
                "/api/v1/usage/summary?by=model",
                "/api/v1/keys",
                "/api/v1/tenants",
                "/api/v1/budgets",
                "/api/v1/models")) {
            Client.Answer answer = root.get(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            look(path, answer.text(), secrets);
        }
    }

    private static String dump(LibertyServer server) throws SQLException {
        String url = "jdbc:h2:file:" + server.directory().resolve("data/patchbay");
        StringBuilder script = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(url, "sa", "sa");
                Statement statement = connection.createStatement();
                ResultSet lines = statement.executeQuery("script")) {
            while (lines.next()) {
                script.append(lines.getString(1)).append('\n');
            }
        }
        assertThat(script).contains("USAGE_RECORD").contains("'acme'");
        return script.toString();
    }

    /** Servers of other tests, which are gone. */
    @Test
    void nothingThatIsSecretIsLeftByOthers() throws IOException {
        List<Path> files = new ArrayList<>(files(Path.of("target", "servers")));
        files.addAll(files(Path.of("target", "liberty", "wlp", "usr", "servers")));
        for (Path file : files) {
            read(file, part -> {
                look(file.toString(), part, OTHERS);
                if (KEY.matcher(part).find()) {
                    found.add("a virtual key in " + file);
                }
            });
        }
        System.out.printf("%d files of servers have no key and no pepper in them%n", files.size());
        assertThat(found).isEmpty();
    }

    private void look(String where, String content, List<String> secrets) {
        secrets.stream()
                .filter(content::contains)
                .map(secret -> secret + " in " + where)
                .forEach(found::add);
    }

    /** What a server wrote; not what it was given. */
    private static List<Path> files(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> Stream.of("logs", "data", "console.log", "javacore", "heapdump")
                            .anyMatch(part ->
                                    Stream.of(file.toString().split("/")).anyMatch(it -> it.startsWith(part))))
                    .toList();
        }
    }

    /** In parts, each of which begins with the last bytes of the one before. */
    private static void read(Path file, Consumer<String> look) throws IOException {
        byte[] part = new byte[PART];
        try (InputStream bytes = Files.newInputStream(file)) {
            int kept = 0;
            int read = bytes.readNBytes(part, 0, part.length);
            while (read > 0) {
                look.accept(new String(part, 0, kept + read, ISO_8859_1));
                int keep = Math.min(OVERLAP, kept + read);
                System.arraycopy(part, kept + read - keep, part, 0, keep);
                kept = keep;
                read = bytes.readNBytes(part, kept, part.length - kept);
            }
        }
    }
}

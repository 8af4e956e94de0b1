package io.patchbay.endurance;

import io.patchbay.testing.Crowd;
import io.patchbay.testing.LibertyServer;
import io.patchbay.testing.OpenAiWire;
import io.patchbay.testing.Upstream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** A server of the proofs' own, with short clocks, and the upstream behind it. */
final class Ground implements AutoCloseable {

    static final Duration FIRST_EVENT = Duration.ofSeconds(2);
    static final int READERS = Integer.getInteger("readers", 50);

    /** Long enough for all of them to stop, and for a look at the others meanwhile. */
    static final Duration SLOW_READER = Duration.ofMillis(8_000 + 24L * READERS);

    /** Of a write to a caller's own connection. Later, so that it is not what gives a reader up. */
    static final Duration WRITE_TIMEOUT = SLOW_READER.plusSeconds(2);

    /** Of the rows whose breakers are meant to open. */
    static final Duration BREAKER_DELAY = Duration.ofSeconds(2);

    private static final Duration WARM_UP = Duration.ofSeconds(60);

    private final Upstream upstream = Upstream.start();
    private final LibertyServer server;

    Ground() {
        server = LibertyServer.create(
                        "endurance", yaml(), Map.of("HTTP_WRITE_TIMEOUT", WRITE_TIMEOUT.toSeconds() + "s"))
                .inFull();
    }

    Ground start() {
        server.start();
        return this;
    }

    /** The first calls of a server take their time, and fill pools and caches, which is not the subject. */
    void warmUp() {
        upstream.answers("/steady/v1/chat/completions")
                .streamsRaw(OpenAiWire.compatible().streamed("well"));
        Crowd crowd = new Crowd(server.port(), "key-of-the-endurance-tests", WARM_UP);
        for (int round = 0; round < 40; round++) {
            crowd.call(100, """
                    {"model": "@steady/m", "stream": true, "messages": [{"role": "user", "content": "Hi"}]}""");
        }
    }

    Upstream upstream() {
        return upstream;
    }

    LibertyServer server() {
        return server;
    }

    Caller caller() {
        return new Caller(server.port());
    }

    private String yaml() {
        return "patchbay:\n  call: {slow-reader: %dms}\n  providers:\n".formatted(SLOW_READER.toMillis())
                + row("cut-openai", "openai", TOUGH)
                + row("cut-anthropic", "anthropic", TOUGH)
                + row("cut-google", "google", TOUGH)
                + row("cut-responses", "openai", TOUGH + "      endpoints: [responses]\n")
                + row(
                        "silent",
                        "openai",
                        TOUGH + "      clocks: {first-event: %ds}\n".formatted(FIRST_EVENT.toSeconds()))
                + row("stopped", "openai", TOUGH)
                + row("beside", "openai", TOUGH)
                + row("out-a", "openai", NERVOUS)
                + row("out-b", "openai", NERVOUS)
                + row("out-c", "openai", NERVOUS)
                + row("flapping", "openai", NERVOUS)
                + row("steady", "openai", TOUGH)
                + ALIASES;
    }

    private String row(String id, String dialect, String more) {
        return """
                    %s:
                      base-url: "%s"
                      dialect: %s
                      max-concurrent: 2048
                %s""".formatted(id, upstream.at("/" + id + "/v1"), dialect, more);
    }

    /** Its breaker is not the subject. */
    private static final String TOUGH = "      circuit-breaker: {failures: 20000, delay: 1s, successes: 1}\n";

    private static final String NERVOUS =
            "      circuit-breaker: {failures: 3, delay: %ds, successes: 1}\n".formatted(BREAKER_DELAY.toSeconds());

    private static final String ALIASES = """
              aliases:
                any-of-three: {models: ["@out-a/m", "@out-b/m", "@out-c/m"]}
                flapping-then-steady: {models: ["@flapping/m", "@steady/m"], on-cut: hold}
            """;

    @Override
    public void close() throws IOException {
        server.close();
        upstream.close();
    }
}

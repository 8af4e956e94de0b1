package io.patchbay.testing;

import java.util.List;

/** The operator's file of {@link RunningPatchbay}: every provider is the one upstream, each under a path of its own. */
final class SharedConfiguration {

    /** Vendors' rows as they ship, each with an address here. */
    private static final List<String> KNOWN = List.of(
            "openai",
            "openrouter",
            "deepseek",
            "siliconflow",
            "anthropic",
            "google",
            "groq",
            "mistral",
            "xai",
            "together",
            "huggingface",
            "cerebras",
            "perplexity",
            "ollama");

    /** Servers that are nothing but an address to Patchbay. */
    private static final List<String> PLAIN = List.of("custom", "reserve", "crusoe", "gpustack", "zai", "gemini");

    private SharedConfiguration() {}

    static String yaml(Upstream upstream) {
        StringBuilder yaml = new StringBuilder(
                "patchbay:\n  operators: [tests]\n  auditors: [auditor]\n  default-model: openai/gpt-4o\n  providers:\n");
        for (String id : KNOWN) {
            yaml.append(row(id, upstream, "/v1", ONE_TRY)).append(PATIENT);
        }
        yaml.append(row("azure", upstream, "", "      azure: {api-version: \"2024-10-21\"}\n" + ONE_TRY))
                .append(PATIENT);
        for (String id : PLAIN) {
            yaml.append(row(id, upstream, "/v1", DIALECT)).append(PATIENT);
        }
        yaml.append(row("compatible", upstream, "/v1", DIALECT + ONE_TRY)).append(PATIENT);
        yaml.append(row("flaky", upstream, "/v1", DIALECT)).append(NERVOUS);
        yaml.append(row("steady", upstream, "/v1", DIALECT)).append(NERVOUS);
        yaml.append(row("probed", upstream, "/v1", DIALECT + ONE_TRY)).append(ONE_STRIKE);
        yaml.append(row("probed-too", upstream, "/v1", DIALECT + ONE_TRY)).append(ONE_STRIKE);
        yaml.append(row("chained", upstream, "/v1", DIALECT)).append(PATIENT);
        yaml.append(row("stingy", upstream, "/v1", DIALECT + "      retry-budget: 0\n"))
                .append(PATIENT);
        yaml.append(row("mirrored", upstream, "/v1", DIALECT)).append(HASTY);
        yaml.append(row("mirrored-twice", upstream, "/v1", DIALECT)).append(HASTY_AND_WARY);
        yaml.append(row("claude", upstream, "/v1", "      dialect: anthropic\n"))
                .append(HASTY);
        yaml.append(row("agg", upstream, "/v1", DIALECT + "      aggregator: true\n"))
                .append(NERVOUS);
        yaml.append(row("batched", upstream, "/v1", DIALECT + "      embedding-batch: {inputs: 10}\n"))
                .append(PATIENT);
        yaml.append(row(
                        "strict",
                        upstream,
                        "/v1",
                        DIALECT + "      fields: {unsupported: reject, leave-out: [user]}\n"))
                .append(PATIENT);
        yaml.append(row("narrow", upstream, "/v1", DIALECT, "max-concurrent: 1, max-waiting: 1, max-wait: 2s"))
                .append(PATIENT);
        yaml.append(row("paced", upstream, "/v1", DIALECT + "      requests-per-minute: 3\n"))
                .append(PATIENT);
        yaml.append(row("quick", upstream, "/v1", DIALECT)).append(PATIENT).append(QUICK_CLOCKS);
        return yaml.append(FALLBACK)
                .append(ALIASES)
                .append("  media: {allowed-networks: [127.0.0.0/8]}\n")
                .toString();
    }

    private static String row(String id, Upstream upstream, String base, String more) {
        return row(id, upstream, base, more, "max-concurrent: 2048");
    }

    /** @param limits {@code key: value} with commas between */
    private static String row(String id, Upstream upstream, String base, String more, String limits) {
        String lines = limits.replace(", ", "\n      ");
        return """
                    %s:
                      base-url: %s
                      api-key: sk-upstream-%s-0123456789abcdef
                      structured-output: json-schema
                      %s
                """.formatted(id, upstream.at("/" + id + base), id, lines) + more;
    }

    /** What clients do themselves when a provider fails is the subject there. */
    private static final String ONE_TRY = "      retry-budget: 0\n";

    private static final String DIALECT = "      dialect: openai\n";

    /** Errors are the subject of many tests, and shall not open a breaker in the others. */
    private static final String PATIENT = "      circuit-breaker: {failures: 500, delay: 1s, successes: 1}\n";

    private static final String NERVOUS = "      circuit-breaker: {failures: 3, delay: 2s, successes: 1}\n";

    private static final String ONE_STRIKE = "      circuit-breaker: {failures: 1, delay: 400ms, successes: 1}\n";

    private static final String HASTY = "      circuit-breaker: {failures: 3, delay: 300ms, successes: 1}\n";

    private static final String HASTY_AND_WARY = "      circuit-breaker: {failures: 2, delay: 300ms, successes: 2}\n";

    private static final String QUICK_CLOCKS = "      clocks: {connect: 1s, first-event: 1s, silence: 1s, call: 5s}\n";

    private static final String ALIASES = """
              aliases:
                held: {models: ["@custom/m", "@reserve/m"], on-cut: hold}
                continued: {models: ["@custom/m", "@reserve/m"], on-cut: continue}
                hedged: {models: ["@custom/m", "@reserve/m"], hedge: 300ms}
            """;

    private static final String FALLBACK = """
              fallback:
                openrouter: []
                siliconflow: []
                agg: [agg/sound]
                chained: [second]
                cross-provider:
                  enabled: true
                  chain: [{provider: reserve, model: reserve/model}]
            """;
}

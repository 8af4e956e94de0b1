package io.patchbay.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.access.ClaimSettings;
import io.patchbay.access.DirectorySettings;
import io.patchbay.access.Peppers;
import io.patchbay.call.Role;
import io.patchbay.catalogue.OnCut;
import io.patchbay.ledger.LedgerSettings.OnOutage;
import io.patchbay.ledger.LedgerSettings.Retention;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.ProviderSettings.Endpoint;
import io.patchbay.provider.ProviderSettings.Key.Sent;
import io.patchbay.provider.ProviderSettings.Limits;
import io.patchbay.provider.ProviderSettings.StructuredOutput;
import io.patchbay.routing.Alias;
import io.patchbay.routing.Hedge;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

    private static final String CORP = """
            patchbay:
              providers:
                corp:
                  base-url: https://llm.corp.example/v1
                  api-key: ${CORP_KEY:}
                  clocks: {connect: 300ms, whole-answer: 90s, call: 2m}
            """;

    @Test
    void shipsTheRowsThatWork() {
        assertThat(Read.defaults(Map.of()).routes().providers().keySet())
                .containsExactly(
                        "openrouter",
                        "siliconflow",
                        "azure",
                        "openai",
                        "deepseek",
                        "anthropic",
                        "google",
                        "ollama",
                        "groq",
                        "mistral",
                        "xai",
                        "together",
                        "huggingface",
                        "cohere",
                        "cerebras",
                        "perplexity",
                        "fireworks",
                        "vllm",
                        "sandbox");
    }

    @Test
    void laysTheOperatorsFileOverTheBuiltInRows() {
        ProviderSettings openai = row(Read.yaml("""
                patchbay:
                  providers:
                    openai: {max-concurrent: 7, clocks: {silence: 3s}}
                """), "openai");

        assertThat(openai.limits().concurrent()).isEqualTo(7);
        assertThat(openai.clocks().silence()).isEqualTo(Duration.ofSeconds(3));
        assertThat(openai.baseUrl()).hasToString("Optional[https://api.openai.com/v1]");
    }

    @Test
    void aRowServesChatsAloneUnlessItSaysMore() {
        Configuration read = Read.yaml("patchbay: {providers: {corp: {endpoints: [responses, completions]}}}");

        assertThat(row(read, "corp").endpoints()).containsExactlyInAnyOrder(Endpoint.RESPONSES, Endpoint.COMPLETIONS);
        assertThat(row(read, "openai").endpoints()).containsExactlyInAnyOrder(Endpoint.values());
        assertThat(row(read, "perplexity").endpoints()).isEmpty();
    }

    @Test
    void readsJsonAndToml() {
        String json = """
                {"patchbay": {"providers": {"corp": {"base-url": "https://llm.corp.example/v1"}}}}""";
        String toml = """
                [patchbay.providers.corp]
                base-url = "https://llm.corp.example/v1"
                """;

        assertThat(row(Read.file("corp.json", json, Map.of()), "corp").available())
                .isTrue();
        assertThat(row(Read.file("corp.toml", toml, Map.of()), "corp").available())
                .isTrue();
    }

    @Test
    void letsTheEnvironmentOverrideWhatARowSaysAndWhatItLeavesOut() {
        ProviderSettings corp = row(
                Read.yaml(
                        CORP,
                        Map.of(
                                "PATCHBAY_PROVIDERS_CORP_CLOCKS_CONNECT",
                                "9s",
                                "PATCHBAY_PROVIDERS_CORP_AGGREGATOR",
                                "true")),
                "corp");

        assertThat(corp.clocks().connect()).isEqualTo(Duration.ofSeconds(9));
        assertThat(corp.clocks().wholeAnswer()).isEqualTo(Duration.ofSeconds(90));
        assertThat(corp.clocks().call()).isEqualTo(Duration.ofMinutes(2));
        assertThat(corp.aggregator()).isTrue();
    }

    @Test
    void neverMakesARowOfTheEnvironment() {
        Configuration read = Read.yaml(CORP, Map.of("PATCHBAY_PROVIDERS_OTHER_BASE_URL", "https://other.example/v1"));

        assertThat(read.routes().providers()).doesNotContainKey("other");
    }

    @Test
    void overridesOneItemOfAList() {
        Configuration read = Read.defaults(Map.of("PATCHBAY_FALLBACK_OPENROUTER_0_", "openai/gpt-5"));

        assertThat(read.routes().fallback().models().get("openrouter")).first().isEqualTo("openai/gpt-5");
    }

    @Test
    void resolvesExpressionsAndTakesBlankForAbsent() {
        assertThat(row(Read.yaml(CORP, Map.of("CORP_KEY", "a-key")), "corp").available())
                .isTrue();
        assertThat(row(Read.yaml(CORP), "corp").unavailableBecause()).contains("set CORP_KEY");
    }

    @Test
    void takesABlankVariableForOneThatIsNotSet() {
        Configuration read = Read.defaults(
                Map.of("OPENAI_MODEL", "", "PATCHBAY_PROVIDERS_OPENAI_BASE_URL", " ", "PATCHBAY_DEFAULT_MODEL", ""));

        assertThat(row(read, "openai").defaultModel()).contains("gpt-4o");
        assertThat(row(read, "openai").available()).isFalse();
        assertThat(row(read, "openai").baseUrl()).hasToString("Optional[https://api.openai.com/v1]");
        assertThat(read.routes().defaultModel()).contains("openai/gpt-4o");
    }

    @Test
    void takesModelIdsOfAnyFormAsKeys() {
        Configuration read = Read.yaml("""
                patchbay:
                  models:
                    openrouter:
                      "Vendor/Some.Model-v1:free": {context-window: 1000, prices: {input: 0.1, output: 0.2}}
                  resolve:
                    "Vendor/": [openrouter]
                """);

        assertThat(read.routes().catalogue().find("openrouter", "Vendor/Some.Model-v1:free"))
                .isPresent();
        assertThat(read.values())
                .containsEntry("patchbay.models.openrouter.\"Vendor/Some.Model-v1:free\".context-window", "1000");
    }

    @Test
    void knowsTheFamiliarNamesOfTheEnvironment() {
        Configuration read = Read.defaults(Map.ofEntries(
                Map.entry("OPENAI_API_KEY", "k1"),
                Map.entry("OPENAI_MODEL", "gpt-5-mini"),
                Map.entry("OPENAI_MAX_TOKENS", "321"),
                Map.entry("OPENAI_ORGANIZATION", "org-7"),
                Map.entry("ANTHROPIC_API_KEY", "k2"),
                Map.entry("OPENROUTER_API_KEY", "k3"),
                Map.entry("OPENROUTER_HTTP_REFERER", "https://portal.example"),
                Map.entry("OPENROUTER_X_TITLE", "Portal"),
                Map.entry("SILICONFLOW_API_KEY", "k4"),
                Map.entry("DEEPSEEK_API_KEY", "k5"),
                Map.entry("AZURE_OPENAI_ENDPOINT", "https://corp.openai.azure.com"),
                Map.entry("AZURE_OPENAI_API_KEY", "k6"),
                Map.entry("GEMINI_API_KEY", "k7"),
                Map.entry("OLLAMA_BASE_URL", "http://gpu:11434"),
                Map.entry("LOCAL_MODEL", "mistral"),
                Map.entry("LLM_PROVIDER", "openai")));

        assertThat(read.routes().available()).hasSize(9);
        assertThat(read.routes().defaultModel()).contains("@openai/gpt-5-mini");
        assertThat(row(read, "openai").maxTokens()).hasValue(321);
        assertThat(row(read, "openai").headers()).containsEntry("OpenAI-Organization", "org-7");
        assertThat(row(read, "openrouter").headers())
                .containsEntry("HTTP-Referer", "https://portal.example")
                .containsEntry("X-Title", "Portal");
        assertThat(row(read, "azure").key().sent()).isEqualTo(Sent.API_KEY);
        assertThat(row(read, "ollama").baseUrl()).hasToString("Optional[http://gpu:11434/v1]");
    }

    @ParameterizedTest
    @CsvSource({"bearer, BEARER", "api-key, API_KEY", "x-api-key, X_API_KEY", "x-goog-api-key, X_GOOG_API_KEY"})
    void sendsAKeyInTheHeaderOfTheRow(String word, Sent sent) {
        Configuration read = Read.yaml("patchbay: {providers: {corp: {api-key: k, api-key-header: " + word + "}}}");

        assertThat(row(read, "corp").key().sent()).isEqualTo(sent);
    }

    @Test
    void takesTheKeysOfFurtherVendorsFromTheirOwnVariables() {
        Configuration read = Read.defaults(Map.ofEntries(
                Map.entry("GROQ_API_KEY", "k1"),
                Map.entry("MISTRAL_API_KEY", "k2"),
                Map.entry("XAI_API_KEY", "k3"),
                Map.entry("TOGETHER_API_KEY", "k4"),
                Map.entry("HF_TOKEN", "k5"),
                Map.entry("COHERE_API_KEY", "k6"),
                Map.entry("CEREBRAS_API_KEY", "k7"),
                Map.entry("PERPLEXITY_API_KEY", "k8"),
                Map.entry("FIREWORKS_API_KEY", "k9"),
                Map.entry("VLLM_BASE_URL", "http://gpu:8000")));

        assertThat(read.routes().available())
                .contains(
                        "groq",
                        "mistral",
                        "xai",
                        "together",
                        "huggingface",
                        "cohere",
                        "cerebras",
                        "perplexity",
                        "fireworks",
                        "vllm");
        assertThat(row(read, "vllm").baseUrl()).hasToString("Optional[http://gpu:8000/v1]");
    }

    @Test
    void saysWhichVariableWouldMakeAProviderAvailable() {
        Configuration read = Read.defaults(Map.of());

        assertThat(row(read, "vllm").unavailableBecause()).contains("set VLLM_BASE_URL");
        assertThat(row(read, "together").unavailableBecause()).contains("set TOGETHER_API_KEY");
        assertThat(row(read, "ollama").unavailableBecause()).isEmpty();
    }

    @Test
    void readsHowAVendorsFieldsDiffer() {
        ProviderSettings.Fields fields = row(Read.yaml("""
                patchbay:
                  providers:
                    corp:
                      base-url: https://llm.corp.example/v1
                      fields:
                        rename: {seed: random_seed}
                        rename-for-reasoning: {max_tokens: max_completion_tokens}
                        leave-out: [user, logit_bias]
                        unsupported: reject
                """), "corp").fields();

        assertThat(fields.renamed()).containsExactly(Map.entry("seed", "random_seed"));
        assertThat(fields.renamedForReasoning()).containsExactly(Map.entry("max_tokens", "max_completion_tokens"));
        assertThat(fields.leftOut()).containsExactlyInAnyOrder("user", "logit_bias");
        assertThat(fields.unsupported()).isEqualTo(ProviderSettings.Unsupported.REJECT);
    }

    @Test
    void readsAliases() {
        Alias alias = Read.yaml("""
                patchbay:
                  aliases:
                    corp/large:
                      models: [openai/gpt-4o, "@anthropic/claude-sonnet-4-5"]
                      on-cut: hold
                      hedge: 2s
                      clocks: {first-event: 20s, call: 2m}
                """).routes().aliases().get("corp/large");

        assertThat(alias.models()).containsExactly("openai/gpt-4o", "@anthropic/claude-sonnet-4-5");
        assertThat(alias.manner().onCut()).contains(OnCut.HOLD);
        assertThat(alias.manner().patience().firstEvent()).contains(Duration.ofSeconds(20));
        assertThat(alias.manner().patience().silence()).isEmpty();
        assertThat(alias.hedge()).contains(new Hedge(Optional.of(Duration.ofSeconds(2))));
    }

    @Test
    void readsWhatTheClaimsOfATokenMean() {
        ClaimSettings claims = Read.yaml("""
                        patchbay:
                          jwt:
                            tenant-claim: tenant
                            team-claim: /org/team
                            roles-claim: groups
                            roles: {operator: [llm-admins], team-lead: [leads, heads]}
                        """).access().tokens().claims();

        assertThat(claims)
                .isEqualTo(new ClaimSettings(
                        Optional.of("tenant"),
                        Optional.of("/org/team"),
                        Optional.of("groups"),
                        Map.of(Role.OPERATOR, Set.of("llm-admins"), Role.TEAM_LEAD, Set.of("leads", "heads"))));
    }

    @Test
    void readsHowMuchAProviderIsGivenToDo() {
        Limits limits = row(Read.yaml("""
                        patchbay:
                          providers:
                            openai:
                              max-concurrent: 7
                              max-waiting: 3
                              max-wait: 2s
                              requests-per-minute: 500
                              tokens-per-minute: 30000
                        """), "openai").limits();

        assertThat(limits)
                .isEqualTo(new Limits(7, 3, Duration.ofSeconds(2), OptionalLong.of(500), OptionalLong.of(30_000)));
    }

    @Test
    void takesALocalModelForOllamas() {
        Configuration read = Read.defaults(Map.of("LLM_PROVIDER", "local", "LOCAL_MODEL", "mistral"));

        assertThat(read.routes().defaultModel()).contains("@ollama/ollama/mistral");
    }

    @Test
    void takesAnOllamaAddressWithItsPathToo() {
        assertThat(row(Read.defaults(Map.of("OLLAMA_BASE_URL", "http://gpu:11434/v1/")), "ollama")
                        .baseUrl())
                .hasToString("Optional[http://gpu:11434/v1]");
    }

    @Test
    void asksSiliconFlowForJsonObjects() {
        assertThat(row(Read.defaults(Map.of()), "siliconflow").structuredOutput())
                .isEqualTo(StructuredOutput.JSON_OBJECT);
    }

    @Test
    void namesTheCallersOfTheKeys() {
        Configuration read = Read.defaults(
                Map.of("PATCHBAY_API_KEYS", "portal:0123456789abcdef, fedcba9876543210", "HTTP_HOST", "*"));

        assertThat(read.access().keys())
                .containsExactlyInAnyOrderEntriesOf(Map.of("portal", "0123456789abcdef", "key-2", "fedcba9876543210"));
        assertThat(read.access().open()).isTrue();
        assertThat(read.access().closed()).isFalse();
    }

    @Test
    void takesTheTokensOfTheCompanysIdentityProvider() {
        Configuration read = Read.defaults(Map.of(
                "MP_JWT_VERIFY_ISSUER", "https://id.example",
                "MP_JWT_VERIFY_AUDIENCES", "patchbay, portal",
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION", "https://id.example/jwks"));

        assertThat(read.access().tokens().taken()).isTrue();
        assertThat(read.access().tokens().audiences()).containsExactly("patchbay", "portal");
    }

    @Test
    void closesAnOpenServerWithoutKeys() {
        assertThat(Read.defaults(Map.of("HTTP_HOST", "0.0.0.0")).access().closed())
                .isTrue();
        assertThat(Read.defaults(Map.of("HTTP_HOST", "127.0.0.1")).access().closed())
                .isFalse();
    }

    @Test
    void givesTheSameFactsTheSameVersion() {
        String version = Read.defaults(Map.of()).routes().catalogue().version();

        assertThat(Read.yaml(CORP).routes().catalogue().version()).isEqualTo(version);
        assertThat(Read.yaml("""
                patchbay: {models: {openai: {gpt-4o: {prices: {input: 9}}}}}
                """).routes().catalogue().version()).isNotEqualTo(version);
    }

    @Test
    void replacesLists() {
        Configuration read = Read.yaml("patchbay: {fallback: {openrouter: [openai/gpt-5]}}");

        assertThat(read.routes().fallback().models()).containsEntry("openrouter", List.of("openai/gpt-5"));
    }

    private static ProviderSettings row(Configuration read, String id) {
        return read.routes().provider(id).orElseThrow();
    }

    @Test
    void theFirstPepperIsForNewKeysAndTheOthersForOlderOnes() {
        String old = "an old pepper of some 32 characters";
        String fresh = "a new pepper of some 32 characters";
        Map<String, String> environment = Map.of("PATCHBAY_PEPPER", fresh);
        DirectorySettings read =
                Read.yaml("""
                        patchbay:
                          access: {peppers: {before: %s}, cache-age: 10m, trusted-proxies: [10.0.0.0/8]}
                        """.formatted(old), environment).access().directory();

        assertThat(read.peppers()).isEqualTo(new Peppers(List.of(fresh, old)));
        assertThat(read.peppers()).isNotEqualTo(new Peppers(List.of(old, fresh)));
        assertThat(read.cacheAge()).isEqualTo(Duration.ofMinutes(10));
        assertThat(read.trustedProxies()).hasToString("[10.0.0.0/8]");
        assertThat(Read.defaults(Map.of()).access().directory()).isEqualTo(DirectorySettings.NONE);
        assertThat(Read.defaults(Map.of("HTTP_HOST", "*", "PATCHBAY_PEPPER", fresh))
                        .access()
                        .closed())
                .isFalse();
    }

    @Test
    void saysWhatHappensWithoutTheDatabase() {
        String mib = "patchbay: {ledger: {on-outage: refuse, spool: {directory: /var/spool/patchbay, max-bytes: 1MB}}}";

        assertThat(Read.defaults(Map.of()).ledger().onOutage())
                .isEqualTo(new OnOutage(true, Optional.empty(), 256L << 20));
        assertThat(Read.yaml(mib).ledger().onOutage())
                .isEqualTo(new OnOutage(false, Optional.of(Path.of("/var/spool/patchbay")), 1 << 20));
        assertThat(Read.defaults(Map.of("PATCHBAY_LEDGER_ON_OUTAGE", "refuse"))
                        .ledger()
                        .onOutage()
                        .goesOn())
                .isFalse();
    }

    @Test
    void keepsCallsForAsLongAsIsSaid() {
        assertThat(Read.defaults(Map.of()).ledger().retention()).isEqualTo(Retention.ALL);
        assertThat(Read.yaml("patchbay: {ledger: {retention: {calls: 0, sums: 0d}}}")
                        .ledger()
                        .retention())
                .isEqualTo(Retention.ALL);
        assertThat(Read.yaml("patchbay: {ledger: {retention: {calls: 90d, sums: 90d}}}")
                        .ledger()
                        .retention())
                .isEqualTo(new Retention(Optional.of(Duration.ofDays(90)), Optional.of(Duration.ofDays(90))));
        assertThat(Read.defaults(Map.of("PATCHBAY_LEDGER_RETENTION_CALLS", "400d"))
                        .ledger()
                        .retention()
                        .calls())
                .contains(Duration.ofDays(400));
    }
}

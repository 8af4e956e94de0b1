package io.patchbay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MistakesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    base-url: ftp://corp.example              | corp.base-url = 'ftp://corp.example'       | http or https
                    base-url: "https://user:pw@corp.example"  | corp.base-url                              | without user
                    dialect: telepathy                        | corp.dialect = 'telepathy'                 | [anthropic, google, openai]
                    clocks: {connect: 5 sec}                  | corp.clocks.connect = '5 sec'              | 300ms, 5s or 10m
                    clocks: {silence: 0s}                     | corp.clocks.silence = '0s'                 | a duration
                    circuit-breaker: {failures: 0}            | corp.circuit-breaker.failures = '0'        | at least 1
                    circuit-breakr: {failures: 2}             | corp.circuit-breakr.failures = '2'         | circuit-breaker.failures
                    max-concurrent: many                      | corp.max-concurrent = 'many'               | whole number
                    max-waiting: -1                           | corp.max-waiting = '-1'                    | at least 0
                    max-wait: long                            | corp.max-wait = 'long'                     | 300ms, 5s or 10m
                    requests-per-minute: 0                    | corp.requests-per-minute = '0'             | at least 1
                    tokens-per-minute: 2.5                    | corp.tokens-per-minute = '2.5'             | whole number
                    retry-budget: 20%                         | corp.retry-budget = '20%'                  | from 0 to 1
                    retry-budget: 1.5                         | corp.retry-budget = '1.5'                  | from 0 to 1
                    aggregator: sometimes                     | corp.aggregator = 'sometimes'              | true' or 'false'
                    structured-output: xml                    | corp.structured-output = 'xml'             | json-object'
                    headers: {Authorization: x}               | corp.headers.Authorization                 | not a row's to set
                    headers: {X-A: "a\\nb"}                   | corp.headers.X-A                           | printable
                    endpoints: [responces]                    | corp.endpoints = 'responces'               | [responses, completions, embeddings, moderations]
                    endpoints: responses                      | corp.endpoints = 'responses'               | a list
                    forward-headers: all                      | corp.forward-headers = 'all'               | a list
                    clocks: none                              | corp.clocks = 'none'                       | a mapping
                    forward-headers: [Authorization]          | corp.forward-headers = 'Authorization'     | must not reach
                    forward-headers: [X-Api-Key]              | corp.forward-headers                       | must not reach
                    forward-headers: [X-Session-Token]        | corp.forward-headers                       | must not reach
                    headers: {X-Goog-Api-Key: x}              | corp.headers.X-Goog-Api-Key                | not a row's to set
                    """)
    void saysWhatStandsThereAndWhatWouldBeRight(String setting, String what, String right) {
        String yaml = "patchbay:\n  providers:\n    corp:\n      " + setting + "\n";

        assertThat(mistakes(yaml))
                .contains("patchbay.providers." + what)
                .contains(right)
                .contains("corp.yaml, line ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "a": {}                                      | a.models                  | at least one model
                    "a": {models: ["@nobody/m"]}                 | a.models = '@nobody/m'    | no provider serves such a model
                    "a": {models: [b], on-cut: pray}             | a.on-cut = 'pray'         | 'fail', 'hold' or 'continue'
                    "a": {models: [b], hedge: soon}              | a.hedge = 'soon'          | 'p95' or a duration
                    "a": {models: [c]}, "c": {models: [b]}       | a.models = 'c'            | no other alias
                    "@a": {models: [b]}                          | @a                        | does not begin with '@'
                    """)
    void saysWhatIsWrongWithAnAlias(String aliases, String what, String right) {
        assertThat(mistakes("patchbay: {aliases: {" + aliases + "}}"))
                .contains(what)
                .contains(right);
    }

    @Test
    void namesTheLine() {
        assertThat(mistakes("""
                patchbay:
                  rest:
                    max-body: lots
                """)).contains("corp.yaml, line 3");
    }

    @Test
    void tellsAllMistakesAtOnce() {
        assertThat(mistakes("""
                patchbay:
                  rest: {max-body: lots}
                  call: {deadline: soon, max-attempts: 0}
                  resolve: {"corp/": [corp]}
                  fallback: {corp: [a], cross-provider: {chain: [{provider: corp, model: x}, {model: y}]}}
                  models: {corp: {x: {}}, openai: {y: {prices: {input: -1}, capabilities: [flying], effective-from: soon}}}
                """))
                .contains("has 11 mistake(s)")
                .contains("patchbay.resolve.\"corp/\" = 'corp'")
                .contains("patchbay.fallback.cross-provider.chain[0].provider")
                .contains("patchbay.models.openai.y.capabilities = 'flying'");
    }

    @Test
    void refusesIdsThatNoVariableCouldName() {
        assertThat(mistakes("patchbay: {providers: {Corp_1: {}}}")).contains("lower-case letters");
    }

    @Test
    void refusesTwoSettingsOfOneVariable() {
        assertThat(mistakes("""
                patchbay:
                  resolve:
                    "a/": [openai]
                    "a.": [openai]
                """)).contains("same environment variable (PATCHBAY_RESOLVE__A___0_)");
    }

    @Test
    void refusesAKeyTwice() {
        assertThat(mistakes("patchbay: {rest: {}, rest: {}}")).contains("can't be read");
    }

    @Test
    void refusesWhatIsNoYaml() {
        assertThat(mistakes("patchbay: [")).contains("can't be read").contains("line ");
        assertThat(mistakes("just a text")).contains("'patchbay' at its top");
    }

    @Test
    void asksForADefaultWhereAVariableIsNotSet() {
        assertThat(mistakes("patchbay: {providers: {corp: {base-url: \"${NOT_SET_ANYWHERE}\"}}}"))
                .contains("'${NAME:}'");
    }

    @Test
    void refusesAnUnknownProviderAsDefault() {
        assertThatExceptionOfType(InvalidConfiguration.class)
                .isThrownBy(() -> Read.defaults(Map.of("LLM_PROVIDER", "skynet")))
                .withMessageContaining("'skynet'")
                .withMessageContaining("openrouter");
    }

    @Test
    void showsNoSecret() {
        assertThat(mistakes("patchbay: {providers: {corp: {api-key: \"sk-very\\nsecret\", api-key-header: cookie}}}"))
                .contains("patchbay.providers.corp.api-key = (hidden)")
                .doesNotContain("sk-very");
        assertThatExceptionOfType(InvalidConfiguration.class)
                .isThrownBy(() -> Read.defaults(Map.of("PATCHBAY_API_KEYS", "portal:tiny-key")))
                .withMessageContaining("'portal' is shorter than 16")
                .withMessageNotContaining("tiny-key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patchbay: {providers: {corp: {apikey: SECRET}}}",
                "patchbay: {providers: {corp: {api-keyy: SECRET}}}",
                "patchbay: {providers: {corp: SECRET}}",
                "patchbay: {providers: {corp: {clocks: SECRET}}}",
                "patchbay: {providers: {corp: {dialect: SECRET}}}",
                "patchbay: {providers: {corp: {base-url: 'https://me:SECRET@corp.example/'}}}",
                "patchbay: {providers: {corp: {base-url: 'https://corp.example/?key=SECRET'}}}",
                "patchbay: {providers: {corp: {headers: {X-A: \"SECRET\\nx\"}}}}",
                "patchbay:\n  providers: {corp: {api-key: SECRET}\n  rest: [",
                "patchbay: {providers: {corp: {api-key: *SECRET}}}",
                "patchbay: {providers: {corp: {api-key: !<SECRET> x, api-key-header: y}}}"
            })
    void showsNoSecretThatStandsInTheWrongPlace(String yaml) {
        assertThat(mistakes(yaml.replace("SECRET", "sk-0123456789abcdef")))
                .contains("mistake(s)")
                .doesNotContain("0123456789");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"patchbay\": {\"api-keys\": sk0123456789abcdef}}", "{\"patchbay\": 'sk0123456789abcdef'}"})
    void showsNoSecretOfJsonThatDoesNotParse(String json) {
        assertThatExceptionOfType(InvalidConfiguration.class)
                .isThrownBy(() -> Read.file("corp.json", json, Map.of()))
                .withMessageContaining("corp.json, line 1")
                .withMessageNotContaining("0123456789");
    }

    @Test
    void keepsPatchbaysOwnNamesForItself() {
        assertThat(mistakes("patchbay: {providers: {spare-01: {}}}")).contains("Patchbay's own names");
        assertThat(mistakes("patchbay: {providers: {cross-provider: {}}}")).contains("Patchbay's own names");
    }

    @Test
    void readsOneDocumentWithoutAliases() {
        assertThat(mistakes("patchbay: {}\n---\npatchbay: {}")).contains("another follows");
        assertThat(mistakes("patchbay: {providers: {a: &row {dialect: openai}, b: *row}}"))
                .contains("aliases are not read");
    }

    @Test
    void boundsABodyByWhatTheServerTakes() {
        assertThat(mistakes("patchbay: {rest: {max-body: 33MB}}")).contains("at most 32MB");
        assertThat(mistakes("patchbay: {rest: {max-body: 0MB}}")).contains("patchbay.rest.max-body = '0MB'");
    }

    @Test
    void saysWhatAnOutageMayBeToldToDo() {
        assertThat(mistakes("patchbay: {ledger: {on-outage: stop, spool: {max-bytes: much}}}"))
                .contains("patchbay.ledger.on-outage = 'stop'", "'continue' or 'refuse'")
                .contains("patchbay.ledger.spool.max-bytes = 'much'", "512kB or 20MB");
    }

    @Test
    void saysHowLongCallsMayBeKept() {
        assertThat(mistakes("patchbay: {ledger: {retention: {calls: long, sums: 5m}}}"))
                .contains("patchbay.ledger.retention.calls = 'long'", "patchbay.ledger.retention.sums = '5m'")
                .contains("a number of days such as 400d");
        String early = "sums are kept for as long as their calls";
        assertThat(mistakes("patchbay: {ledger: {retention: {calls: 400d, sums: 399d}}}"))
                .contains("patchbay.ledger.retention.sums = '399d'", early);
        assertThat(mistakes("patchbay: {ledger: {retention: {sums: 399d}}}")).contains(early);
    }

    @Test
    void showsVariablesThatOverrideNothing() {
        Set<String> known = Set.of("patchbay.providers.corp.base-url", "patchbay.call.deadline");
        assertThat(Overrides.unused(
                        known,
                        Set.of(
                                "PATCHBAY_PROVIDERS_CORP_BASE_URL",
                                "PATCHBAY_PROVIDERS_CORP_BASEURL",
                                "PATCHBAY_CALL_DEADLINE",
                                "PATCHBAY_CONFIG",
                                "PATCHBAY_CALL_SERVICE_HOST",
                                "PATCHBAY_CALL_PORT_80_TCP")))
                .containsExactly("PATCHBAY_PROVIDERS_CORP_BASEURL");
    }

    @Test
    void refusesHalfAnIdentityProvider() {
        assertThatExceptionOfType(InvalidConfiguration.class)
                .isThrownBy(() -> Read.defaults(Map.of(
                        "MP_JWT_VERIFY_ISSUER", "https://id.example", "MP_JWT_VERIFY_PUBLICKEY_ALGORITHM", "HS256")))
                .withMessageContaining("RS256 or ES256")
                .withMessageContaining("mp.jwt.verify.audiences and mp.jwt.verify.publickey.location");
    }

    private static String mistakes(String yaml) {
        try {
            Read.yaml(yaml);
            return "none";
        } catch (InvalidConfiguration e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void aPepperIsNeverShown() {
        String mistakes = mistakes("""
                patchbay:
                  access:
                    pepper: too plain
                    peppers: {old: plainer}
                    peper: plainest
                    cache-age: long
                    trusted-proxies: [10.0.0.1]
                """);

        assertThat(mistakes)
                .contains("patchbay.access.pepper = (hidden)")
                .contains("patchbay.access.peppers.old = (hidden)")
                .contains("at least 32 random characters are expected")
                .contains("did you mean 'patchbay.access.pepper'?")
                .contains("patchbay.access.cache-age = 'long'")
                .contains("patchbay.access.trusted-proxies = '10.0.0.1'")
                .doesNotContain("plain");
    }
}

package io.patchbay.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.provider.Dialect;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.ProviderSettings.Batch;
import io.patchbay.provider.ProviderSettings.Breaker;
import io.patchbay.provider.ProviderSettings.Clocks;
import io.patchbay.provider.ProviderSettings.Endpoint;
import io.patchbay.provider.ProviderSettings.Fields;
import io.patchbay.provider.ProviderSettings.Key.Sent;
import io.patchbay.provider.ProviderSettings.Limits;
import io.patchbay.provider.ProviderSettings.StructuredOutput;
import io.patchbay.provider.ProviderSettings.Unsupported;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code patchbay.providers}. */
final class ProviderRows {

    private static final String ID = "[a-z][a-z0-9-]*";
    private static final Pattern RESERVED = Pattern.compile("spare-.*|" + RoutesReader.CROSS_PROVIDER);
    private static final Duration SHORTEST_PROBE = Duration.ofSeconds(1);
    private static final String ENDPOINTS = "an endpoint is expected: "
            + Arrays.stream(Endpoint.values()).map(Endpoint::word).toList();

    private ProviderRows() {}

    static SequencedMap<String, ProviderSettings> read(Section providers) {
        SequencedMap<String, ProviderSettings> rows = new LinkedHashMap<>();
        providers.sections().forEach((id, row) -> {
            ProviderSettings read = read(id, row);
            if (RESERVED.matcher(id).matches()) {
                providers.problem(id, "", "'spare-…' and 'cross-provider' are Patchbay's own names; take another id");
            } else if (id.matches(ID)) {
                rows.put(id, read);
            } else {
                providers.problem(
                        id, id, "a provider's id is lower-case letters, digits and hyphens, and begins with a letter");
            }
        });
        return rows;
    }

    private static ProviderSettings read(String id, Section row) {
        return ProviderSettings.builder(id)
                .dialect(row.value(
                                "dialect",
                                "a dialect is expected: " + Dialect.NAMES,
                                text -> Optional.of(text).filter(Dialect.NAMES::contains))
                        .orElse("openai"))
                .baseUrl(baseUrl(row))
                .baseUrlSetting(setting(id, "base-url", row))
                .key(key(id, row))
                .headers(Headers.of(row.section("headers")))
                .forwardHeaders(Headers.forwarded(row))
                .aggregator(row.flag("aggregator").orElse(false))
                .stripPrefix(row.text("strip-prefix"))
                .defaultModel(row.text("default-model"))
                .maxTokens(row.integer("max-tokens", 1).map(OptionalInt::of).orElse(OptionalInt.empty()))
                .structuredOutput(structuredOutput(row))
                .streamUsage(row.flag("stream-usage").orElse(true))
                .endpoints(endpoints(row))
                .inlineMedia(row.flag("inline-media").orElse(false))
                .readsItself(row.list("reads-itself"))
                .fields(fields(row.section("fields")))
                .azure(azure(row))
                .clocks(clocks(row.section("clocks")))
                .probe(row.value("probe", "a duration of at least 1s is expected", ProviderRows::interval))
                .circuitBreaker(breaker(row.section("circuit-breaker")))
                .batch(batch(row.section("embedding-batch")))
                .limits(limits(row))
                .retryBudget(row.value("retry-budget", "a share from 0 to 1 is expected, such as 0.2", Values::share)
                        .orElse(ProviderSettings.DEFAULT_RETRY_BUDGET))
                .build();
    }

    private static Set<Endpoint> endpoints(Section row) {
        Set<Endpoint> endpoints = EnumSet.noneOf(Endpoint.class);
        for (String word : row.list("endpoints")) {
            Optional<Endpoint> named = Arrays.stream(Endpoint.values())
                    .filter(endpoint -> endpoint.word().equals(word))
                    .findFirst();
            named.ifPresentOrElse(endpoints::add, () -> row.problem("endpoints", word, ENDPOINTS));
        }
        return endpoints;
    }

    private static Fields fields(Section fields) {
        return new Fields(
                names(fields.section("rename")),
                names(fields.section("rename-for-reasoning")),
                new HashSet<>(fields.list("leave-out")),
                fields.value("unsupported", "'drop' or 'reject' is expected", ProviderRows::unsupported)
                        .orElse(Unsupported.DROP));
    }

    private static Optional<Unsupported> unsupported(String word) {
        return switch (word) {
            case "drop" -> Optional.of(Unsupported.DROP);
            case "reject" -> Optional.of(Unsupported.REJECT);
            default -> Optional.empty();
        };
    }

    private static Map<String, String> names(Section rename) {
        Map<String, String> names = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : rename.json().properties()) {
            rename.text(field.getKey()).ifPresent(name -> names.put(field.getKey(), name));
        }
        return names;
    }

    /** {@code base-path} is added where the address does not end with it, so that either way of writing it works. */
    private static Optional<URI> baseUrl(Section row) {
        Optional<URI> url = row.value(
                "base-url", "an http or https address without user, query and fragment is expected", Values::baseUrl);
        Optional<String> path = row.text("base-path");
        return url.map(uri -> path.map(end -> withPath(uri, end)).orElse(uri));
    }

    private static URI withPath(URI uri, String end) {
        String text = uri.toString().endsWith("/")
                ? uri.toString().substring(0, uri.toString().length() - 1)
                : uri.toString();
        return URI.create(text.endsWith(end) ? text : text + end);
    }

    private static ProviderSettings.Key key(String id, Section row) {
        Optional<String> value = row.value(
                "api-key",
                "a key is a single line of printable characters",
                text -> Optional.of(text).filter(Headers::isPrintable));
        Sent sent = row.value(
                        "api-key-header",
                        "'bearer', 'api-key', 'x-api-key' or 'x-goog-api-key' is expected",
                        ProviderRows::sent)
                .orElse(Sent.BEARER);
        boolean required = row.has("api-key") && !row.flag("api-key-optional").orElse(false);
        return new ProviderSettings.Key(value, sent, setting(id, "api-key", row), required);
    }

    private static Optional<Sent> sent(String word) {
        return switch (word) {
            case "bearer" -> Optional.of(Sent.BEARER);
            case "api-key" -> Optional.of(Sent.API_KEY);
            case "x-api-key" -> Optional.of(Sent.X_API_KEY);
            case "x-goog-api-key" -> Optional.of(Sent.X_GOOG_API_KEY);
            default -> Optional.empty();
        };
    }

    /** What an operator has to set: the variable that the row's expression names, or the key itself. */
    private static String setting(String id, String name, Section row) {
        String expression = row.raw(name);
        if (!expression.startsWith("${")) {
            return "patchbay.providers." + id + "." + name;
        }
        int end = expression.indexOf(':');
        return expression.substring(2, end < 0 ? expression.length() - 1 : end);
    }

    private static StructuredOutput structuredOutput(Section row) {
        return row.value("structured-output", "'json-schema' or 'json-object' is expected", word -> switch (word) {
                    case "json-schema" -> Optional.of(StructuredOutput.JSON_SCHEMA);
                    case "json-object" -> Optional.of(StructuredOutput.JSON_OBJECT);
                    default -> Optional.empty();
                })
                .orElse(StructuredOutput.JSON_SCHEMA);
    }

    private static Optional<ProviderSettings.Azure> azure(Section row) {
        if (!row.has("azure")) {
            return Optional.empty();
        }
        return Optional.of(new ProviderSettings.Azure(row.section("azure").text("api-version")));
    }

    private static Clocks clocks(Section clocks) {
        return new Clocks(
                clocks.duration("connect").orElse(Clocks.DEFAULT.connect()),
                clocks.duration("first-event").orElse(Clocks.DEFAULT.firstEvent()),
                clocks.duration("first-event-reasoning").orElse(Clocks.DEFAULT.firstEventReasoning()),
                clocks.duration("silence").orElse(Clocks.DEFAULT.silence()),
                clocks.duration("whole-answer").orElse(Clocks.DEFAULT.wholeAnswer()),
                clocks.duration("call").orElse(Clocks.DEFAULT.call()));
    }

    private static Optional<Duration> interval(String text) {
        return Values.duration(text).filter(interval -> interval.compareTo(SHORTEST_PROBE) >= 0);
    }

    private static Limits limits(Section row) {
        return new Limits(
                row.integer("max-concurrent", 1).orElse(Limits.DEFAULT.concurrent()),
                row.integer("max-waiting", 0).orElse(Limits.DEFAULT.waiting()),
                row.duration("max-wait").orElse(Limits.DEFAULT.longestWait()),
                perMinute(row, "requests-per-minute"),
                perMinute(row, "tokens-per-minute"));
    }

    private static OptionalLong perMinute(Section row, String key) {
        return row.integer(key, 1).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private static Batch batch(Section batch) {
        return new Batch(
                batch.integer("inputs", 1).orElse(Batch.DEFAULT.inputs()),
                batch.integer("tokens", 1).map(Integer::longValue).orElse(Batch.DEFAULT.tokens()));
    }

    private static Breaker breaker(Section breaker) {
        return new Breaker(
                breaker.integer("failures", 1).orElse(Breaker.DEFAULT.failures()),
                breaker.duration("delay").orElse(Breaker.DEFAULT.delay()),
                breaker.integer("successes", 1).orElse(Breaker.DEFAULT.successes()));
    }
}

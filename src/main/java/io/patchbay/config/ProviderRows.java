package io.patchbay.config;

import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.ProviderSettings.Breaker;
import io.patchbay.provider.ProviderSettings.Clocks;
import io.patchbay.provider.ProviderSettings.Key.Sent;
import io.patchbay.provider.ProviderSettings.StructuredOutput;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code patchbay.providers}. */
final class ProviderRows {

    private static final int DEFAULT_CONCURRENT = 256;
    private static final String ID = "[a-z][a-z0-9-]*";
    private static final Pattern RESERVED = Pattern.compile("spare-.*|" + RoutesReader.CROSS_PROVIDER);
    private static final Set<String> DIALECTS = Set.of("openai");

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
        return new ProviderSettings(
                id,
                row.value(
                                "dialect",
                                "a dialect is expected: " + DIALECTS,
                                text -> Optional.of(text).filter(DIALECTS::contains))
                        .orElse("openai"),
                baseUrl(row),
                key(id, row),
                Headers.of(row.section("headers")),
                Headers.forwarded(row),
                row.flag("aggregator").orElse(false),
                row.text("strip-prefix"),
                row.text("default-model"),
                row.integer("max-tokens", 1).map(OptionalInt::of).orElse(OptionalInt.empty()),
                structuredOutput(row),
                row.flag("stream-usage").orElse(true),
                azure(row),
                clocks(row.section("clocks")),
                breaker(row.section("circuit-breaker")),
                row.integer("max-concurrent", 1).orElse(DEFAULT_CONCURRENT));
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
        Sent sent = row.value("api-key-header", "'bearer' or 'api-key' is expected", ProviderRows::sent)
                .orElse(Sent.BEARER);
        return new ProviderSettings.Key(value, sent, setting(id, row.raw("api-key")), row.has("api-key"));
    }

    private static Optional<Sent> sent(String word) {
        return switch (word) {
            case "bearer" -> Optional.of(Sent.BEARER);
            case "api-key" -> Optional.of(Sent.API_KEY);
            default -> Optional.empty();
        };
    }

    /** What an operator has to set: the variable that the row's expression names, or the key itself. */
    private static String setting(String id, String expression) {
        if (!expression.startsWith("${")) {
            return "patchbay.providers." + id + ".api-key";
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
                clocks.duration("silence").orElse(Clocks.DEFAULT.silence()),
                clocks.duration("call").orElse(Clocks.DEFAULT.call()));
    }

    private static Breaker breaker(Section breaker) {
        return new Breaker(
                breaker.integer("failures", 1).orElse(Breaker.DEFAULT.failures()),
                breaker.duration("delay").orElse(Breaker.DEFAULT.delay()),
                breaker.integer("successes", 1).orElse(Breaker.DEFAULT.successes()));
    }
}

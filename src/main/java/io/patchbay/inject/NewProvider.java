package io.patchbay.inject;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A provider that is added at run time: the row that would otherwise stand in the configuration. Begin with {@link #at}.
 *
 * @param id {@code [a-z][a-z0-9-]*}
 * @param baseUrl http or https, without user, query and fragment, such as {@code https://llm.example.com/v1}
 * @param key its credential; empty if it asks for none
 * @param dialect how it speaks, such as {@code openai}
 * @param headers sent with each request
 * @param maxConcurrent calls at once, streams to their end
 */
public record NewProvider(
        String id,
        URI baseUrl,
        Optional<String> key,
        String dialect,
        Map<String, String> headers,
        StructuredOutput structuredOutput,
        Clocks clocks,
        Breaker breaker,
        int maxConcurrent) {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*");
    private static final int MAX_CONCURRENT = 256;

    /** How it is made to answer in JSON that follows a schema. */
    public enum StructuredOutput {
        /** It takes {@code response_format: json_schema}. */
        JSON_SCHEMA,
        /** It takes {@code json_object} alone: the schema goes as a hint before the messages. */
        JSON_OBJECT
    }

    /**
     * @param connect until the connection stands
     * @param firstEvent from the request's end to the first event of a stream that says anything of the answer
     * @param silence after that, until bytes come again
     * @param wholeAnswer all of a call that is not streamed
     * @param call all of it, streamed or not
     */
    public record Clocks(Duration connect, Duration firstEvent, Duration silence, Duration wholeAnswer, Duration call) {
        public static final Clocks DEFAULT = new Clocks(
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                Duration.ofSeconds(120),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10));

        public Clocks {
            requirePositive("connect clock", connect);
            requirePositive("first event clock", firstEvent);
            requirePositive("silence clock", silence);
            requirePositive("whole answer clock", wholeAnswer);
            requirePositive("call clock", call);
        }
    }

    /**
     * @param failures that open it, with nothing else between
     * @param delay until it lets a probe through
     * @param successes of probes that close it
     */
    public record Breaker(int failures, Duration delay, int successes) {
        public static final Breaker DEFAULT = new Breaker(3, Duration.ofMinutes(5), 1);

        public Breaker {
            require(failures >= 1, "a circuit breaker opens after 1 or more failures, not " + failures);
            require(successes >= 1, "a circuit breaker closes after 1 or more successes, not " + successes);
            requirePositive("delay of the circuit breaker", delay);
        }
    }

    /** @throws IllegalArgumentException if a value is not what it has to be */
    public NewProvider {
        require(ID.matcher(id).matches(), "a provider's id has the form [a-z][a-z0-9-]*, which '%s' has not", id);
        require(!dialect.isBlank(), "the provider '%s' names no dialect", id);
        require(key.isEmpty() || !key.get().isBlank(), "the key of the provider '%s' is blank", id);
        require(
                key.isEmpty() || key.get().chars().allMatch(c -> c > ' ' && c < 0x7F),
                "the key of the provider '%s' holds a character that a header can't carry",
                id);
        require(maxConcurrent >= 1, "the provider '%s' takes 1 or more calls at once, not " + maxConcurrent, id);
        headers = Map.copyOf(HeaderRules.checked(headers));
        requireHttp(id, baseUrl);
    }

    /**
     * A provider that speaks OpenAI's dialect, with the clocks and the breaker that configured ones have by default.
     *
     * @throws IllegalArgumentException if the id or the URL is not what it has to be
     */
    public static NewProvider at(String id, String baseUrl) {
        try {
            return new NewProvider(
                    id,
                    new URI(baseUrl),
                    Optional.empty(),
                    "openai",
                    Map.of(),
                    StructuredOutput.JSON_SCHEMA,
                    Clocks.DEFAULT,
                    Breaker.DEFAULT,
                    MAX_CONCURRENT);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the base URL of the provider '%s' is no URL".formatted(id), e);
        }
    }

    private static void requireHttp(String id, URI url) {
        String scheme = url.getScheme();
        require(
                "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme),
                "the base URL of the provider '%s' begins with http:// or https://",
                id);
        require(url.getHost() != null, "the base URL of the provider '%s' names no host", id);
        require(
                url.getUserInfo() == null && url.getQuery() == null && url.getFragment() == null,
                "the base URL of the provider '%s' has neither user, query nor fragment",
                id);
    }

    private static void requirePositive(String what, Duration time) {
        require(time.toMillis() >= 1, "the %s has at least a millisecond", what);
    }

    @SuppressWarnings("AnnotateFormatMethod") // would take a library for the annotation
    private static void require(boolean holds, String message, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(values.length == 0 ? message : message.formatted(values));
        }
    }

    public NewProvider withKey(String value) {
        return new NewProvider(
                id, baseUrl, Optional.of(value), dialect, headers, structuredOutput, clocks, breaker, maxConcurrent);
    }

    public NewProvider withDialect(String value) {
        return new NewProvider(id, baseUrl, key, value, headers, structuredOutput, clocks, breaker, maxConcurrent);
    }

    public NewProvider withHeaders(Map<String, String> value) {
        return new NewProvider(id, baseUrl, key, dialect, value, structuredOutput, clocks, breaker, maxConcurrent);
    }

    public NewProvider withStructuredOutput(StructuredOutput value) {
        return new NewProvider(id, baseUrl, key, dialect, headers, value, clocks, breaker, maxConcurrent);
    }

    public NewProvider withClocks(Clocks value) {
        return new NewProvider(id, baseUrl, key, dialect, headers, structuredOutput, value, breaker, maxConcurrent);
    }

    public NewProvider withBreaker(Breaker value) {
        return new NewProvider(id, baseUrl, key, dialect, headers, structuredOutput, clocks, value, maxConcurrent);
    }

    public NewProvider withMaxConcurrent(int value) {
        return new NewProvider(id, baseUrl, key, dialect, headers, structuredOutput, clocks, breaker, value);
    }

    /** Without the key and the headers' values, which may be as secret. */
    @Override
    public String toString() {
        return "NewProvider[%s, %s, %s, key %s]".formatted(id, dialect, baseUrl, key.isPresent() ? "set" : "not set");
    }
}

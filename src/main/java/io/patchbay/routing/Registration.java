package io.patchbay.routing;

import io.patchbay.provider.ProviderSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A provider's row as it is added from Java.
 *
 * @param takesSchemas whether it takes {@code response_format: json_schema}
 * @see ProviderSettings
 */
public record Registration(
        String id,
        String dialect,
        URI baseUrl,
        Optional<String> key,
        Map<String, String> headers,
        boolean takesSchemas,
        Clocks clocks,
        Breaker breaker,
        int maxConcurrent) {

    /** @see ProviderSettings.Clocks */
    public record Clocks(
            Duration connect, Duration firstEvent, Duration silence, Duration wholeAnswer, Duration call) {}

    /** @see ProviderSettings.Breaker */
    public record Breaker(int failures, Duration delay, int successes) {}

    ProviderSettings settings() {
        return ProviderSettings.builder(id)
                .dialect(dialect)
                .baseUrl(Optional.of(baseUrl))
                .key(new ProviderSettings.Key(key, ProviderSettings.Key.Sent.BEARER, "its key in Java", false))
                .headers(headers)
                .structuredOutput(
                        takesSchemas
                                ? ProviderSettings.StructuredOutput.JSON_SCHEMA
                                : ProviderSettings.StructuredOutput.JSON_OBJECT)
                .clocks(new ProviderSettings.Clocks(
                        clocks.connect,
                        clocks.firstEvent,
                        ProviderSettings.Clocks.DEFAULT.firstEventReasoning(),
                        clocks.silence,
                        clocks.wholeAnswer,
                        clocks.call))
                .circuitBreaker(new ProviderSettings.Breaker(breaker.failures, breaker.delay, breaker.successes))
                .limits(ProviderSettings.Limits.DEFAULT.withConcurrent(maxConcurrent))
                .build();
    }

    @Override
    public String toString() {
        return "Registration[" + id + ", " + dialect + ", " + baseUrl + "]";
    }
}

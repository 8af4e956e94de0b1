package io.patchbay.routing;

import io.patchbay.provider.ProviderSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

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
    public record Clocks(Duration connect, Duration firstEvent, Duration silence, Duration call) {}

    /** @see ProviderSettings.Breaker */
    public record Breaker(int failures, Duration delay, int successes) {}

    ProviderSettings settings() {
        return new ProviderSettings(
                id,
                dialect,
                Optional.of(baseUrl),
                new ProviderSettings.Key(key, ProviderSettings.Key.Sent.BEARER, "its key in Java", false),
                headers,
                Set.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                takesSchemas
                        ? ProviderSettings.StructuredOutput.JSON_SCHEMA
                        : ProviderSettings.StructuredOutput.JSON_OBJECT,
                true,
                Optional.empty(),
                new ProviderSettings.Clocks(clocks.connect, clocks.firstEvent, clocks.silence, clocks.call),
                new ProviderSettings.Breaker(breaker.failures, breaker.delay, breaker.successes),
                maxConcurrent);
    }

    @Override
    public String toString() {
        return "Registration[" + id + ", " + dialect + ", " + baseUrl + "]";
    }
}

package io.patchbay.testing;

import io.patchbay.catalogue.Manner;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.Price;
import io.patchbay.catalogue.Prices;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.ProviderSettings.Breaker;
import io.patchbay.provider.ProviderSettings.Key;
import io.patchbay.provider.Target;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Providers, models and targets as tests need them. */
public final class Rows {

    public static final Breaker BREAKER = new Breaker(3, Duration.ofSeconds(30), 1);

    private Rows() {}

    public static ProviderSettings provider(String id) {
        return row(id, Optional.of("sk-" + id), false, Optional.empty());
    }

    public static ProviderSettings withoutKey(String id) {
        return row(id, Optional.empty(), false, Optional.empty());
    }

    public static ProviderSettings aggregator(String id) {
        return row(id, Optional.of("sk-" + id), true, Optional.empty());
    }

    public static ProviderSettings stripping(String id, String prefix) {
        return row(id, Optional.of("sk-" + id), false, Optional.of(prefix));
    }

    private static ProviderSettings row(
            String id, Optional<String> key, boolean aggregator, Optional<String> stripPrefix) {
        return ProviderSettings.builder(id)
                .baseUrl(Optional.of(URI.create("http://127.0.0.1:9/" + id)))
                .key(new Key(key, Key.Sent.BEARER, id.toUpperCase(java.util.Locale.ROOT) + "_API_KEY", true))
                .aggregator(aggregator)
                .stripPrefix(stripPrefix)
                .circuitBreaker(BREAKER)
                .limits(ProviderSettings.Limits.DEFAULT.withConcurrent(16))
                .build();
    }

    /** A model that costs a dollar per million tokens read and two per million written. */
    public static Model model(String provider, String id, String wireId, int contextWindow) {
        return model(provider, id, List.of(), wireId, contextWindow);
    }

    public static Model model(String provider, String id, List<String> also, String wireId, int contextWindow) {
        return new Model(
                provider,
                id,
                also,
                wireId,
                OptionalInt.of(contextWindow),
                OptionalInt.empty(),
                Set.of(),
                Prices.always(Price.of(BigDecimal.ONE, BigDecimal.TWO)),
                Optional.empty(),
                Optional.empty(),
                false,
                Manner.USUAL);
    }

    public static Model model(String provider, String id) {
        return model(provider, id, id, 128_000);
    }

    public static Target target(ProviderSettings provider, String model) {
        return Target.of(provider, model, Optional.empty());
    }

    /** A target whose model the catalogue has. */
    public static Target listed(ProviderSettings provider, String model) {
        return Target.of(provider, model, Optional.of(model(provider.id(), model)));
    }
}

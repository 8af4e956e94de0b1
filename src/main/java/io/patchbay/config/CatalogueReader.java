package io.patchbay.config;

import io.patchbay.catalogue.Capability;
import io.patchbay.catalogue.Catalogue;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.Price;
import io.patchbay.provider.ProviderSettings;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads {@code patchbay.models}: by provider, then by id. */
final class CatalogueReader {

    private static final int VERSION_LENGTH = 12;

    private CatalogueReader() {}

    static Catalogue read(Section models, Map<String, ProviderSettings> providers) {
        List<Model> all = new ArrayList<>();
        models.sections().forEach((provider, offered) -> {
            ProviderSettings row = providers.get(provider);
            if (row == null) {
                models.problem(provider, provider, "there is no such provider; there are " + providers.keySet());
                return;
            }
            offered.sections().forEach((id, entry) -> all.add(model(row, id, entry)));
        });
        all.sort(Comparator.comparing(Model::provider).thenComparing(Model::id));
        return new Catalogue(version(all), all);
    }

    private static Model model(ProviderSettings provider, String id, Section entry) {
        return new Model(
                provider.id(),
                id,
                entry.text("wire-id").orElseGet(() -> provider.wireId(id)),
                tokens(entry, "context-window"),
                tokens(entry, "output-limit"),
                capabilities(entry),
                price(entry.section("prices")),
                entry.text("source"),
                entry.value("effective-from", "a day such as 2026-07-24 is expected", Values::date),
                entry.flag("deprecated").orElse(false));
    }

    private static OptionalInt tokens(Section entry, String name) {
        return entry.integer(name, 1).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private static Set<Capability> capabilities(Section entry) {
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        for (String word : entry.list("capabilities")) {
            Optional<Capability> known = Arrays.stream(Capability.values())
                    .filter(candidate -> candidate.word().equals(word))
                    .findFirst();
            known.ifPresentOrElse(
                    capabilities::add,
                    () -> entry.problem("capabilities", word, "one of " + List.of(words()) + " is expected"));
        }
        return capabilities;
    }

    private static Object[] words() {
        return Arrays.stream(Capability.values()).map(Capability::word).toArray();
    }

    private static Optional<Price> price(Section prices) {
        Optional<BigDecimal> input = prices.price("input");
        Optional<BigDecimal> output = prices.price("output");
        Price price = new Price(
                input.orElse(BigDecimal.ZERO),
                output.orElse(BigDecimal.ZERO),
                prices.price("cache-read"),
                prices.price("cache-write-5m"),
                prices.price("cache-write-1h"),
                prices.price("audio-input"),
                prices.price("audio-output"));
        if (input.isPresent() != output.isPresent()) {
            prices.problem(input.isPresent() ? "output" : "input", "", "a price has both, input and output");
        }
        return input.isPresent() && output.isPresent() ? Optional.of(price) : Optional.empty();
    }

    /** The same facts have the same version, whatever file they came from. */
    private static String version(List<Model> models) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            models.forEach(model -> digest.update(facts(model).getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String facts(Model model) {
        return model.provider() + '\n' + model.id() + '\n' + model.price() + '\n' + model.effectiveFrom() + '\n';
    }
}

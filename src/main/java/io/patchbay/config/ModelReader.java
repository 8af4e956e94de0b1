package io.patchbay.config;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.patchbay.catalogue.Capability;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.Prices;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads one entry of the catalogue. */
final class ModelReader {

    private static final Map<String, Capability> CAPABILITIES =
            Arrays.stream(Capability.values()).collect(toUnmodifiableMap(Capability::word, identity()));

    private final Currencies currencies;

    ModelReader(Currencies currencies) {
        this.currencies = currencies;
    }

    /** @param wireId holds where the entry names none */
    Model read(String provider, String id, String wireId, Section entry) {
        Prices prices = PriceReader.read(entry, currencies);
        return new Model(
                provider,
                id,
                List.of(),
                entry.text("wire-id").orElse(wireId),
                tokens(entry, "context-window"),
                tokens(entry, "output-limit"),
                capabilities(entry),
                prices,
                entry.text("source"),
                since(entry, prices),
                entry.flag("deprecated").orElse(false),
                MannerReader.read(entry));
    }

    /** Prices that have days of their own need no other. */
    private static Optional<LocalDate> since(Section entry, Prices prices) {
        return entry.value("effective-from", "a day such as 2026-07-24 is expected", Values::date)
                .or(() -> prices.dated().stream().map(Prices.Dated::from).findFirst())
                .filter(LocalDate.MIN::isBefore);
    }

    private static OptionalInt tokens(Section entry, String name) {
        return entry.integer(name, 1).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private static Set<Capability> capabilities(Section entry) {
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        for (String word : entry.list("capabilities")) {
            Capability known = CAPABILITIES.get(word);
            if (known == null) {
                String words = String.join(
                        ", ", CAPABILITIES.keySet().stream().sorted().toList());
                entry.problem("capabilities", word, "one of [" + words + "] is expected");
            } else {
                capabilities.add(known);
            }
        }
        return capabilities;
    }
}

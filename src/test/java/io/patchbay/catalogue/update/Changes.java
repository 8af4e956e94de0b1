package io.patchbay.catalogue.update;

import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.Price;
import io.patchbay.catalogue.Rates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;

/** What an update does to one provider's file, for the one who reviews it. */
record Changes(
        String provider,
        int models,
        long unpriced,
        List<String> added,
        List<String> removed,
        List<String> prices,
        List<String> windows,
        List<String> other) {

    static Changes between(CatalogueFile before, CatalogueFile after) {
        Changes changes = new Changes(
                after.provider(),
                after.generated().size(),
                after.generated().values().stream()
                        .filter(model -> model.prices().latest().isEmpty())
                        .count(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        after.generated()
                .forEach((id, model) -> changes.note(id, before.generated().get(id), model));
        before.generated().keySet().stream()
                .filter(id -> !after.generated().containsKey(id))
                .forEach(id -> changes.removed.add(id + " (kept by hand)"));
        return changes;
    }

    private void note(String id, Model before, Model after) {
        if (before == null) {
            added.add(id + " " + inWords(after.prices().latest()));
            return;
        }
        if (after.deprecated() && !before.deprecated()) {
            removed.add(id + " (stays, deprecated)");
        }
        if (!before.prices().latest().equals(after.prices().latest())) {
            prices.add(id + " " + inWords(before.prices().latest()) + " -> "
                    + inWords(after.prices().latest()));
        }
        if (!before.contextWindow().equals(after.contextWindow())) {
            windows.add(id + " " + inWords(before.contextWindow()) + " -> " + inWords(after.contextWindow()));
        }
        if (!before.capabilities().equals(after.capabilities())
                || !before.outputLimit().equals(after.outputLimit())
                || before.deprecated() && !after.deprecated()) {
            other.add(id);
        }
    }

    String inWords() {
        StringBuilder text =
                new StringBuilder("%s: %d models, %d of them unpriced".formatted(provider, models, unpriced));
        append(text, "added", added);
        append(text, "removed", removed);
        append(text, "price changed", prices);
        append(text, "window changed", windows);
        append(text, "other facts changed", other);
        return text.append('\n').toString();
    }

    private static void append(StringBuilder text, String what, List<String> models) {
        if (!models.isEmpty()) {
            text.append("\n  ").append(what).append(": ").append(models.size());
            models.forEach(model -> text.append("\n    ").append(model));
        }
    }

    static String inWords(Optional<Price> price) {
        return price.map(Changes::inWords).orElse("unpriced");
    }

    private static String inWords(Price price) {
        StringJoiner words = new StringJoiner(", ").add(inWords(price.rates()));
        price.perRequest().ifPresent(value -> words.add(value.toPlainString() + " a request"));
        price.tiers().forEach(tier -> words.add("above " + tier.above() + " " + inWords(tier.rates())));
        return words.toString();
    }

    /** Dollars per million tokens, in and out, and then those of further classes. */
    static String inWords(Rates rates) {
        StringJoiner words = new StringJoiner(" ")
                .add(rates.input().toPlainString() + "/" + rates.output().toPlainString());
        rates.cacheRead().ifPresent(value -> words.add("cached " + value.toPlainString()));
        rates.cacheWrite5m().ifPresent(value -> words.add("written " + value.toPlainString()));
        rates.cacheWrite1h().ifPresent(value -> words.add("written for 1 h " + value.toPlainString()));
        rates.audioInput().ifPresent(value -> words.add("heard " + value.toPlainString()));
        rates.audioOutput().ifPresent(value -> words.add("spoken " + value.toPlainString()));
        rates.imageInput().ifPresent(value -> words.add("seen " + value.toPlainString()));
        rates.imageOutput().ifPresent(value -> words.add("painted " + value.toPlainString()));
        rates.reasoning().ifPresent(value -> words.add("thought " + value.toPlainString()));
        return words.toString();
    }

    private static String inWords(OptionalInt tokens) {
        return tokens.isPresent() ? String.valueOf(tokens.getAsInt()) : "unknown";
    }
}
